// Bars: after 50 kills of the server under 16 writers every acknowledged version is there, no transaction is half done, the audit chain is whole.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Bench } from './bench.ts';
import { freePort, signIn, startServer, type Served } from './served.ts';

const clients = 16;
const system = 'urn:tianmu:bench:crash';
/** Longest time under load before a kill, in milliseconds. */
const longestRound = 3_000;

interface Acknowledged {
  id: string;
  version: number;
  /** Value that the acknowledged version carries. */
  value: number;
}

/** What an outside observer knows: only what the server answered with a success. */
class Ledger {
  readonly versions = new Map<string, Acknowledged>();
  readonly transactions = new Set<string>();
  /** Transactions that were sent, answered or not: afterwards each is whole or absent. */
  readonly sent = new Set<string>();
  writes = 0;
}

interface Target {
  served: Served;
  token: string;
  patient: string;
}

const observation = (patient: string, tag: string, value: number, id?: string) => ({
  resourceType: 'Observation',
  ...(id ? { id } : {}),
  status: 'final',
  identifier: [{ system, value: tag }],
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: '2026-11-22T08:00:00+08:00',
  valueQuantity: { value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
});

async function send(
  { served, token }: Target,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${served.address}/fhir${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

interface Stored {
  id: string;
  meta: { versionId: string };
  valueQuantity: { value: number };
}

/** One client: singles, transactions and versioned updates in turn, until the server is gone. */
async function write(
  target: Target,
  ledger: Ledger,
  client: number,
  round: number,
  stopped: () => boolean,
): Promise<void> {
  for (let turn = 0; !stopped(); turn++) {
    const tag = `r${round}-c${client}-t${turn}`;
    try {
      if (turn % 3 === 0) {
        const answer = await send(target, 'POST', '/Observation', observation(target.patient, tag, 60));
        if (answer.status === 201) acknowledge(ledger, (await answer.json()) as Stored);
      } else if (turn % 3 === 1) {
        ledger.sent.add(tag);
        const entry = ['a', 'b', 'c'].map((part) => ({
          resource: observation(target.patient, `${tag}-${part}`, 70),
          request: { method: 'POST', url: 'Observation' },
        }));
        const answer = await send(target, 'POST', '', { resourceType: 'Bundle', type: 'transaction', entry });
        if (answer.status === 200) {
          await answer.arrayBuffer();
          ledger.transactions.add(tag);
          ledger.writes += 3;
        }
      } else {
        const mine = [...ledger.versions.values()].at(-1 - (client % Math.max(1, ledger.versions.size)));
        if (!mine) continue;
        const value = 80 + (turn % 100);
        const body = observation(target.patient, `${tag}-u`, value, mine.id);
        const answer = await send(target, 'PUT', `/Observation/${mine.id}`, body, {
          'if-match': `W/"${mine.version}"`,
        });
        if (answer.status === 200) acknowledge(ledger, (await answer.json()) as Stored);
      }
    } catch {
      // The server was killed under the request: nothing was acknowledged.
    }
  }
}

function acknowledge(ledger: Ledger, stored: Stored): void {
  const version = Number(stored.meta.versionId);
  const known = ledger.versions.get(stored.id);
  if (!known || known.version < version)
    ledger.versions.set(stored.id, { id: stored.id, version, value: stored.valueQuantity.value });
  ledger.writes += 1;
}

/** Reads the round's acknowledged versions back and counts what is missing or different. */
async function missing(target: Target, entries: readonly Acknowledged[]): Promise<number> {
  let lost = 0;
  const queue = [...entries];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let entry = queue.pop(); entry; entry = queue.pop()) {
        const answer = await send(target, 'GET', `/Observation/${entry.id}/_history/${entry.version}`);
        const stored = answer.status === 200 ? ((await answer.json()) as Stored) : undefined;
        if (stored?.valueQuantity.value !== entry.value) lost += 1;
      }
    }),
  );
  return lost;
}

