// Collects readings from all connections and takes them by the batch; whoever added them is told after the commit (group commit).
import { sqlState } from '#platform/kernel/db/transaction.ts';
import type { ReadingOutcome } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import type { Incoming } from './incoming.ts';
import { BatchRefused, takeBatch } from './take-batch.ts';

interface Waiting {
  readings: readonly Incoming[];
  done(outcomes: ReadingOutcome[]): void;
  failed(error: unknown): void;
}
/** Readings of one transaction; while it commits, the next ones gather. */
const mostInBatch = 800;
/** A batch is collected for so long while nothing is being written. */
const collectMilliseconds = 10;
/** From so many on, senders wait. */
const mostWaiting = 10_000;
/** Some build their rows while others wait for the database; few and small enough that what is under way stays among the young objects. */
const mostWriters = 4;

export interface ReadingWriter {
  /** Resolves once the readings are committed. */
  add(readings: readonly Incoming[]): Promise<ReadingOutcome[]>;
  /** Resolves when there is room for more. */
  room(): Promise<void>;
  /** Writes what waits. */
  close(): Promise<void>;
}

export function createReadingWriter(parts: Parts): ReadingWriter {
  let waiting: Waiting[] = [];
  let count = 0;
  const writers = new Set<Promise<void>>();
  let roomWaiters: (() => void)[] = [];

  const takeNext = (): Waiting[] => {
    let size = 0;
    let end = 0;
    while (end < waiting.length && (size === 0 || size + waiting[end]!.readings.length <= mostInBatch))
      size += waiting[end++]!.readings.length;
    const batch = waiting.slice(0, end);
    waiting = waiting.slice(end);
    return batch;
  };
  const writeAll = async (): Promise<void> => {
    await new Promise((wait) => setTimeout(wait, collectMilliseconds));
    while (waiting.length > 0) {
      const batch = takeNext();
      await writeBatch(parts, batch);
      count -= batch.reduce((sum, { readings }) => sum + readings.length, 0);
      if (count < mostWaiting) for (const wake of roomWaiters.splice(0)) wake();
    }
  };
  const start = (): void => {
    if (writers.size >= mostWriters) return;
    const writer = writeAll().finally(() => writers.delete(writer));
    writers.add(writer);
  };
  return {
    add(readings) {
      count += readings.length;
      const taken = new Promise<ReadingOutcome[]>((done, failed) => waiting.push({ readings, done, failed }));
      start();
      return taken;
    },
    async room() {
      if (count >= mostWaiting) await new Promise<void>((wake) => roomWaiters.push(wake));
    },
    async close() {
      while (writers.size > 0) await Promise.all(writers);
    },
  };
}

async function writeBatch(parts: Parts, batch: readonly Waiting[]): Promise<void> {
  const all = batch.flatMap(({ readings }) => readings);
  try {
    const outcomes = await take(parts, all);
    let from = 0;
    for (const { readings, done } of batch) done(outcomes.slice(from, (from += readings.length)));
  } catch (error) {
    for (const { failed } of batch) failed(error);
  }
}

/** What one reading of a batch makes impossible must not hold up the others: that one waits in the inbox. */
async function take(parts: Parts, readings: readonly Incoming[]): Promise<ReadingOutcome[]> {
  const { kernel } = parts;
  try {
    return await kernel.db.tx((q) => takeBatch(parts, q, readings, kernel.clock.now()));
  } catch (error) {
    if (!isAboutData(error)) throw error;
    if (readings.length === 1)
      return kernel.db.tx((q) => takeBatch(parts, q, readings, kernel.clock.now(), { holdAll: true }));
    const half = Math.ceil(readings.length / 2);
    return [...(await take(parts, readings.slice(0, half))), ...(await take(parts, readings.slice(half)))];
  }
}

const isAboutData = (error: unknown): boolean => error instanceof BatchRefused || /^2[23]/.test(sqlState(error) ?? '');
