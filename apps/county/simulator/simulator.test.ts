// Lets the simulator work against a real server over the wire, through a restart of that server.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServer } from 'node:net';
import { pino } from 'pino';
import { openPglite } from '#platform/kernel/db/pglite.ts';
import { systemClock } from '#platform/kernel/clock/clock.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { startKernel, type Started } from '#platform/kernel/start.ts';
import { createGeo, type Geo } from '#foundation/geo/server/index.ts';
import { createIntake, type Intake } from '#foundation/intake/server/index.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { startMqtt } from '#platform/kernel/mqtt/broker.ts';
import { createRecord, type RecordContext } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { random } from '../random.ts';
import { seedCounty } from '../seed.ts';
import { homeUpload } from './readings.ts';
import { runSimulator } from './run.ts';

const cost = { n: 16, r: 8, p: 1 };
const parts = {} as { kernel: Kernel; registry: Registry; geo: Geo; record: RecordContext; intake: Intake };
let db: Db;
let started: Started;

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

async function start(): Promise<void> {
  started = await startKernel(
    {
      db,
      log: pino({ level: 'silent' }),
      masterKey: new Uint8Array(32).fill(7),
      filesFolder: '.data/none',
      clock: systemClock,
      version: 'test',
      cost,
      http: { perMinute: 10_000 },
    },
    (kernel) => {
      parts.kernel = kernel;
      parts.registry = createRegistry(kernel);
      parts.geo = createGeo(kernel, parts.registry);
      parts.record = createRecord(kernel, parts.registry);
      const messaging = createMessaging(kernel, parts.registry);
      parts.intake = createIntake({ kernel, registry: parts.registry, record: parts.record, messaging });
      return [parts.registry, parts.geo, parts.record, messaging, parts.intake].map(({ context }) => context);
    },
  );
}

beforeAll(async () => {
  db = await openPglite();
  await start();
  await seedCounty({ ...parts, residents: 640, seed: 3, now: new Date(), cost });
}, 120_000);
afterAll(async () => {
  await started.server.close();
  await db.close();
});

it('sends readings and visits, outlives a restart and stops when told', { timeout: 60_000 }, async () => {
  const [port, mqttPort] = [await freePort(), await freePort()];
  const stop = new AbortController();
  const said: string[] = [];
  // Begun before the server listens: it waits.
  const running = runSimulator({
    server: `http://127.0.0.1:${port}`,
    password: 'tianmu-demo',
    seed: 5,
    mqtt: `127.0.0.1:${mqttPort}`,
    perMinute: 3_000,
    signal: stop.signal,
    say: (line) => void said.push(line),
  });
  const counts = async () => {
    const [row] = await db.query<{ readings: number; visits: number }>(
      `select (select count(*)::int from record.observation where content like '%"home"%') as readings,
         (select count(*)::int from record.encounter where content not like '%"clinic"%') as visits`,
    );
    return row!;
  };
  const until = async (readings: number, visits: number) => {
    for (let tries = 0; tries < 300; tries++) {
      const now = await counts();
      if (now.readings >= readings && now.visits >= visits) return now;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`waited in vain: ${JSON.stringify(await counts())} ${said.join('; ')}`);
  };
  await new Promise((resolve) => setTimeout(resolve, 300));
  await started.server.listen({ port, host: '127.0.0.1' });
  let broker = await startMqtt(started, { host: '127.0.0.1', port: mqttPort });
  const before = await until(6, 2);
  await broker.close();
  await started.server.close();
  await start();
  await started.server.listen({ port, host: '127.0.0.1' });
  broker = await startMqtt(started, { host: '127.0.0.1', port: mqttPort });
  await until(before.readings + 6, before.visits + 2);
  stop.abort();
  const tally = await running;
  await broker.close();
  const after = await counts();
  expect(tally.refused).toBe(0);
  // What the simulator counts is what stands: nothing lost; a request under way when it stopped may stand too.
  expect(after.visits - tally.visits).toBeGreaterThanOrEqual(0);
  expect(after.visits - tally.visits).toBeLessThanOrEqual(1);
  const [untagged] = await db.query<{ count: number }>(
    `select count(*)::int as count from record.observation where content not like '%"simulated"%'`,
  );
  expect(untagged!.count).toBe(0);
});

it('reads around the level of each device, the same in every run', () => {
  const at = new Date('2026-11-22T00:00:00Z');
  const of = (serial: string, seed: number) =>
    homeUpload({ serial, kind: 'blood-pressure' }, at, seed, random(seed, 'x'));
  expect(of('BP-1', 1)).toEqual(of('BP-1', 1));
  const uploads = Array.from({ length: 60 }, (_, index) => of(`BP-${index}`, 1));
  expect(uploads.every(({ readings }) => readings[0]!.values!.systolic! > readings[0]!.values!.diastolic!)).toBe(true);
  // Some clocks are off: their devices say so.
  const off = uploads.filter(({ deviceNow }) => deviceNow !== at.toISOString());
  expect(off.length).toBeGreaterThan(0);
  expect(off.length).toBeLessThan(20);
});
