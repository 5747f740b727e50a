// Signs each finished day of the audit trail: the ends of its chains and the hash of the root before.
import { createHash } from 'node:crypto';
import { dayOf, type Day } from '#platform/contract.ts';
import type { Clock } from '../clock/clock.ts';
import type { Db, Sql } from '../db/db.ts';
import { canonicalJson } from './canonical-json.ts';
import type { RootSigner } from './root-signer.ts';
import * as store from './root-store.ts';

export interface RootBody {
  day: Day;
  chains: { chain: string; rows: number; lastSeq: number; hash: string }[];
  /** SM3 of the body of the root before, in hex; null for the first. */
  previous: string | null;
}

/** A chainer may still link rows of the last second into the day before. */
const settleMilliseconds = 10 * 60_000;
const dayMilliseconds = 86_400_000;

export const rootHash = (body: string): Buffer => createHash('sm3').update(body).digest();
export const nextDay = (day: Day): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + dayMilliseconds).toISOString().slice(0, 10);

export async function rootBody(q: Sql, day: Day, previous: store.RootRow | undefined): Promise<string> {
  const ends = await store.chainEnds(q, day);
  const body: RootBody = {
    day,
    chains: ends
      .filter((end) => end.seq > 0)
      .map((end) => ({
        chain: end.chain,
        rows: end.rows,
        lastSeq: end.seq,
        hash: Buffer.from(end.hash).toString('hex'),
      })),
    previous: previous ? Buffer.from(previous.hash).toString('hex') : null,
  };
  return canonicalJson({ ...body });
}

/** Signs every day that is over and has no root yet, also days without a row; returns how many. */
export async function signRoots(db: Db, signer: RootSigner, clock: Clock): Promise<number> {
  const today = dayOf(new Date(clock.now().getTime() - settleMilliseconds));
  let previous = await store.lastRoot(db);
  let day = previous ? nextDay(previous.day) : await store.firstChainDay(db);
  let signed = 0;
  while (day !== undefined && day < today) {
    const body: string = await rootBody(db, day, previous);
    const root: store.RootRow = {
      day,
      body,
      hash: rootHash(body),
      signature: signer.sign(body),
      public_key: signer.publicKey,
      signed_at: clock.now(),
    };
    // Another server was faster: its root counts, the next one builds on it.
    if (!(await store.insertRoot(db, root))) return signed;
    previous = root;
    day = nextDay(day);
    signed += 1;
  }
  return signed;
}
