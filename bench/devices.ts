// Bars: >= 2,000 readings/s over MQTT QoS 1 and >= 5,000/s over HTTP batches, 50 publishers, 60 s each, durable before the acknowledgement and found on /fhir (PostgreSQL); 20 random kills: nothing lost, nothing doubled.
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccount } from '#platform/kernel/auth/accounts.ts';
import { hashPassword } from '#platform/kernel/auth/password.ts';
import { readConfig } from '../apps/server/config.ts';
import { openCounty, type OpenedCounty } from '../apps/server/open-county.ts';
import type { Bench, BenchOptions } from './bench.ts';
import {
  accountOf,
  benchPassword,
  seeded,
  serialOf,
  type Order,
  type Place,
  type Report,
} from './devices/publishers.ts';
import { ownDatabase } from './own-database.ts';
import { watchProcessorTime, type ProcessorTime } from './processor-time.ts';
import { freePort, memoryOf, startServer, type Served } from './served.ts';

const bars = { mqttPerSecond: 2_000, httpPerSecond: 5_000 };
/** Gateways of 400 homes each: at the bars a home measures every four to ten seconds, still far more often than real ones. */
const wholeRun = { publishers: 50, devices: 20_000, seconds: 60, kills: 20 };
/** On the embedded store the run is shorter and has no bar on its rate. */
const embeddedRun = { publishers: 10, devices: 200, seconds: 10, kills: 3 };
/** Messages of one publisher without an answer. */
const window = 40;
const batch = 100;
/** Acknowledged readings that are asked for on /fhir. */
const asked = 200;
/** Seconds after a start until the kill: publishers need some to sign in again. */
const untilKill = [3, 8] as const;
/** Sign-in is not what is measured. */
const quickHash = { n: 1_024, r: 8, p: 1 };

interface Store {
  data: string;
  database?: string;
}
const idOf = (group: string, index: number): string => `01990000-0000-7000-${group}-${String(index).padStart(12, '0')}`;
const [person, device, binding, account, unit] = ['8001', '8002', '8003', '8004', '8005'];

async function onCounty<Value>(store: Store, run: (county: OpenedCounty) => Promise<Value>): Promise<Value> {
  const county = await openCounty(readConfig({ ...store, 'log-level': 'error' }));
  try {
    return await run(county);
  } finally {
    await county.stop();
  }
}

/** People of one township who have a station each, so that every device may measure everything. */
const provision = (store: Store, publishers: number, devices: number): Promise<void> =>
  onCounty(store, async ({ kernel, registry, intake }) => {
    const units = { county: idOf(unit, 1), township: idOf(unit, 2) };
    const division = { simulated: true };
    await registry.bulkLoad.structure({
      divisions: [
        { ...division, unitId: units.county, kind: 'county', code: '339901', name: '试验县' },
        {
          ...division,
          unitId: units.township,
          parentId: units.county,
          kind: 'township',
          code: '339901100',
          name: '试验镇',
        },
      ],
      organisations: [],
      communities: [],
      practitioners: [],
      teams: [],
      servicePoints: [],
    });
    await registry.bulkLoad.people(
      Array.from({ length: devices }, (_, index) => ({
        personId: idOf(person, index),
        name: `试验${index}`,
        sex: 'female' as const,
        birthOn: '1950-01-01',
        status: 'active' as const,
        simulated: true,
      })),
    );
    const now = kernel.clock.now();
    const theirs = { party: units.county, kind: 'institution' as const, from: new Date('2020-01-01'), source: 'bench' };
    await kernel.access.relate(
      kernel.db,
      Array.from({ length: devices }, (_, index) => ({ ...theirs, personId: idOf(person, index) })),
    );
    await intake.bulkLoad({
      devices: Array.from({ length: devices }, (_, index) => ({
        deviceId: idOf(device, index),
        serial: serialOf(index),
        kind: 'station' as const,
        model: '试验',
        unitId: units.township,
        shared: false,
        state: 'in-use' as const,
        senderAccount: accountOf(index % publishers),
        simulated: true,
      })),
      bindings: Array.from({ length: devices }, (_, index) => ({
        personId: idOf(person, index),
        bindingId: idOf(binding, index),
        deviceId: idOf(device, index),
        basis: 'own' as const,
        fromAt: new Date('2020-01-01'),
        toAt: null,
      })),
    });
    const hash = await hashPassword(benchPassword, quickHash);
    const roles = (role: 'device' | 'integrator') => [{ role, orgUnitId: units.county }];
    for (let index = 0; index < publishers; index += 1) {
      const login = accountOf(index);
      const one = { id: idOf(account, index), login, displayName: login, kind: 'device' as const, password: { hash } };
      await createAccount(kernel.db, { ...one, roles: roles('device') }, now);
    }
    const reader = { id: idOf(account, 9_999), login: 'bench-reader', displayName: 'reader', kind: 'system' as const };
    await createAccount(kernel.db, { ...reader, password: { hash }, roles: roles('integrator') }, now);
  });

