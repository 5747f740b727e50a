// Gives a repeated write its first answer: the key is claimed before the work and the answer kept, across restarts.
import { createHash } from 'node:crypto';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Db } from '../db/db.ts';

export interface KeptAnswer {
  status: number;
  reply: string;
  etag?: string;
}

/** A claim without an answer belongs to a request that still runs; after this long, to one that died. */
const claimSeconds = 60;
export const keyPattern = /^[A-Za-z0-9._:-]{8,128}$/;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Nothing to give back yet (do the work), the answer that was given, or why the key can't be used. */
export async function claimKey(
  db: Db,
  claim: { accountId: string; key: string; request: string; at: Date },
): Promise<Result<KeptAnswer | undefined>> {
  const { accountId, key, at } = claim;
  if (!keyPattern.test(key)) return fail({ kind: 'invalid', code: 'http/bad-idempotency-key' });
  const requestHash = hashOf(claim.request);
  return db.tx(async (q) => {
    const [mine] = await q.query(
      `insert into http.answer (account_id, idempotency_key, request_hash, at) values ($1, $2, $3, $4)
       on conflict (account_id, idempotency_key) do nothing returning idempotency_key`,
      [accountId, key, requestHash, at],
    );
    if (mine) return succeed(undefined);
    const [row] = await q.query<{
      request_hash: string;
      status: number | null;
      reply: string;
      etag: string | null;
      at: Date;
    }>(
      'select request_hash, status, reply, etag, at from http.answer where account_id = $1 and idempotency_key = $2 for update -- local',
      [accountId, key],
    );
    if (!row) return fail({ kind: 'busy', code: 'http/still-running' });
    if (row.request_hash !== requestHash) return fail({ kind: 'conflict', code: 'http/key-used-otherwise' });
    if (row.status !== null)
      return succeed({ status: row.status, reply: row.reply, ...(row.etag ? { etag: row.etag } : {}) });
    if (at.getTime() - row.at.getTime() < claimSeconds * 1000)
      return fail({ kind: 'busy', code: 'http/still-running' });
    await q.query('update http.answer set at = $3 where account_id = $1 and idempotency_key = $2', [
      accountId,
      key,
      at,
    ]);
    return succeed(undefined);
  });
}

export async function keepAnswer(db: Db, accountId: string, key: string, answer: KeptAnswer): Promise<void> {
  await db.query(
    'update http.answer set status = $3, reply = $4, etag = $5 where account_id = $1 and idempotency_key = $2',
    [accountId, key, answer.status, answer.reply, answer.etag ?? null],
  );
}

/** A request that failed may be tried again with its key. */
export async function releaseKey(db: Db, accountId: string, key: string): Promise<void> {
  await db.query('delete from http.answer where account_id = $1 and idempotency_key = $2 and status is null', [
    accountId,
    key,
  ]);
}

export async function deleteOldAnswers(db: Db, before: Date): Promise<void> {
  await db.query('delete from http.answer where at < $1', [before]);
}
