// Bars: 2,000 terminals over JT/T 808 store at least 5,000 positions/s for a minute (PostgreSQL; counted in the table); a kill of the server leaves no gap and no double; a million mutated frames: no crash, memory flat.
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../apps/server/config.ts';
import { openCounty, type OpenedCounty } from '../apps/server/open-county.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { ownDatabase } from './own-database.ts';
import { freePort, memoryOf, startServer, type Served } from './served.ts';
import { fuzzCodec, fuzzGateway } from './telemetry/fuzz-frames.ts';
import type { Order, Report } from './telemetry/terminals.ts';

const bars = { perSecond: 5_000, growth: 0.15 };
/** On the embedded store the same run is shorter and has no bar on its rate. */
const wholeRun = { terminals: 2_000, seconds: 60, perSecond: 3.5 };
const embeddedRun = { terminals: 500, seconds: 15, perSecond: 1 };
const killSeconds = 20;
/** Frames of the fuzz that go over TCP; all of them go through the codec. */
const overTcp = 0.1;
const firstPhone = 10_080_900_000;

interface Place {
  data: string;
  database?: string;
}

async function onCounty<Value>(place: Place, run: (county: OpenedCounty) => Promise<Value>): Promise<Value> {
  const county = await openCounty(readConfig({ ...place, 'log-level': 'error' }));
  try {
    return await run(county);
  } finally {
    await county.stop();
  }
}