interface Counted {
  claims: number;
  observations: number;
  /** Written a second time. */
  rewritten: number;
  events: number;
  held: number;
}
/** Readings as they stand: one claim and one Observation each. */
const counted = (store: Store): Promise<Counted> =>
  onCounty(store, async ({ kernel: { db } }) => {
    const [row] = await db.query<Counted>(
      `select (select count(*)::int from intake.claim) as claims,
         (select count(*)::int from record.observation) as observations,
         (select count(*)::int from record.observation where ver > 1) as rewritten,
         (select count(*)::int from events.outbox where name = 'intake.measurement-taken') as events,
         (select count(*)::int from intake.held) as held`,
    );
    return row!;
  });

function ask(child: ChildProcess, order: Exclude<Order, { order: 'finish' }>): Promise<Report> {
  return new Promise((reported, failed) => {
    const ended = () => failed(new Error('the publishers ended'));
    child.once('exit', ended);
    child.once('message', (report) => {
      child.off('exit', ended);
      reported(report as Report);
    });
    child.send(order);
  });
}

/** Observations of an even sample of people, asked on /fhir right after the last acknowledgement: how many are told. */
async function searchable(place: Place, devices: number): Promise<{ people: number; total: number }> {
  const signedIn = await fetch(`${place.http}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'bench-reader', password: benchPassword }),
  });
  const { token } = (await signedIn.json()) as { token: string };
  const step = Math.max(1, Math.floor(devices / asked));
  let [people, total] = [0, 0];
  for (let index = 0; index < devices; index += step) {
    const address = `${place.http}/fhir/Observation?patient=${idOf(person, index)}&_summary=count`;
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    total += ((await answer.json()) as { total?: number }).total ?? 0;
    people += 1;
  }
  return { people, total };
}

/** Processor time of the server and of its database sessions for one reading, with all work that follows from it meanwhile. */
const perReading = (until: ProcessorTime, since: ProcessorTime, readings: number) => ({
  program: Math.round(((until.program - since.program) * 1e6) / readings),
  database: Math.round(((until.database - since.database) * 1e6) / readings),
});

const pause = (seconds: number) => new Promise((wait) => setTimeout(wait, seconds * 1_000));

export const bench: Bench = async (options: BenchOptions) => {
  const { note } = options;
  const data = mkdtempSync(join(tmpdir(), 'tianmu-devices-'));
  const own = options.database ? await ownDatabase(options.database, 'devices') : undefined;
  const store: Store = { data, ...(own && { database: own.url }) };
  const usual = options.database ? wholeRun : embeddedRun;
  const run = { ...usual, seconds: options.seconds ?? usual.seconds, kills: options.rounds ?? usual.kills };
  const child = fork(join(import.meta.dirname, 'devices/publishers.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let served: Served | undefined;
  try {
    await provision(store, run.publishers, run.devices);
    const [port, mqttPort] = [await freePort(), await freePort()];
    const place: Place = { http: `http://127.0.0.1:${port}`, mqttPort };
    const start = () =>
      startServer({ ...store, port, flags: ['--mqtt-port', String(mqttPort), '--per-minute', '100000'] });
    const shared = { place, accounts: run.publishers, devices: run.devices };
    let from = 0;

    served = await start();
    const used = watchProcessorTime(served.child.pid!, own ? new URL(own.url).pathname.slice(1) : 'none');
    const mqtt = await ask(child, { order: 'mqtt', ...shared, seconds: run.seconds, window, from });
    const mqttUsed = used.read();
    from += mqtt.made;
    const mqttPerSecond = Math.round(mqtt.acknowledged / mqtt.seconds);
    note(
      `MQTT: ${mqtt.acknowledged} acknowledged in ${mqtt.seconds.toFixed(1)} s: ${mqttPerSecond}/s, p99 ${mqtt.p99Milliseconds} ms`,
    );
    const found = await searchable(place, run.devices);
    note(`/fhir tells ${found.total} Observations of ${found.people} people`);
    const http = await ask(child, { order: 'http', ...shared, seconds: run.seconds, batch, from });
    from += http.made;
    const httpPerSecond = Math.round(http.acknowledged / http.seconds);
    note(
      `HTTP: ${http.acknowledged} acknowledged in ${http.seconds.toFixed(1)} s: ${httpPerSecond}/s, p99 ${http.p99Milliseconds} ms`,
    );
    const httpUsed = used.read();
    used.stop();
    const memory = memoryOf(served.child.pid!);
    await served.stop();
    const before = await counted(store);
    const expectedShare = (mqtt.acknowledged * found.people) / run.devices;
    note(`stored: ${before.claims} claims, ${before.observations} Observations`);

    const random = seeded(options.seed ?? 20);
    served = await start();
    const killing = ask(child, { order: 'mqtt', ...shared, seconds: 3_600, window: 4, from });
    killing.catch(() => undefined);
    let kills = 0;
    for (; kills < run.kills; kills += 1) {
      await pause(untilKill[0] + random() * (untilKill[1] - untilKill[0]));
      await served.kill();
      served = await start();
      note(`kill ${kills + 1}, back after ${(served.readyAfter / 1_000).toFixed(1)} s`);
    }
    await pause(3);
    child.send({ order: 'finish' } satisfies Order);
    const survived = await killing;
    await served.stop();
    const after = await counted(store);
    const acknowledged = mqtt.acknowledged + http.acknowledged + survived.acknowledged;
    const made = mqtt.made + http.made + survived.made;
    // Every reading has its answer by now: as many stand as were made, each once.
    const lost = Math.max(0, acknowledged - after.claims, acknowledged - after.observations);
    const doubled = Math.max(0, after.observations - made, after.claims - made) + after.rewritten;
    note(
      `after ${kills} kills: made ${made}, acknowledged ${acknowledged}, stored ${after.observations}, lost ${lost}, doubled ${doubled}`,
    );
    const rateBar =
      !options.database ||
      run.seconds < wholeRun.seconds ||
      (mqttPerSecond >= bars.mqttPerSecond && httpPerSecond >= bars.httpPerSecond);
    return {
      ok:
        rateBar &&
        lost === 0 &&
        doubled === 0 &&
        after.held === 0 &&
        after.claims === after.observations &&
        survived.open.length === 0 &&
        found.total >= expectedShare * 0.9,
      figures: {
        publishers: run.publishers,
        devices: run.devices,
        seconds: run.seconds,
        mqttPerSecond,
        mqttP50Milliseconds: mqtt.p50Milliseconds,
        mqttP99Milliseconds: mqtt.p99Milliseconds,
        mqttProcessorMicroseconds: perReading(mqttUsed, { program: 0, database: 0 }, mqtt.acknowledged),
        httpPerSecond,
        httpBatch: batch,
        httpProcessorMicroseconds: perReading(httpUsed, mqttUsed, http.acknowledged),
        loadAverage: loadavg().map((one) => Math.round(one * 10) / 10),
        httpP99Milliseconds: http.p99Milliseconds,
        serverMiB: memory,
        searched: found,
        killed: { kills, made: survived.made, acknowledged: survived.acknowledged, unanswered: survived.open.length },
        stored: after,
        lost,
        doubled,
        bar_mqttPerSecond: bars.mqttPerSecond,
        bar_httpPerSecond: bars.httpPerSecond,
      },
      peers: {},
      engine: options.database ? 'postgresql' : 'pglite',
    };
  } finally {
    child.kill('SIGKILL');
    await served?.kill();
    rmSync(data, { recursive: true, force: true });
    await own?.drop();
  }
};