async function halfDone(
  target: Target,
  ledger: Ledger,
  tags: readonly string[],
): Promise<{ half: number; lost: number }> {
  let half = 0;
  let lost = 0;
  const queue = [...tags];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let tag = queue.pop(); tag; tag = queue.pop()) {
        const identifiers = ['a', 'b', 'c'].map((part) => `${system}|${tag}-${part}`).join(',');
        const answer = await send(
          target,
          'GET',
          `/Observation?identifier=${encodeURIComponent(identifiers)}&_summary=count`,
        );
        const { total } = (await answer.json()) as { total: number };
        if (total !== 0 && total !== 3) half += 1;
        if (total === 0 && ledger.transactions.has(tag)) lost += 1;
      }
    }),
  );
  return { half, lost };
}

export const bench: Bench = async ({ database, rounds = 50, note }) => {
  const data = mkdtempSync(join(tmpdir(), 'tianmu-crash-'));
  const port = await freePort();
  const place = { data, port, ...(database ? { database } : {}) };
  const ledger = new Ledger();
  let lost = 0;
  let half = 0;
  const figures: Record<string, number> = {};
  try {
    let served = await startServer({ ...place, flags: ['--demo', '--no-simulator', '--residents', '200'] });
    let target: Target = { served, token: await signIn(served.address, 'integrator'), patient: '' };
    const made = await send(target, 'POST', '/Patient', {
      resourceType: 'Patient',
      name: [{ text: '崩溃测试' }],
      gender: 'unknown',
      birthDate: '1970-01-01',
    });
    if (made.status !== 201) throw new Error(`the patient was refused: ${made.status} ${await made.text()}`);
    target.patient = ((await made.json()) as Stored).id;
    const starts: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      const before = new Map(ledger.versions);
      const sentBefore = new Set(ledger.sent);
      let stopped = false;
      const writers = Array.from({ length: clients }, (_, client) =>
        write(target, ledger, client, round, () => stopped),
      );
      // Kill moments spread evenly over the longest time under load.
      await new Promise((wait) => setTimeout(wait, 150 + ((round * 7_919) % longestRound)));
      await served.kill();
      stopped = true;
      await Promise.all(writers);
      served = await startServer(place);
      starts.push(served.readyAfter / 1000);
      target = { ...target, served };
      const fresh = [...ledger.versions.values()].filter((entry) => before.get(entry.id)?.version !== entry.version);
      const roundLost = await missing(target, fresh);
      const transactions = await halfDone(
        target,
        ledger,
        [...ledger.sent].filter((tag) => !sentBefore.has(tag)),
      );
      lost += roundLost + transactions.lost;
      half += transactions.half;
      note(
        `kill ${round}: ${fresh.length} versions and ${ledger.sent.size - sentBefore.size} transactions checked, lost ${roundLost + transactions.lost}, half ${transactions.half}`,
      );
    }
    lost += await missing(target, [...ledger.versions.values()]);
    await served.stop();
    const cli = resolve(import.meta.dirname, '../apps/server/cli.ts');
    const verified = spawnSync(
      process.execPath,
      [cli, 'verify-audit', '--data', data, ...(database ? ['--database', database] : [])],
      { encoding: 'utf8' },
    );
    note(verified.stdout.trim() + verified.stderr.trim());
    Object.assign(figures, {
      kills: rounds,
      acknowledgedWrites: ledger.writes,
      transactionsSent: ledger.sent.size,
      lost,
      halfTransactions: half,
      verifyAuditExit: verified.status ?? -1,
      medianStartSeconds:
        Math.round(starts.toSorted((left, right) => left - right)[Math.floor(starts.length / 2)]! * 10) / 10,
    });
    const ok = lost === 0 && half === 0 && verified.status === 0 && ledger.writes > rounds * clients;
    return { ok, figures, peers: {}, engine: database ? 'postgresql' : 'pglite' };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
};
