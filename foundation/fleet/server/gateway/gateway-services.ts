// What every connection of a terminal needs from the gateway.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { ChecksumStrictness } from '../../rules/jt808/frame.ts';
import type { TokenRate } from '../../rules/token-bucket.ts';
import type { Terminal } from '../store/terminal.ts';
import type { Intake } from './intake.ts';
import type { PositionWriter } from './position-writer.ts';

export interface GatewayLimits {
  /** Points of one terminal; its own row may say less or more. */
  points: TokenRate;
  /** A connection that is silent for so long is closed; terminals beat every minute or so. */
  idleSeconds: number;
  /** Time until a connection must have authenticated. */
  authenticationSeconds: number;
  connections: number;
}
export const usualLimits: GatewayLimits = {
  points: { perSecond: 50, burst: 1_000 },
  idleSeconds: 300,
  authenticationSeconds: 60,
  connections: 10_000,
};

export interface GatewayServices {
  kernel: Kernel;
  writer: PositionWriter;
  limits: GatewayLimits;
  checksum: ChecksumStrictness;
  newCode: () => string;
  keepFrame: Intake['keepFrame'];
  /** This connection speaks for the terminal from now on; an older one is closed. */
  arrived(terminal: Terminal, close: () => void): void;
  left(terminal: Terminal, close: () => void): void;
}
