// Bar: the demo county, end to end, takes at most twice the time of raw COPY of the same rows into unindexed tables plus the index builds (PostgreSQL).
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { putIndexesAside, buildIndexes } from '#platform/kernel/db/index-rebuild.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { openPglite } from '#platform/kernel/db/pglite.ts';
import { openPostgres } from '#platform/kernel/db/postgres.ts';
import type { Bench, BenchResult } from './bench.ts';
import { dumpTables, tablesWithRows, type DumpedPart } from './table-files.ts';
import { watchProcessorTime, type ProcessorTime } from './processor-time.ts';
import { memoryOf } from './served.ts';

const bar = 2;
/** Three rounds of both sides fit into twelve minutes on two quiet processors; the whole county has 560,000. */
const postgresResidents = 100_000;
const postgresRounds = 3;
const embeddedResidents = 1_000;
const cli = resolve(import.meta.dirname, '../apps/server/cli.ts');
const round = (value: number, decimals = 1) => Math.round(value * 10 ** decimals) / 10 ** decimals;

type Note = (line: string) => void;
interface Run {
  seconds: number;
  /** Seconds after which the command began to build indexes. */
  indexesAfter: number;
  peakMemoryMiB: number;
  used: ProcessorTime;
}

/** Runs a command of the program, as an administrator does. */
async function command(args: readonly string[], note: Note, database = ''): Promise<Run> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const run: Run = { seconds: 0, indexesAfter: 0, peakMemoryMiB: 0, used: { program: 0, database: 0 } };
  const processors = watchProcessorTime(child.pid!, database);
  const since = () => (performance.now() - startedAt) / 1000;
  createInterface({ input: child.stdout }).on('line', (line) => {
    note(line);
    if (line.startsWith('Building the indexes')) run.indexesAfter = since();
  });
  const watch = setInterval(() => {
    run.used = processors.read();
    try {
      run.peakMemoryMiB = Math.max(run.peakMemoryMiB, memoryOf(child.pid!).peak);
    } catch {
      // It has ended, or this system shows no memory.
    }
  }, 500);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  clearInterval(watch);
  processors.stop();
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
  run.seconds = since();
  return run;
}

const counts = async (db: Db) => {
  const tables = await tablesWithRows(db);
  const rowsOf = new Map<string, number>();
  for (const { table } of tables)
    rowsOf.set(table, (await db.query<{ count: number }>(`select count(*)::int as count from ${table}`))[0]!.count);
  return {
    tables,
    rows: [...rowsOf.values()].reduce((sum, rows) => sum + rows, 0),
    resources: rowsOf.get('record.resource_id') ?? 0,
    observations: rowsOf.get('record.observation') ?? 0,
    residents: rowsOf.get('registry.person') ?? 0,
  };
};

interface RawRun {
  copySeconds: number;
  indexSeconds: number;
  used: ProcessorTime;
}

/** The peer: the same rows from files, over as many connections, then the same indexes and keys. */
async function rawCopy(url: string, parts: readonly DumpedPart[], connections: number): Promise<RawRun> {
  const db = await openPostgres({ url, maxConnections: connections, settings: { synchronous_commit: 'off' } });
  try {
    const tables = [...new Set(parts.map((part) => part.table))];
    // The migrations leave a few rows, which stand in the files too.
    await db.query(`truncate ${tables.join(', ')}`);
    const aside = await putIndexesAside(db, tables);
    await checkpoint(db);
    const processors = watchProcessorTime(process.pid, new URL(url).pathname.slice(1));
    const startedAt = performance.now();
    const waiting = parts.toSorted((a, b) => b.bytes - a.bytes);
    let next = 0;
    const copy = async () => {
      for (let part = waiting[next++]; part; part = waiting[next++])
        await db.copyInStream(part.table, part.columns, part.read());
    };
    await Promise.all(Array.from({ length: connections }, copy));
    const copiedAt = performance.now();
    await buildIndexes(db, aside, connections);
    const endedAt = performance.now();
    processors.stop();
    return {
      copySeconds: (copiedAt - startedAt) / 1000,
      indexSeconds: (endedAt - copiedAt) / 1000,
      used: processors.read(),
    };
  } finally {
    await db.close();
  }
}

/** Both sides begin with nothing left to write back; only a superuser may ask for it. */
const checkpoint = (db: Db) => db.query('checkpoint').catch(() => undefined);

/** The embedded database has no peer: what is told is that the county is there, and how long it took. */
async function loadEmbedded(residents: number, own: readonly string[], data: string, note: Note): Promise<BenchResult> {
  const run = await command(['seed', '--residents', String(residents), ...own], note);
  const db = await openPglite(join(data, 'database'));
  const { tables: _, ...found } = await counts(db).finally(() => db.close());
  return {
    ok: found.residents > residents && found.observations > residents,
    figures: {
      ...found,
      seconds: round(run.seconds),
      rowsPerSecond: Math.round(found.rows / run.seconds),
      peakMemoryMiB: run.peakMemoryMiB,
    },
    peers: {},
    engine: 'pglite',
  };
}

