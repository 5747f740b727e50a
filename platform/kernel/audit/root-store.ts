// The SQL of the signed daily roots.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '../db/db.ts';

export interface RootRow {
  day: Day;
  body: string;
  hash: Uint8Array;
  signature: string;
  public_key: string;
  signed_at: Date;
}

const columns = 'day, body, hash, signature, public_key, signed_at';

export async function lastRoot(q: Sql): Promise<RootRow | undefined> {
  return (await q.query<RootRow>(`select ${columns} from audit.root order by day desc limit 1`))[0];
}

/** In order of days, after the given one. */
export function rootsAfter(q: Sql, after: Day, limit: number): Promise<RootRow[]> {
  return q.query<RootRow>(`select ${columns} from audit.root where day > $1 order by day limit $2`, [after, limit]);
}

/** The first of two signers counts. */
export async function insertRoot(q: Sql, root: RootRow): Promise<boolean> {
  const rows = await q.query(
    `insert into audit.root (${columns}) values ($1, $2, $3, $4, $5, $6) on conflict (day) do nothing returning day`,
    [root.day, root.body, root.hash, root.signature, root.public_key, root.signed_at],
  );
  return rows.length > 0;
}

export interface ChainEnd {
  chain: string;
  seq: number;
  hash: Uint8Array;
  rows: number;
}
/** The ends of the chains of one day, of all nodes. */
export function chainEnds(q: Sql, day: Day): Promise<ChainEnd[]> {
  return q.query<ChainEnd>(
    `select h.chain, h.seq, h.hash, (select count(*) from audit.link l where l.chain = h.chain)
       + (select coalesce(sum(cardinality(b.event_ids)), 0) from audit.block b where b.chain = h.chain) as rows
     from audit.chain_head h where h.chain like '%/' || $1::text order by h.chain`,
    [day],
  );
}

export async function firstChainDay(q: Sql): Promise<Day | undefined> {
  const [row] = await q.query<{ day: string | null }>(
    `select min(substring(chain from '[^/]+$')) as day from audit.chain_head where seq > 0`,
  );
  return row?.day ?? undefined;
}
