// Bars: durable steps a second at 32 callers at least 0.6 of the bare SQL transaction of the same rows; a page of a queue of 100,000 open orders in at most 3 times its bare SELECT; no impossible history (--interleavings N).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trialKind } from '#foundation/orders/rules/testing/trial-kind.ts';
import { openPglite } from '#platform/kernel/db/pglite.ts';
import { openPostgres } from '#platform/kernel/db/postgres.ts';
import type { Bench, BenchResult } from './bench.ts';
import { bareStep, type BenchOrder } from './orders/bare-step.ts';
import { interleave } from './orders/interleave.ts';
import { benchKind } from './orders/bench-kind.ts';
import { measureQueue } from './orders/measure-queue.ts';
import { openTrialOrders, type TrialOrders } from './orders/trial-orders.ts';
import { ownDatabase } from './own-database.ts';

const bars = { stepRatio: 0.6, queueRatio: 3 };
const callers = 32;
const openOrders = { postgresql: 100_000, pglite: 10_000 };
const secondsOfRound = 5;

export const bench: Bench = async ({ database, rounds = 5, interleavings, note }): Promise<BenchResult> => {
  const own = database ? await ownDatabase(database, 'orders') : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-orders-'));
  const db = own ? await openPostgres({ url: own.url, maxConnections: callers }) : await openPglite();
  const trial = await openTrialOrders(db, folder, [trialKind, benchKind]);
  try {
    if (interleavings) {
      const sum = await interleave(trial, interleavings, note);
      return { ok: sum.faults === 0 && sum.won > interleavings, engine: db.engine, peers: {}, figures: sum };
    }
    const orders = await placeOrders(trial, callers);
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await perSecond((caller) => step(trial, orders[caller]!)));
      bare.push(await perSecond((caller) => bareStep(db, trial, orders[caller]!)));
      note(`round ${round + 1}: ${Math.round(ours.at(-1)!)} steps/s, bare ${Math.round(bare.at(-1)!)}`);
    }
    const stepRatio = median(ours) / median(bare);
    const queue = await measureQueue(trial, openOrders[db.engine === 'pglite' ? 'pglite' : 'postgresql'], note);
    return {
      ok: stepRatio >= bars.stepRatio && queue.ratio <= bars.queueRatio,
      engine: db.engine,
      peers: { bareStepsPerSecond: Math.round(median(bare)), bareQueueMilliseconds: queue.bareMilliseconds },
      figures: {
        callers,
        stepsPerSecond: Math.round(median(ours)),
        stepRatio: Number(stepRatio.toFixed(2)),
        openOrders: queue.openOrders,
        queueMilliseconds: queue.milliseconds,
        queueRatio: queue.ratio,
        bar_stepRatio: bars.stepRatio,
        bar_queueRatio: bars.queueRatio,
      },
    };
  } finally {
    await trial.started.stop();
    await own?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
};

async function placeOrders({ kernel, orders, actors }: TrialOrders, count: number): Promise<BenchOrder[]> {
  const made: BenchOrder[] = [];
  for (let index = 0; index < count; index += 1) {
    const one = { personId: kernel.newId(), orderId: kernel.newId(), taken: false };
    const placing = { personId: one.personId, orderId: one.orderId, kind: benchKind.kind, payload: { why: '试' } };
    const placed = await kernel.db.tx((q) => orders.place(q, actors.get('asker')!, placing, kernel.clock.now()));
    if (!placed.ok) throw new Error(placed.problem.code);
    made.push(one);
  }
  return made;
}

async function step({ kernel, orders, actors }: TrialOrders, order: BenchOrder): Promise<void> {
  const moving = {
    personId: order.personId,
    orderId: order.orderId,
    transition: order.taken ? 'release' : 'take',
    key: kernel.newId(),
  };
  const moved = await kernel.db.tx((q) => orders.transition(q, actors.get('one')!, moving, kernel.clock.now()));
  if (!moved.ok) throw new Error(moved.problem.code);
  order.taken = !order.taken;
}

async function perSecond(run: (caller: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  const until = began + secondsOfRound * 1_000;
  let done = 0;
  const lane = async (caller: number) => {
    while (performance.now() < until) {
      await run(caller);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => lane(caller)));
  return done / ((performance.now() - began) / 1_000);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
