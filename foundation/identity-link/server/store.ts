// The SQL of identity links.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ProviderName, ProviderSettings } from '../contract.ts';

export interface ProviderRecord {
  name: ProviderName;
  enabled: boolean;
  settings: ProviderSettings;
  sealed_secret: string | null;
  simulated: boolean;
  version: number;
}

export function listProviders(q: Sql): Promise<ProviderRecord[]> {
  return q.query('select name, enabled, settings, sealed_secret, simulated, version from identity_link.provider');
}

export async function findProvider(q: Sql, name: string): Promise<ProviderRecord | undefined> {
  const rows = await q.query<ProviderRecord>(
    'select name, enabled, settings, sealed_secret, simulated, version from identity_link.provider where name = $1',
    [name],
  );
  return rows[0];
}

/** False where the version meant is not the one that stands; 0 is a provider that was never configured. */
export async function saveProvider(
  q: Sql,
  row: ProviderRecord,
  by: { accountId: string | null; at: Date },
): Promise<boolean> {
  const rows = await q.query(
    `insert into identity_link.provider (name, enabled, settings, sealed_secret, simulated, version, changed_at, changed_by)
     select $1, $2, $3::jsonb, $4, $5, 1, $7, $8
     where $6::integer = 0 or exists (select 1 from identity_link.provider where name = $1)
     on conflict (name) do update set enabled = excluded.enabled, settings = excluded.settings,
       sealed_secret = excluded.sealed_secret, simulated = excluded.simulated, changed_at = excluded.changed_at,
       changed_by = excluded.changed_by, version = identity_link.provider.version + 1
     where identity_link.provider.version = $6 returning name`,
    [
      row.name,
      row.enabled,
      JSON.stringify(row.settings),
      row.sealed_secret,
      row.simulated,
      row.version,
      by.at,
      by.accountId,
    ],
  );
  return rows.length > 0;
}

export async function countLinks(q: Sql): Promise<{ provider: string; links: number; broken: number }[]> {
  return q.query(
    `select provider, count(*) as links, count(*) filter (where broken_at is not null) as broken
     from identity_link.link group by provider`,
  );
}

const keptTroubles = 20;

export async function insertTrouble(
  q: Sql,
  trouble: { id: string; provider: string; at: Date; during: string; code: string },
): Promise<void> {
  await q.query('insert into identity_link.trouble (id, provider, at, during, code) values ($1, $2, $3, $4, $5)', [
    trouble.id,
    trouble.provider,
    trouble.at,
    trouble.during,
    trouble.code,
  ]);
  await q.query(
    `delete from identity_link.trouble where provider = $1 and id not in (
       select id from identity_link.trouble where provider = $1 order by at desc, id desc limit $2)`,
    [trouble.provider, keptTroubles],
  );
}

export function listTroubles(q: Sql): Promise<{ provider: string; at: Date; during: string; code: string }[]> {
  return q.query('select provider, at, during, code from identity_link.trouble order by at desc, id desc');
}

export interface AttemptRecord {
  state_hash: string;
  provider: ProviderName;
  entry: string;
  browser_hash: string;
  /** Both where the way was begun to link. */
  account_id: string | null;
  session_hash: string | null;
  portal: string;
  sealed_checks: string;
  expires_at: Date;
}

export async function insertAttempt(q: Sql, row: AttemptRecord): Promise<void> {
  await q.query(
    `insert into identity_link.attempt (state_hash, provider, entry, browser_hash, account_id, session_hash, portal,
       sealed_checks, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.state_hash,
      row.provider,
      row.entry,
      row.browser_hash,
      row.account_id,
      row.session_hash,
      row.portal,
      row.sealed_checks,
      row.expires_at,
    ],
  );
}

/** Once: of two that come with one state, one gets it. */
export async function takeAttempt(q: Sql, stateHash: string): Promise<AttemptRecord | undefined> {
  const rows = await q.query<AttemptRecord>('delete from identity_link.attempt where state_hash = $1 returning *', [
    stateHash,
  ]);
  return rows[0];
}

export interface PendingRecord {
  token_hash: string;
  provider: ProviderName;
  subject_hash: string;
  sealed_subject: string;
  entry: string;
  expires_at: Date;
}

export async function insertPending(q: Sql, row: PendingRecord): Promise<void> {
  await q.query(
    `insert into identity_link.pending (token_hash, provider, subject_hash, sealed_subject, entry, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [row.token_hash, row.provider, row.subject_hash, row.sealed_subject, row.entry, row.expires_at],
  );
}

export async function findPending(q: Sql, tokenHash: string, at: Date): Promise<PendingRecord | undefined> {
  const rows = await q.query<PendingRecord>(
    'select * from identity_link.pending where token_hash = $1 and expires_at > $2',
    [tokenHash, at],
  );
  return rows[0];
}

export async function takePending(q: Sql, tokenHash: string, at: Date): Promise<PendingRecord | undefined> {
  const rows = await q.query<PendingRecord>(
    'delete from identity_link.pending where token_hash = $1 and expires_at > $2 returning *',
    [tokenHash, at],
  );
  return rows[0];
}

export async function deleteExpired(q: Sql, at: Date): Promise<void> {
  await q.query('delete from identity_link.attempt where expires_at <= $1', [at]);
  await q.query('delete from identity_link.pending where expires_at <= $1', [at]);
}

export interface LinkRecord {
  id: string;
  provider: ProviderName;
  subject_hash: string;
  sealed_subject: string;
  account_id: string;
  linked_at: Date;
  last_used_at: Date | null;
  broken_at: Date | null;
}

export async function findLink(q: Sql, provider: string, subjectHash: string): Promise<LinkRecord | undefined> {
  const rows = await q.query<LinkRecord>('select * from identity_link.link where provider = $1 and subject_hash = $2', [
    provider,
    subjectHash,
  ]);
  return rows[0];
}

export function linksOf(q: Sql, accountIds: readonly string[]): Promise<LinkRecord[]> {
  return q.query('select * from identity_link.link where account_id = any($1::uuid[]) order by provider, id', [
    accountIds,
  ]);
}

/** False where the identity or the account is linked already. */
export async function insertLink(q: Sql, row: Omit<LinkRecord, 'last_used_at' | 'broken_at'>): Promise<boolean> {
  const rows = await q.query(
    `insert into identity_link.link (id, provider, subject_hash, sealed_subject, account_id, linked_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
    [row.id, row.provider, row.subject_hash, row.sealed_subject, row.account_id, row.linked_at],
  );
  return rows.length > 0;
}

/** A sign-in from there also mends a broken link. */
export async function noteUse(q: Sql, id: string, at: Date): Promise<void> {
  await q.query('update identity_link.link set last_used_at = $2, broken_at = null where id = $1', [id, at]);
}

export async function breakLink(q: Sql, id: string, at: Date): Promise<void> {
  await q.query('update identity_link.link set broken_at = coalesce(broken_at, $2) where id = $1', [id, at]);
}

export async function deleteLink(q: Sql, accountId: string, provider: string): Promise<string | undefined> {
  const rows = await q.query<{ id: string }>(
    'delete from identity_link.link where account_id = $1 and provider = $2 returning id',
    [accountId, provider],
  );
  return rows[0]?.id;
}