interface Round {
  run: Run;
  peer: RawRun;
  ratio: number;
}
const median = (rounds: readonly Round[], read: (round: Round) => number): number =>
  rounds.map(read).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)]!;

/** Databases of their own, new and with nothing left to write back; they are dropped afterwards. */
async function withFreshDatabases<Answer>(
  database: string,
  use: (ours: string, raw: string) => Promise<Answer>,
): Promise<Answer> {
  const server = await openPostgres({ url: database, maxConnections: 1 });
  const names = ['ours', 'raw'].map((side) => `tianmu_bench_${side}_${randomBytes(4).toString('hex')}`);
  const [ours, raw] = names.map((name) => Object.assign(new URL(database), { pathname: `/${name}` }).href);
  try {
    for (const name of names) await server.query(`create database ${name} template template0 encoding 'UTF8'`);
    await checkpoint(server);
    return await use(ours!, raw!);
  } finally {
    for (const name of names) await server.query(`drop database if exists ${name} with (force)`);
    await server.close();
  }
}

async function compare(
  { residents, rounds, database }: { residents: number; rounds: number; database: string },
  { own, folder }: { own: () => string[]; folder: string },
  note: Note,
): Promise<BenchResult> {
  const done: Round[] = [];
  let parts: DumpedPart[] | undefined;
  let found: Omit<Awaited<ReturnType<typeof counts>>, 'tables'> | undefined;
  while (done.length < rounds) {
    await withFreshDatabases(database, async (ours, raw) => {
      const flags = own();
      const name = new URL(ours).pathname.slice(1);
      const run = await command(['seed', '--residents', String(residents), ...flags, '--database', ours], note, name);
      if (!parts) {
        const loaded = await openPostgres({ url: ours, maxConnections: 1 });
        const { tables, ...rest } = await counts(loaded);
        found = rest;
        parts = await dumpTables(loaded, tables, folder).finally(() => loaded.close());
      }
      await command(['migrate', ...flags, '--database', raw], note);
      const peer = await rawCopy(raw, parts, availableParallelism());
      const ratio = run.seconds / (peer.copySeconds + peer.indexSeconds);
      done.push({ run, peer, ratio });
      note(`round ${done.length}: ${round(run.seconds)} s, ${round(ratio, 2)} times raw COPY and index builds`);
    });
  }
  const middle = (read: (one: Round) => number, decimals = 1) => round(median(done, read), decimals);
  const ratio = median(done, (one) => one.ratio);
  return {
    ok: ratio <= bar,
    figures: {
      ...found!,
      rounds,
      ratio: round(ratio, 2),
      bar_ratio: bar,
      leastRatio: round(Math.min(...done.map((one) => one.ratio)), 2),
      mostRatio: round(Math.max(...done.map((one) => one.ratio)), 2),
      seconds: middle(({ run }) => run.seconds),
      rowsPerSecond: middle(({ run }) => found!.rows / run.seconds, 0),
      copySeconds: middle(({ run }) => run.indexesAfter),
      indexSeconds: middle(({ run }) => run.seconds - run.indexesAfter),
      programProcessorSeconds: middle(({ run }) => run.used.program),
      databaseProcessorSeconds: middle(({ run }) => run.used.database),
      peakMemoryMiB: middle(({ run }) => run.peakMemoryMiB, 0),
    },
    peers: {
      rawSeconds: middle(({ peer }) => peer.copySeconds + peer.indexSeconds),
      rawCopySeconds: middle(({ peer }) => peer.copySeconds),
      rawIndexSeconds: middle(({ peer }) => peer.indexSeconds),
      rawProgramProcessorSeconds: middle(({ peer }) => peer.used.program),
      rawDatabaseProcessorSeconds: middle(({ peer }) => peer.used.database),
      copyMebibytes: Math.round(parts!.reduce((sum, part) => sum + part.bytes, 0) / 2 ** 20),
    },
    engine: 'postgresql',
  };
}

export const bench: Bench = async ({ database, note, ...options }) => {
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-load-'));
  const residents = options.residents ?? (database ? postgresResidents : embeddedResidents);
  // A data folder belongs to one database.
  let folders = 0;
  const own = () => ['--data', join(folder, `data-${++folders}`), '--key-file', join(folder, 'master.key')];
  try {
    if (!database) return await loadEmbedded(residents, own(), join(folder, 'data-1'), note);
    return await compare({ residents, rounds: options.rounds ?? postgresRounds, database }, { own, folder }, note);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
