// The gateway for vehicle terminals: JT/T 808 over TCP.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { positionsTopic, type LatestPosition } from '../../contract.ts';
import { hexOf } from '../../rules/jt808/bytes.ts';
import type { ChecksumStrictness } from '../../rules/jt808/frame.ts';
import { fullBucket, takeTokens } from '../../rules/token-bucket.ts';
import { keepRawFrame } from '../store/raw-frame.ts';
import { newTerminalCode } from '../use-cases/register-terminal.ts';
import { usualLimits, type GatewayLimits } from './gateway-services.ts';
import { createPositionWriter } from './position-writer.ts';
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

const keptFrames = { perSecond: 2, burst: 200 };
const publishMilliseconds = 1_000;
/** Positions in one live message. */
const mostPublished = 200;

/** Rejects where the port is taken. */
export async function listenForTerminals(kernel: Kernel, options: GatewayOptions): Promise<Gateway> {
  const limits = { ...usualLimits, ...options.limits };
  const moved = new Map<string, LatestPosition>();
  const writer = createPositionWriter(kernel.db, (positions) => {
    for (const position of positions) moved.set(position.vehicleId, position);
  });
  const closers = new Map<string, () => void>();
  const sockets = new Set<Socket>();
  let bucket = fullBucket(keptFrames, performance.now());

  const services = {
    kernel,
    writer,
    limits,
    checksum: options.checksum ?? ('strict' as const),
    newCode: newTerminalCode,
    keepFrame({ phone, reason, bytes }: { phone: string | undefined; reason: string; bytes: Uint8Array }) {
      const taken = takeTokens(bucket, keptFrames, 1, performance.now());
      // A flood of rubbish must not become a flood of rows.
      if (taken.waitMilliseconds > 0) return;
      bucket = taken.bucket;
      const row = { id: kernel.newId(), receivedAt: kernel.clock.now(), phone, reason, bytes: hexOf(bytes) };
      keepRawFrame(kernel.db, row).catch((error: unknown) =>
        kernel.log.warn({ err: error }, 'a faulty frame could not be kept'),
      );
    },
    arrived({ phone }: { phone: string }, close: () => void) {
      const older = closers.get(phone);
      closers.set(phone, close);
      if (older !== close) older?.();
    },
    left({ phone }: { phone: string }, close: () => void) {
      if (closers.get(phone) === close) closers.delete(phone);
    },
  };

  const publish = async (): Promise<void> => {
    const positions = [...moved.values()];
    moved.clear();
    for (let from = 0; from < positions.length; from += mostPublished)
      await kernel.live.publish(kernel.db, positionsTopic, { positions: positions.slice(from, from + mostPublished) });
  };
  const publishing = setInterval(() => void publish().catch(() => undefined), publishMilliseconds);

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveTerminal(socket, services);
  });
  server.maxConnections = limits.connections;
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen({ host: options.host, port: options.port, backlog: 2_048 }, listening);
  }).catch((error: unknown) => {
    clearInterval(publishing);
    throw error;
  });
  return {
    port: (server.address() as AddressInfo).port,
    drop: (phone) => closers.get(phone)?.(),
    async close() {
      clearInterval(publishing);
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of sockets) socket.pause();
      // What was read is written and answered before the connections end.
      await writer.close();
      for (const socket of sockets) socket.destroySoon();
      const late = setTimeout(() => sockets.forEach((socket) => socket.destroy()), 1_000);
      await closed;
      clearTimeout(late);
    },
  };
}
