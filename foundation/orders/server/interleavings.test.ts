// Random interleavings: whoever presses what at the same time, every order has one possible history, told once.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTrialOrders, trialServer, type TrialOrders } from '../../../bench/orders/trial-orders.ts';
import { randomFrom, runRandomHistory } from '../rules/testing/random-history.ts';
import { orderFolders } from './test-orders.ts';

const wholeRuns = 300;
/** The embedded store has one session: its transactions never mix, fewer will do. */
const embeddedRuns = 30;
const atOnce = 3;

describeOnEachEngine('interleavings', { contexts: orderFolders }, (database) => {
  let trial: TrialOrders;
  beforeAll(async () => {
    const db = Object.assign(Object.create(database.db) as typeof database.db, { close: async () => undefined });
    trial = await openTrialOrders(db, mkdtempSync(join(tmpdir(), 'tianmu-orders-')));
  });
  afterAll(() => trial?.started.stop());

  it('make no impossible history', async () => {
    const runs = database.db.engine === 'pglite' ? embeddedRuns : wholeRuns;
    const faults: string[] = [];
    let [won, refused, repeated, next] = [0, 0, 0, 0];
    const lane = async () => {
      for (let run = next++; run < runs; run = next++) {
        const random = randomFrom(20_261_127 + run);
        const sum = await runRandomHistory(trialServer(trial, random), random);
        won += sum.won;
        refused += sum.refused;
        repeated += sum.repeated;
        faults.push(...sum.faults.map((fault) => `run ${run}: ${fault}`));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    expect(faults.slice(0, 3)).toEqual([]);
    expect([won > runs, refused > runs, repeated > runs / 4]).toEqual([true, true, true]);
  }, 240_000);
});
