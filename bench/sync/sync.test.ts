// Random days of up to five devices: all end alike, and every operation counts exactly once.
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { randomFrom, runDay } from '#foundation/sync/rules/device/testing/random-schedule.ts';
import type { Sync } from '#foundation/sync/server/index.ts';
import { createTrialSync, makeVillages, trialServer } from './trial-server.ts';

const folder = { schema: 'sync', folder: new URL('../../foundation/sync/server/migrations/', import.meta.url) };
const days = 300;

describeOnEachEngine('the sync', { contexts: [folder] }, (database) => {
  let test: TestKernel;
  let sync: Sync;
  const known = new Set<string>();
  beforeAll(async () => {
    test = await openTestKernel(database.db, (kernel) => {
      sync = createTrialSync(kernel, known);
      return [sync.context];
    });
  });

  it(`keeps every operation once and brings all devices to one state, on ${days} random days`, async () => {
    const { kernel } = test;
    const villages = await makeVillages(kernel, days);
    const seen = { edits: 0, refused: 0, crashes: 0, pushes: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 0xffff_ffff }),
        async (devices, seed) => {
          const personId = kernel.newId();
          known.add(personId);
          const scopeId = villages.pop()!;
          const server = await trialServer(kernel, sync, scopeId, personId, devices);
          const startAt = kernel.clock.now();
          const end = await runDay(server, {
            personId,
            scopeId,
            newId: kernel.newId,
            random: randomFrom(seed),
            startAt,
          });
          for (const key of ['edits', 'refused', 'crashes', 'pushes'] as const) seen[key] += end[key];
          expect(end.faults).toEqual([]);
        },
      ),
      { numRuns: days, seed: 20261126, endOnFailure: true },
    );
    // The days were not idle ones.
    expect(seen.edits).toBeGreaterThan(days * 3);
    expect(seen.crashes).toBeGreaterThan(days / 10);
    expect(seen.refused).toBeGreaterThan(days / 10);
  }, 120_000);
});
