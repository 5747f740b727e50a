// Collects points from all terminals and writes them by the batch; whoever added them is told after the commit.
import type { Db } from '#platform/kernel/db/db.ts';
import { sqlState } from '#platform/kernel/db/transaction.ts';
import { dayOf, type Day } from '#platform/contract.ts';
import type { LatestPosition } from '../../contract.ts';
import { judgePointTime } from '../../rules/point-time.ts';
import { makePartition } from '../store/partition.ts';
import { markDays, type DayMark } from '../store/day-to-judge.ts';
import { advanceLatest, insertPoints, insertStrays, type PositionRow, type StrayReason } from '../store/position.ts';

interface Waiting {
  rows: readonly PositionRow[];
  done(): void;
  failed(error: unknown): void;
}
/** Points of one statement, and milliseconds for which a batch is collected while the database is idle. */
const mostInBatch = 2_000;
const collectMilliseconds = 20;
/** From so many points on, senders wait. */
const mostWaiting = 20_000;

export interface PositionWriter {
  /** Resolves once the points are committed; rejects where the database refused them. */
  add(rows: readonly PositionRow[]): Promise<void>;
  /** Resolves when there is room for more. */
  room(): Promise<void>;
  /** Writes what waits. */
  close(): Promise<void>;
}

export function createPositionWriter(db: Db, onMoved: (moved: readonly LatestPosition[]) => void): PositionWriter {
  let waiting: Waiting[] = [];
  let points = 0;
  let writing: Promise<void> | undefined;
  let roomWaiters: (() => void)[] = [];
  const days = new Map<Day, Promise<boolean>>();

  const takeBatch = (): Waiting[] => {
    let count = 0;
    let end = 0;
    while (end < waiting.length && (count === 0 || count + waiting[end]!.rows.length <= mostInBatch))
      count += waiting[end++]!.rows.length;
    const batch = waiting.slice(0, end);
    waiting = waiting.slice(end);
    return batch;
  };
  const writeAll = async (): Promise<void> => {
    await new Promise((wait) => setTimeout(wait, collectMilliseconds));
    while (waiting.length > 0) {
      const batch = takeBatch();
      await writeBatch(batch);
      points -= batch.reduce((sum, { rows }) => sum + rows.length, 0);
      if (points < mostWaiting) {
        for (const wake of roomWaiters) wake();
        roomWaiters = [];
      }
    }
    writing = undefined;
  };
  const writeBatch = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const moved = await writeRows(
        db,
        days,
        batch.flatMap(({ rows }) => rows),
      );
      for (const { done } of batch) done();
      if (moved.length > 0) onMoved(moved);
    } catch (error) {
      if (batch.length === 1 || !/^2[23]/.test(sqlState(error) ?? '')) {
        for (const { failed } of batch) failed(error);
        return;
      }
      // Data that the database refuses: only the one who sent it goes without an answer.
      const half = Math.ceil(batch.length / 2);
      await writeBatch(batch.slice(0, half));
      await writeBatch(batch.slice(half));
    }
  };
  return {
    add(rows) {
      points += rows.length;
      const committed = new Promise<void>((done, failed) => waiting.push({ rows, done, failed }));
      writing ??= writeAll();
      return committed;
    },
    async room() {
      if (points >= mostWaiting) await new Promise<void>((wake) => roomWaiters.push(wake));
    },
    async close() {
      await writing;
    },
  };
}

async function writeRows(
  db: Db,
  days: Map<Day, Promise<boolean>>,
  rows: readonly PositionRow[],
): Promise<LatestPosition[]> {
  const plausible: PositionRow[] = [];
  const strays: { row: PositionRow; reason: StrayReason }[] = [];
  const newest = new Map<string, PositionRow>();
  const marks = new Map<string, DayMark>();
  for (const row of rows) {
    const time = judgePointTime(row.deviceAt, row.receivedAt);
    if (time !== 'plausible') {
      strays.push({ row, reason: time });
      continue;
    }
    plausible.push(row);
    if (!row.fixed) continue;
    const on = dayOf(row.deviceAt);
    const mark = marks.get(`${row.vehicleId} ${on}`);
    if (!mark || row.deviceAt < mark.fromAt)
      marks.set(`${row.vehicleId} ${on}`, { vehicleId: row.vehicleId, on, fromAt: row.deviceAt });
    const known = newest.get(row.vehicleId);
    if (!known || known.deviceAt < row.deviceAt) newest.set(row.vehicleId, row);
  }
  await haveDays(db, days, plausible);
  return db.tx(async (q) => {
    await insertPoints(q, plausible);
    await insertStrays(q, strays);
    const ordered = [...newest.values()].toSorted((left, right) => (left.vehicleId < right.vehicleId ? -1 : 1));
    const moved = await advanceLatest(q, ordered);
    // Last: whoever judges days waits for these rows.
    await markDays(q, [...marks.values()]);
    return moved;
  });
}

async function haveDays(db: Db, days: Map<Day, Promise<boolean>>, rows: readonly PositionRow[]): Promise<void> {
  for (const day of new Set(rows.map(({ deviceAt }) => dayOf(deviceAt)))) {
    let made = days.get(day);
    if (!made) {
      made = makePartition(db, day);
      days.set(day, made);
      made.catch(() => days.delete(day));
    }
    await made;
  }
}
