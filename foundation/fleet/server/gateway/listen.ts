// The gateway for vehicle terminals: JT/T 808 over TCP.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { ChecksumStrictness } from '../../rules/jt808/frame.ts';
import { newTerminalCode } from '../use-cases/register-terminal.ts';
import { usualLimits, type GatewayLimits } from './gateway-services.ts';
import type { Intake } from './intake.ts';
import { serveTerminal } from './terminal-connection.ts';

export interface GatewayOptions {
  host: string;
  /** 0: any free one. */
  port: number;
  checksum?: ChecksumStrictness;
  limits?: Partial<GatewayLimits>;
}
export interface Gateway {
  port: number;
  /** Ends the terminal's connection, so that its next one follows what was changed. */
  drop(phone: string): void;
  close(): Promise<void>;
}

/** Rejects where the port is taken. */
export async function listenForTerminals(kernel: Kernel, intake: Intake, options: GatewayOptions): Promise<Gateway> {
  const limits = { ...usualLimits, ...options.limits };
  const closers = new Map<string, () => void>();
  const sockets = new Set<Socket>();

  const services = {
    kernel,
    writer: intake.writer,
    limits,
    checksum: options.checksum ?? ('strict' as const),
    newCode: newTerminalCode,
    keepFrame: intake.keepFrame,
    arrived({ phone }: { phone: string }, close: () => void) {
      const older = closers.get(phone);
      closers.set(phone, close);
      if (older !== close) older?.();
    },
    left({ phone }: { phone: string }, close: () => void) {
      if (closers.get(phone) === close) closers.delete(phone);
    },
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveTerminal(socket, services);
  });
  server.maxConnections = limits.connections;
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen({ host: options.host, port: options.port, backlog: 2_048 }, listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    drop: (phone) => closers.get(phone)?.(),
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of sockets) socket.pause();
      // What was read is written and answered before the connections end.
      await intake.writer.close();
      for (const socket of sockets) socket.destroySoon();
      const late = setTimeout(() => sockets.forEach((socket) => socket.destroy()), 1_000);
      await closed;
      clearTimeout(late);
    },
  };
}