const idOf = (index: number): string => `01990000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** Where the terminal of the bench begins its drive. */
const startOf = (index: number) => ({ lon: 119.5, lat: 30 + (index % 1_000) / 1_000 });

/** Each vehicle has a base and two visits on its way: its points are judged as those of a county's vehicles. */
const provision = (place: Place, terminals: number): Promise<void> =>
  onCounty(place, async ({ fleet, kernel }) => {
    await fleet.bulkLoad({
      vehicles: Array.from({ length: terminals }, (_, index) => ({
        vehicleId: idOf(index),
        plate: `浙A${index}`,
        kind: 'follow-up',
        name: `${index}`,
        organisationId: idOf(0),
        emergencyUnit: true,
        equipment: [],
        base: startOf(index),
      })),
      terminals: Array.from({ length: terminals }, (_, index) => ({
        terminalId: idOf(index),
        phone: String(firstPhone + index),
        vehicleId: idOf(index),
        datum: 'WGS-84',
      })),
    });
    const now = kernel.clock.now();
    const later = new Date(now.getTime() + 3_600_000);
    await kernel.db.tx((q) =>
      fleet.setCommitments(q, {
        source: 'bench',
        rows: Array.from({ length: terminals * 2 }, (_, index) => {
          const { lon, lat } = startOf(Math.floor(index / 2));
          const further = 0.002 * (1 + (index % 2));
          return {
            sourceId: `${index}`,
            vehicleId: idOf(Math.floor(index / 2)),
            kind: 'roving-visit',
            fromAt: now,
            toAt: later,
            place: { lon: lon + further, lat: lat + further },
          };
        }),
      }),
    );
  });

/** Rows and distinct serials of each terminal, as they stand in the table. */
const counted = (place: Place) =>
  onCounty(place, async ({ kernel: { db } }) => {
    const rows = await db.query<{ id: string; rows: number; serials: number; last: number }>(
      `select terminal_id as id, count(*)::int as rows, count(distinct serial)::int as serials, max(serial) as last
       from fleet.position group by terminal_id`,
    );
    const [{ total } = { total: 0 }] = await db.query<{ total: number }>(
      'select count(*)::int as total from fleet.position',
    );
    return { total, of: new Map(rows.map((row) => [row.id, row])) };
  });

/** From the last point on until every vehicle's day is judged to its end; fails after three minutes: what a killed judge had taken is free again after two. */
const secondsUntilJudged = (place: Place, terminals: number): Promise<number> =>
  onCounty(place, async ({ kernel: { db } }) => {
    const startedAt = performance.now();
    for (;;) {
      const seconds = (performance.now() - startedAt) / 1000;
      const [row] = await db.query<{ waiting: number; judged: number }>(
        `select (select count(*)::int from fleet.day_to_judge) as waiting, (
           select count(*)::int from fleet.vehicle_day d join fleet.latest_position l using (vehicle_id)
           where d.through_at = l.device_at
         ) as judged`,
      );
      if (row!.waiting === 0 && row!.judged === terminals) return Math.round(seconds * 10) / 10;
      if (seconds > 180) throw new Error(`${row!.judged} of ${terminals} vehicles are judged`);
      await new Promise((wait) => setTimeout(wait, 200));
    }
  });

/** Sends an order to the terminals and waits for their report; fails where they end. */
function ask(child: ChildProcess, order: Order): Promise<Report> {
  return new Promise((reported, failed) => {
    const ended = () => failed(new Error('the terminals ended'));
    child.once('exit', ended);
    child.once('message', (report) => {
      child.off('exit', ended);
      reported(report as Report);
    });
    child.send(order);
  });
}

async function drive(options: BenchOptions, place: Place): Promise<{ figures: Record<string, unknown>; ok: boolean }> {
  const { note, database } = options;
  const usual = database ? wholeRun : embeddedRun;
  const run = { ...usual, terminals: options.terminals ?? usual.terminals, seconds: options.seconds ?? usual.seconds };
  await provision(place, run.terminals);
  const jt808 = await freePort();
  const start = async (): Promise<Served> =>
    startServer({ ...place, port: await freePort(), flags: ['--jt808', String(jt808)] });
  const phones = Array.from({ length: run.terminals }, (_, index) => String(firstPhone + index));
  let served = await start();
  const child = fork(join(import.meta.dirname, 'telemetry/terminals.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const joined = await ask(child, { order: 'join', port: jt808, phones });
    note(`${joined.joined} of ${run.terminals} terminals registered and authenticated`);
    const sustained = await ask(child, { order: 'drive', seconds: run.seconds, perSecond: run.perSecond });
    const memory = memoryOf(served.child.pid!);
    await served.stop();
    const first = await counted(place);
    const perSecond = Math.round(first.total / sustained.seconds);
    note(`${first.total} positions stored in ${sustained.seconds.toFixed(1)} s: ${perSecond}/s`);

    // The terminals have lost their server; it comes back, is killed amid the load, and comes back once more.
    served = await start();
    const shorter = Math.min(killSeconds, run.seconds);
    const driving = ask(child, { order: 'drive', seconds: shorter, perSecond: run.perSecond });
    await new Promise((wait) => setTimeout(wait, shorter * 400));
    await served.kill();
    note('killed the server');
    served = await start();
    const survived = await driving;
    const judgedAfter = place.database === undefined ? undefined : await secondsUntilJudged(place, run.terminals);
    await served.stop();
    const last = await counted(place);
    let [gaps, doubles] = [0, 0];
    for (const [index, made] of survived.made.entries()) {
      const kept = last.of.get(idOf(index)) ?? { rows: 0, serials: 0, last: 0 };
      gaps += made - kept.serials;
      doubles += kept.rows - kept.serials;
    }
    const made = survived.made.reduce((sum, count) => sum + count, 0);
    note(
      `after the kill: ${last.total} of ${made} positions, ${survived.resent} sent after the break, gaps ${gaps}, doubles ${doubles}`,
    );
    const rateBar = database === undefined || run.seconds < wholeRun.seconds || perSecond >= bars.perSecond;
    return {
      figures: {
        terminals: run.terminals,
        seconds: Math.round(sustained.seconds * 10) / 10,
        offeredPerSecond: run.terminals * run.perSecond,
        stored: first.total,
        storedPerSecond: perSecond,
        serverMiB: memory,
        ...(judgedAfter !== undefined && { judgedAfterSeconds: judgedAfter }),
        killed: {
          made,
          stored: last.total,
          sentAfterBreak: survived.resent,
          unacknowledged: survived.waiting,
          gaps,
          doubles,
        },
      },
      ok: rateBar && gaps === 0 && doubles === 0 && survived.waiting === 0 && joined.joined === run.terminals,
    };
  } finally {
    child.kill('SIGKILL');
    await served.kill();
  }
}

async function fuzz(options: BenchOptions, place: Place, count: number) {
  const { note } = options;
  const codec = fuzzCodec(count, 808);
  note(
    `codec: ${count} mutated frames, ${codec.read} read, ${codec.faults} faults, ${codec.halfMiB.toFixed(1)} -> ${codec.endMiB.toFixed(1)} MiB`,
  );
  const jt808 = await freePort();
  const served = await startServer({ ...place, port: await freePort(), flags: ['--jt808', String(jt808)] });
  try {
    const { pid } = served.child;
    const sent = Math.round(count * overTcp);
    let half = 0;
    await fuzzGateway(jt808, sent, 809, () => (half = memoryOf(pid!).now));
    const end = memoryOf(pid!).now;
    const alive = (await fetch(`${served.address}/readyz`)).status === 200;
    note(`gateway: ${sent} mutated frames, ${half} -> ${end} MiB, ${alive ? 'alive' : 'dead'}`);
    const flat = codec.endMiB < codec.halfMiB * (1 + bars.growth) + 5 && end < half * (1 + bars.growth);
    return {
      figures: { frames: count, ...codec, overTcp: sent, serverHalfMiB: half, serverEndMiB: end, alive },
      ok: alive && flat,
    };
  } finally {
    await served.stop();
  }
}

export const bench: Bench = async (options) => {
  const data = mkdtempSync(join(tmpdir(), 'tianmu-telemetry-'));
  const own = options.database ? await ownDatabase(options.database, 'telemetry') : undefined;
  const place = { data, ...(own && { database: own.url }) };
  try {
    const driven = await drive(options, place);
    const fuzzed = options.fuzz ? await fuzz(options, place, options.fuzz) : undefined;
    return {
      ok: driven.ok && (fuzzed?.ok ?? true),
      figures: { ...driven.figures, ...(fuzzed && { fuzz: fuzzed.figures }) },
      // Published by go-jt808 on 2 cores, other hardware.
      peers: { goJt808StoredPerSecond: 5_000 },
      engine: options.database ? 'postgresql' : 'pglite',
    };
  } finally {
    rmSync(data, { recursive: true, force: true });
    await own?.drop();
  }
};
