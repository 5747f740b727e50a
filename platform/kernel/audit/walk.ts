// Walks one chain of the audit trail from its start and compares every row with what the chain says of it.
import { createHash } from 'node:crypto';
import type { Db } from '../db/db.ts';
import { blockHash, chainStart, rowDigest } from './chain.ts';
import type { AuditBody } from './journal.ts';

export type Say = (where: string, text: string) => void;

/** Where a walk stands: the place of the last row and the hash there. */
interface Place {
  seq: number;
  hash: Uint8Array;
  rows: number;
}
export interface WalkedChain extends Place {
  /** Rows whose body is no JSON any more. */
  unreadable: string[];
}

interface EventRow {
  id: string;
  at: Date;
  account_id: string;
  action: string;
  outcome: string;
  body: string;
}

const digestBytes = 32;
const blockPage = 4;
const linkPage = 5_000;
export const sameBytes = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

/** As far as its head says; a body that is no JSON is told apart, since nothing can be compared with it. */
export async function walkChain(
  db: Db,
  { chain, seq }: { chain: string; seq: number },
  say: Say,
): Promise<WalkedChain> {
  const unreadable: string[] = [];
  const walk = { db, chain, upTo: seq, unreadable, say };
  const afterLinks = await walkLinks(walk, { seq: 0, hash: chainStart, rows: 0 });
  return { ...(await walkBlocks(walk, afterLinks)), unreadable };
}

interface Walk {
  db: Db;
  chain: string;
  upTo: number;
  unreadable: string[];
  say: Say;
}

async function walkBlocks({ db, chain, upTo, unreadable, say }: Walk, from: Place): Promise<Place> {
  let { seq, hash, rows } = from;
  for (;;) {
    const page = await db.query<{ seq: number; event_ids: string[]; digests: Uint8Array; hash: Uint8Array }>(
      `select seq, event_ids, digests, hash from audit.block where chain = $1 and seq > $2 and seq <= $3 order by seq limit ${blockPage}`,
      [chain, seq, upTo],
    );
    const events = await readEvents(
      db,
      page.flatMap((block) => block.event_ids),
    );
    for (const block of page) {
      const where = `${chain}#${block.seq}`;
      const digests = Buffer.from(block.digests);
      if (block.seq - block.event_ids.length !== seq) say(where, `the block after row ${seq} is missing`);
      if (digests.length !== block.event_ids.length * digestBytes) say(where, 'the digests of the block were changed');
      block.event_ids.forEach((id, at) => {
        const event = events.get(id);
        const digest = digests.subarray(at * digestBytes, (at + 1) * digestBytes);
        if (!event) say(where, `the row ${id} is missing`);
        else if (!sameBytes(rowDigest(id, event.body), digest)) say(where, `the body of row ${id} was changed`);
        if (event) sayDifference(event, where, unreadable, say);
      });
      const follows = blockHash(hash, digests);
      if (!sameBytes(follows, block.hash)) say(where, 'the hash does not follow from the rows and the block before');
      hash = block.hash;
      seq = block.seq;
      rows += block.event_ids.length;
    }
    if (page.length < blockPage) return { seq, hash, rows };
  }
}

/** Rows that were linked one by one: hash of a link = SM3(hash before, id, line end, body). */
async function walkLinks({ db, chain, upTo, unreadable, say }: Walk, from: Place): Promise<Place> {
  let { seq, hash, rows } = from;
  for (;;) {
    const page = await db.query<{ seq: number; hash: Uint8Array; event_id: string }>(
      `select seq, hash, event_id from audit.link where chain = $1 and seq > $2 and seq <= $3 order by seq limit ${linkPage}`,
      [chain, seq, upTo],
    );
    const events = await readEvents(
      db,
      page.map((link) => link.event_id),
    );
    for (const link of page) {
      const where = `${chain}#${link.seq}`;
      const event = events.get(link.event_id);
      if (link.seq !== seq + 1) say(where, `link ${seq + 1} is missing`);
      if (event) {
        hash = createHash('sm3').update(hash).update(`${event.id}\n${event.body}`).digest();
        sayDifference(event, where, unreadable, say);
      } else say(where, `the row ${link.event_id} is missing`);
      if (!sameBytes(hash, link.hash)) say(where, 'the hash does not follow from the row and the link before it');
      hash = link.hash;
      seq = link.seq;
      rows += 1;
    }
    if (page.length < linkPage) return { seq, hash, rows };
  }
}

async function readEvents(db: Db, ids: readonly string[]): Promise<Map<string, EventRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<EventRow>(
    'select id, at, account_id, action, outcome, body from audit.event where id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Names the first searchable column that says something else than the protected body. */
function sayDifference(row: EventRow, where: string, unreadable: string[], say: Say): void {
  let body: AuditBody;
  try {
    body = JSON.parse(row.body) as AuditBody;
  } catch {
    unreadable.push(row.id);
    say(where, `the body of row ${row.id} can not be read`);
    return;
  }
  const changed =
    new Date(body.at).getTime() !== row.at.getTime()
      ? 'time'
      : body.accountId !== row.account_id
        ? 'account'
        : body.action !== row.action
          ? 'action'
          : body.outcome !== row.outcome
            ? 'outcome'
            : undefined;
  if (changed) say(where, `the ${changed} of row ${row.id} was changed`);
}
