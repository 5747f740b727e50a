// Where points of all terminals come together, by whichever protocol they came: written by the batch, then shown to whoever follows.
import type { Kernel } from '#platform/kernel/kernel.ts';
import { positionsTopic, type LatestPosition } from '../../contract.ts';
import { hexOf } from '../../rules/jt808/bytes.ts';
import { fullBucket, takeTokens } from '../../rules/token-bucket.ts';
import { keepRawFrame } from '../store/raw-frame.ts';
import { createPositionWriter, type PositionWriter } from './position-writer.ts';

const keptFrames = { perSecond: 2, burst: 200 };
const publishMilliseconds = 1_000;
/** Positions in one live message. */
const mostPublished = 200;

export interface Intake {
  writer: PositionWriter;
  /** Keeps a frame that could not be used; at most so many a minute. */
  keepFrame(frame: { phone: string | undefined; reason: string; bytes: Uint8Array }): void;
  /** Writes what waits. */
  close(): Promise<void>;
}

export function openIntake(kernel: Kernel): Intake {
  const moved = new Map<string, LatestPosition>();
  const writer = createPositionWriter(kernel.db, (positions) => {
    for (const position of positions) moved.set(position.vehicleId, position);
  });
  let bucket = fullBucket(keptFrames, performance.now());
  const publish = async (): Promise<void> => {
    const positions = [...moved.values()];
    moved.clear();
    for (let from = 0; from < positions.length; from += mostPublished)
      await kernel.live.publish(kernel.db, positionsTopic, { positions: positions.slice(from, from + mostPublished) });
  };
  const publishing = setInterval(() => void publish().catch(() => undefined), publishMilliseconds);
  return {
    writer,
    keepFrame({ phone, reason, bytes }) {
      const taken = takeTokens(bucket, keptFrames, 1, performance.now());
      // A flood of rubbish must not become a flood of rows.
      if (taken.waitMilliseconds > 0) return;
      bucket = taken.bucket;
      const row = { id: kernel.newId(), receivedAt: kernel.clock.now(), phone, reason, bytes: hexOf(bytes) };
      keepRawFrame(kernel.db, row).catch((error: unknown) =>
        kernel.log.warn({ err: error }, 'a faulty frame could not be kept'),
      );
    },
    async close() {
      clearInterval(publishing);
      await writer.close();
    },
  };
}
