// Bars on PostgreSQL, 16 clients, policy and audit on: a page of 20 >= 60 % and a read by id >= 40 % of raw statements behind the same HTTP server; search p95 < 20 ms with 5 million observations; with --peer, read >= 2.5x, search >= 4x, create >= 5x, batch >= 5x.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions } from './bench.ts';
import { ownDatabase } from './own-database.ts';
import { drive, rawRequest, type LoadResult } from './http-load.ts';
import { fhirTarget, measurePeer, median, type FhirTarget } from './record-target.ts';
import { freePort, signIn, startServer } from './served.ts';

const connections = 16;
const roundSeconds = 4;
const bars = { searchShare: 0.6, readShare: 0.4, searchP95Milliseconds: 20, fullObservations: 5_000_000 };
const goals = { searchShare: 0.75, readShare: 0.55 };
const peerBars = { read: 2.5, search: 4, create: 5, batch: 5 };
/** On the embedded database one session serves all: a small county, and only figures. */
const embeddedResidents = 2_000;
const wholeResidents = 560_000;

type Measured = Record<'read' | 'rawRead' | 'search' | 'rawSearch' | 'create' | 'batch', LoadResult[]>;

async function run(address: string, next: () => Buffer, status = 200): Promise<LoadResult> {
  const result = await drive({ address, connections, seconds: roundSeconds, next, status });
  if (result.errors > 0) throw new Error(`${result.errors} answers were errors: ${result.firstError}`);
  return result;
}

async function measureOurs(target: FhirTarget, rounds: number, raw: boolean, note: BenchOptions['note']) {
  const measured: Measured = { read: [], rawRead: [], search: [], rawSearch: [], create: [], batch: [] };
  const rawReads = target.observations.map((id) => rawRequest(target.address, 'GET', `/bench/read/${id}`, {}));
  const rawSearches = target.pages.map(({ patient, code, from }) =>
    rawRequest(
      target.address,
      'GET',
      `/bench/search?patient=${patient}&code=${code}&date=${encodeURIComponent(from)}`,
      {},
    ),
  );
  const turn = (all: readonly Buffer[]) => {
    let at = 0;
    return () => all[at++ % all.length]!;
  };
  const told = (name: string) =>
    note(
      `${name}: ${Object.entries(measured)
        .filter(([, results]) => results.length > 0)
        .map(([kind, results]) => `${kind} ${results.at(-1)!.perSecond}/s p95 ${results.at(-1)!.p95Milliseconds} ms`)
        .join(', ')}`,
    );
  // The first round finds pages and plans cold on both sides and is not counted; writes come after all reads.
  for (let round = 0; round <= rounds; round++) {
    if (raw) measured.rawRead.push(await run(target.address, turn(rawReads)));
    measured.read.push(await run(target.address, turn(target.reads)));
    if (raw) measured.rawSearch.push(await run(target.address, turn(rawSearches)));
    measured.search.push(await run(target.address, turn(target.searches)));
    told(round === 0 ? 'warm-up' : `round ${round}`);
    if (round === 0) for (const results of Object.values(measured)) results.length = 0;
  }
  for (let round = 1; round <= rounds; round++) {
    measured.create.push(await run(target.address, target.create, 201));
    measured.batch.push(await run(target.address, target.batch));
    told(`writes ${round}`);
  }
  return measured;
}

export const bench: Bench = async ({ database, rounds = 5, residents, peer, note }) => {
  const data = mkdtempSync(join(tmpdir(), 'tianmu-record-'));
  const wanted = residents ?? (database ? wholeResidents : embeddedResidents);
  const own = database ? await ownDatabase(database, 'record') : undefined;
  const port = await freePort();
  const served = await startServer({
    data,
    port,
    ...(own ? { database: own.url } : {}),
    flags: ['--demo', '--residents', String(wanted), '--per-minute', '1000000', ...(own?.flags ?? [])],
    program: 'bench/record-server.ts',
    timeoutSeconds: 900,
  });
  try {
    const token = await signIn(served.address, 'integrator');
    const target = await fhirTarget(`${served.address}/fhir`, { authorization: `Bearer ${token}` });
    const observations = await target.total('Observation');
    note(`${observations} observations, pages of ${target.pageRows} rows`);
    const measured = await measureOurs(target, rounds, own !== undefined, note);
    const of = (name: keyof Measured, field: 'perSecond' | 'p95Milliseconds' = 'perSecond') =>
      median(measured[name].map((result) => result[field]));
    const share = (ours: keyof Measured, theirs: keyof Measured) =>
      own
        ? Math.round(median(measured[ours].map((one, at) => one.perSecond / measured[theirs][at]!.perSecond)) * 1000) /
          1000
        : null;
    const peers = peer ? await measurePeer(peer, { connections, seconds: roundSeconds, rounds, note }) : undefined;
    const against = (name: 'read' | 'search' | 'create' | 'batch') =>
      peers ? Math.round((of(name) / peers[name]) * 100) / 100 : null;
    const figures = {
      observations,
      readPerSecond: of('read'),
      readP95Milliseconds: of('read', 'p95Milliseconds'),
      readShare: share('read', 'rawRead'),
      searchPerSecond: of('search'),
      searchP95Milliseconds: of('search', 'p95Milliseconds'),
      searchShare: share('search', 'rawSearch'),
      createPerSecond: of('create'),
      batchResourcesPerSecond: of('batch') * target.batchSize,
      goalReadShare: goals.readShare,
      goalSearchShare: goals.searchShare,
      ...Object.fromEntries(Object.entries(bars).map(([name, bar]) => [`bar_${name}`, bar])),
    };
    const ratios = {
      read: against('read'),
      search: against('search'),
      create: against('create'),
      batch: against('batch'),
    };
    const ok =
      (figures.readShare === null || figures.readShare >= bars.readShare) &&
      (figures.searchShare === null || figures.searchShare >= bars.searchShare) &&
      (own === undefined || figures.searchP95Milliseconds < bars.searchP95Milliseconds) &&
      Object.entries(peerBars).every(([name, bar]) => (ratios[name as 'read'] ?? bar) >= bar);
    return {
      ok,
      figures,
      peers: {
        rawReadPerSecond: own ? of('rawRead') : null,
        rawSearchPerSecond: own ? of('rawSearch') : null,
        ...Object.fromEntries(Object.entries(ratios).map(([name, ratio]) => [`${name}TimesPeer`, ratio])),
      },
      engine: own ? 'postgresql' : 'pglite',
    };
  } finally {
    await served.stop();
    await own?.drop();
    rmSync(data, { recursive: true, force: true });
  }
};
