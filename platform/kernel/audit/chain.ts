// Moves committed audit rows from the journal into the trail and links them into a hash chain (SM3), one chain per node and day, within a second of their commit.
import { createHash } from 'node:crypto';
import { dayOf } from '#platform/contract.ts';
import type { Clock } from '../clock/clock.ts';
import { copyLine } from '../db/copy.ts';
import type { Db, Sql, Transaction } from '../db/db.ts';
import { journalRows, type JournalRow } from './journal.ts';
import { nextDay } from './root.ts';
import { lastRoot } from './root-store.ts';

export const chainStart = Buffer.alloc(32);

/** 32 bytes: SM3 of the row's id and its canonical body. */
export const rowDigest = (eventId: string, body: string): Buffer =>
  createHash('sm3').update(`${eventId}\n${body}`).digest();

/** 32 bytes: SM3 of the hash of the block before, followed by the digests of this block's rows. */
export const blockHash = (previous: Uint8Array, digests: Uint8Array): Buffer =>
  createHash('sm3').update(previous).update(digests).digest();

/** Journal lines taken at once; each holds the rows of one request or one group of requests. */
const batchSize = 500;

/** Moves and links what is committed; returns how many rows it linked. Several callers exclude each other. */
export async function linkPending(db: Db, node: string, clock: Clock): Promise<number> {
  let linked = 0;
  for (;;) {
    const { lines, rows } = await db.tx(async (q) => linkBatch(q, `${node}/${await openDay(q, clock)}`));
    linked += rows;
    if (lines < batchSize) return linked;
  }
}

/** Today; where a clock went back into a day that is signed already, the first day that is not. */
async function openDay(q: Sql, clock: Clock): Promise<string> {
  const today = dayOf(clock.now());
  const root = await lastRoot(q);
  return root && root.day >= today ? nextDay(root.day) : today;
}

async function linkBatch(q: Transaction, chain: string): Promise<{ lines: number; rows: number }> {
  await q.query('insert into audit.chain_head (chain, seq, hash) values ($1, 0, $2) on conflict do nothing', [
    chain,
    chainStart,
  ]);
  const [head] = await q.query<{ seq: number; hash: Uint8Array }>(
    'select seq, hash from audit.chain_head where chain = $1 for update -- local',
    [chain],
  );
  // Without a lock of its own, since the role that only adds may not lock: of two chainers one deletes, the other finds nothing.
  const taken = await q.query<{ entries: string }>(
    `delete from audit.journal where id in (select id from audit.journal order by id limit ${batchSize}) returning entries`,
  );
  if (taken.length === 0) return { lines: 0, rows: 0 };
  const rows = taken.flatMap(({ entries }) => journalRows(entries)).toSorted((one, two) => (one.id < two.id ? -1 : 1));
  await keepRows(q, rows);
  const digests = Buffer.concat(rows.map((row) => rowDigest(row.id, row.text)));
  const seq = head!.seq + rows.length;
  const hash = blockHash(head!.hash, digests);
  await q.query('insert into audit.block (chain, seq, event_ids, digests, hash) values ($1, $2, $3::uuid[], $4, $5)', [
    chain,
    seq,
    rows.map((row) => row.id),
    digests,
    hash,
  ]);
  await q.query('update audit.chain_head set seq = $2, hash = $3 where chain = $1', [chain, seq, hash]);
  return { lines: taken.length, rows: rows.length };
}

async function keepRows(q: Transaction, rows: readonly JournalRow[]): Promise<void> {
  await q.copyIn(
    'audit.event',
    ['id', 'at', 'account_id', 'action', 'outcome', 'body'],
    rows.map(({ id, body, text }) => copyLine([id, body.at, body.accountId, body.action, body.outcome, text])),
  );
  const persons = rows.flatMap(({ id, body }) => body.persons.map((personId) => copyLine([personId, body.at, id])));
  if (persons.length > 0) await q.copyIn('audit.person_event', ['patient_id', 'at', 'event_id'], persons);
}

/** Keeps linking while the server runs: at once when work waits, else every half second. */
export function startChainer(
  db: Db,
  node: string,
  clock: Clock,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  const turn = () => {
    if (stopped) return;
    running = linkPending(db, node, clock)
      .catch(onError)
      .finally(() => {
        if (!stopped) timer = setTimeout(turn, 500);
      });
  };
  let timer = setTimeout(turn, 500);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
    await linkPending(db, node, clock).catch(onError);
  };
}
