// Links committed audit rows into a hash chain (SM3), one chain per node and day, within a second of their commit.
import { createHash } from 'node:crypto';
import { dayOf } from '#platform/contract.ts';
import type { Clock } from '../clock/clock.ts';
import type { Db, Sql } from '../db/db.ts';
import { nextDay } from './root.ts';
import { lastRoot } from './root-store.ts';

/** Bytes: hash of link n = SM3(hash of link n-1 followed by the row's id and its canonical body). */
export function linkHash(previous: Uint8Array, eventId: string, body: string): Buffer {
  return createHash('sm3').update(previous).update(eventId).update('\n').update(body).digest();
}
export const chainStart = Buffer.alloc(32);

const batchSize = 2_000;

/** Links what is committed and pending; returns how many rows it linked. Several callers exclude each other. */
export async function linkPending(db: Db, node: string, clock: Clock): Promise<number> {
  let linked = 0;
  for (;;) {
    const count = await db.tx(async (q) => linkBatch(q, `${node}/${await openDay(q, clock)}`));
    linked += count;
    if (count < batchSize) return linked;
  }
}

/** Today; where a clock went back into a day that is signed already, the first day that is not. */
async function openDay(q: Sql, clock: Clock): Promise<string> {
  const today = dayOf(clock.now());
  const root = await lastRoot(q);
  return root && root.day >= today ? nextDay(root.day) : today;
}

async function linkBatch(q: Sql, chain: string): Promise<number> {
  await q.query('insert into audit.chain_head (chain, seq, hash) values ($1, 0, $2) on conflict do nothing', [
    chain,
    chainStart,
  ]);
  const [head] = await q.query<{ seq: number; hash: Uint8Array }>(
    'select seq, hash from audit.chain_head where chain = $1 for update -- local',
    [chain],
  );
  const rows = await q.query<{ id: string; body: string }>(
    `select e.id, e.body from audit.pending p join audit.event e on e.id = p.event_id
     order by e.id limit ${batchSize} for update of p skip locked -- local`,
  );
  if (rows.length === 0) return 0;
  let { seq, hash } = head!;
  const links = rows.map((row) => {
    hash = linkHash(hash, row.id, row.body);
    return { eventId: row.id, seq: ++seq, hash };
  });
  await q.query(
    `insert into audit.link (chain, seq, event_id, hash)
     select $1, l.seq, l.event_id, decode(l.hash, 'hex') from unnest($2::bigint[], $3::uuid[], $4::text[]) as l (seq, event_id, hash)`,
    [
      chain,
      links.map((link) => link.seq),
      links.map((link) => link.eventId),
      links.map((link) => Buffer.from(link.hash).toString('hex')),
    ],
  );
  await q.query('update audit.chain_head set seq = $2, hash = $3 where chain = $1', [chain, seq, Buffer.from(hash)]);
  await q.query('delete from audit.pending where event_id = any($1)', [rows.map((row) => row.id)]);
  return rows.length;
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
