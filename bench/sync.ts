// Bar: 10,000 random days of up to five devices (offline edits, lost, doubled and reordered messages, wrong clocks, crashes) end alike, every operation exactly once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { randomFrom, runDay } from '#foundation/sync/rules/device/testing/random-schedule.ts';
import type { Sync } from '#foundation/sync/server/index.ts';
import { manualClock } from '#platform/kernel/clock/clock.ts';
import { openPglite } from '#platform/kernel/db/pglite.ts';
import { openPostgres } from '#platform/kernel/db/postgres.ts';
import { startKernel } from '#platform/kernel/start.ts';
import type { Bench } from './bench.ts';
import { ownDatabase } from './own-database.ts';
import { createTrialSync, makeVillages, trialServer } from './sync/trial-server.ts';

/** On PostgreSQL; the embedded store runs fewer. */
const wholeDays = 10_000;
const embeddedDays = 600;
/** Days that run beside each other. */
const atOnce = 12;
const firstSeed = 20_261_126;
const mostFaultsShown = 5;

export const bench: Bench = async ({ database, rounds, note }) => {
  const days = rounds ?? (database ? wholeDays : embeddedDays);
  const own = database ? await ownDatabase(database, 'sync') : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-sync-'));
  const db = own ? await openPostgres({ url: own.url, maxConnections: 16 }) : await openPglite();
  const known = new Set<string>();
  let sync: Sync | undefined;
  const started = await startKernel(
    {
      db,
      log: pino({ level: 'error' }),
      masterKey: new Uint8Array(32).fill(7),
      filesFolder: folder,
      clock: manualClock('2026-11-22T00:00:00Z'),
      version: '0.0.0-bench',
      http: { perMinute: 100_000 },
    },
    (kernel) => {
      sync = createTrialSync(kernel, known);
      return [sync.context];
    },
  );
  const { kernel } = started;
  try {
    const villages = await makeVillages(kernel, days);
    const sum = { edits: 0, refused: 0, crashes: 0, pushes: 0 };
    const faults: string[] = [];
    let next = 0;
    const beganAt = performance.now();
    const lane = async () => {
      for (let day = next++; day < days; day = next++) {
        const random = randomFrom(firstSeed + day);
        const personId = kernel.newId();
        known.add(personId);
        const village = villages[day]!;
        const server = await trialServer(kernel, sync!, village, personId, 1 + Math.floor(random() * 5));
        const end = await runDay(server, {
          personId,
          scopeId: village,
          newId: kernel.newId,
          random,
          startAt: kernel.clock.now(),
        });
        known.delete(personId);
        for (const key of ['edits', 'refused', 'crashes', 'pushes'] as const) sum[key] += end[key];
        for (const fault of end.faults) faults.push(`seed ${firstSeed + day}: ${fault}`);
        if ((day + 1) % 500 === 0) note(`${day + 1} of ${days} days, ${faults.length} faults`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    const seconds = (performance.now() - beganAt) / 1_000;
    return {
      ok: faults.length === 0 && sum.edits > days,
      engine: db.engine,
      peers: {},
      figures: {
        days,
        ...sum,
        faults: faults.length,
        firstFaults: faults.slice(0, mostFaultsShown),
        seconds: Math.round(seconds),
        daysPerSecond: Number((days / seconds).toFixed(1)),
      },
    };
  } finally {
    await started.stop();
    await own?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
};
