// The SQL of accounts, sessions and failed sign-ins.
import type { Sql } from '../db/db.ts';

export interface AccountRecord {
  id: string;
  login: string;
  display_name: string;
  kind: 'staff' | 'resident' | 'device' | 'system';
  password_hash: string;
  disabled: boolean;
  second_factor: string | null;
  second_factor_offer: string | null;
  second_factor_step: number | null;
  person_id: string | null;
  home_unit_id: string;
  locale: 'zh-CN' | 'en';
  demo: boolean;
  version: number;
  last_sign_in_at: Date | null;
}

export interface SessionRecord {
  id: string;
  account_id: string;
  portal: string;
  last_used_at: Date;
  idle_seconds: number;
  ends_at: Date;
  stepped_up_until: Date | null;
}

export interface SignedInRecord extends SessionRecord {
  login: string;
  display_name: string;
  kind: AccountRecord['kind'];
  person_id: string | null;
  home_unit_id: string;
  locale: 'zh-CN' | 'en';
  has_second_factor: boolean;
  assignments: { role: string; orgUnitId: string }[];
}

export async function accountByLogin(q: Sql, login: string): Promise<AccountRecord | undefined> {
  return (await q.query<AccountRecord>('select * from auth.account where login = $1', [login]))[0];
}
export async function accountById(q: Sql, id: string): Promise<AccountRecord | undefined> {
  return (await q.query<AccountRecord>('select * from auth.account where id = $1', [id]))[0];
}

/** Roles in force at $2 of the account `a`. */
export const assignmentsOf = `coalesce((select json_agg(json_build_object('role', r.role, 'orgUnitId', r.org_unit_id) order by r.role, r.org_unit_id)
  from access.role_assignment r where r.account_id = a.id and r.valid_from <= $2 and (r.valid_to is null or r.valid_to > $2)), '[]')`;

/** The open session of a token with its account and the roles in force, in one round trip. */
export async function sessionByTokenHash(q: Sql, hash: Uint8Array, at: Date): Promise<SignedInRecord | undefined> {
  const [row] = await q.query<SignedInRecord>(
    `select s.id, s.account_id, s.portal, s.last_used_at, s.idle_seconds, s.ends_at, s.stepped_up_until, a.login,
       a.display_name, a.kind, a.person_id, a.home_unit_id, a.locale, a.second_factor is not null as has_second_factor,
       ${assignmentsOf} as assignments
     from auth.session s join auth.account a on a.id = s.account_id
     where s.token_hash = $1 and not a.disabled and s.ends_at > $2
       and s.last_used_at + make_interval(secs => s.idle_seconds) > $2`,
    [hash, at],
  );
  return row;
}

export async function assignmentsAt(
  q: Sql,
  accountId: string,
  at: Date,
): Promise<{ role: string; orgUnitId: string }[]> {
  const [row] = await q.query<{ assignments: { role: string; orgUnitId: string }[] }>(
    `select ${assignmentsOf} as assignments from auth.account a where a.id = $1`,
    [accountId, at],
  );
  return row?.assignments ?? [];
}

export async function insertSession(
  q: Sql,
  session: {
    id: string;
    tokenHash: Uint8Array;
    accountId: string;
    portal: string;
    at: Date;
    idleSeconds: number;
    endsAt: Date;
  },
): Promise<void> {
  await q.query(
    `insert into auth.session (id, token_hash, account_id, portal, created_at, last_used_at, idle_seconds, ends_at)
     values ($1, $2, $3, $4, $5, $5, $6, $7)`,
    [session.id, session.tokenHash, session.accountId, session.portal, session.at, session.idleSeconds, session.endsAt],
  );
}

/** Ends the account's oldest sessions beyond the newest `keep`. */
export async function endOldestSessions(q: Sql, accountId: string, keep: number): Promise<void> {
  await q.query(
    `delete from auth.session where id in (
       select id from auth.session where account_id = $1 order by created_at desc, id desc offset $2)`,
    [accountId, keep],
  );
}

export async function endSessions(
  q: Sql,
  which: { id: string } | { accountId: string } | { tokenHash: Uint8Array },
): Promise<number> {
  const [column, value] =
    'id' in which
      ? ['id', which.id]
      : 'accountId' in which
        ? ['account_id', which.accountId]
        : ['token_hash', which.tokenHash];
  const rows = await q.query(`delete from auth.session where ${column} = $1 returning id`, [value]);
  await q.query("select pg_notify('tianmu_sessions', '')");
  return rows.length;
}

export async function touchSession(q: Sql, id: string, at: Date): Promise<void> {
  await q.query('update auth.session set last_used_at = $2 where id = $1', [id, at]);
}

export async function deleteEndedSessions(q: Sql, at: Date): Promise<void> {
  await q.query(
    'delete from auth.session where ends_at <= $1 or last_used_at + make_interval(secs => idle_seconds) <= $1',
    [at],
  );
}

export interface FailureRecord {
  subject: string;
  failures: number;
  last_failed_at: Date;
  locked_until: Date | null;
}
export async function failuresOf(q: Sql, subjects: readonly string[]): Promise<FailureRecord[]> {
  return q.query<FailureRecord>('select * from auth.sign_in_failure where subject = any($1)', [subjects]);
}

/** Counts one more failure for a subject; a window without failures starts again at one. Returns the new count. */
export async function countFailure(
  q: Sql,
  subject: string,
  accountId: string | undefined,
  at: Date,
  windowStart: Date,
): Promise<number> {
  const [row] = await q.query<{ failures: number }>(
    `insert into auth.sign_in_failure (subject, failures, last_failed_at, account_id) values ($1, 1, $2, $4)
     on conflict (subject) do update set last_failed_at = $2,
       failures = case when auth.sign_in_failure.last_failed_at < $3 and
         coalesce(auth.sign_in_failure.locked_until < $3, true) then 1 else auth.sign_in_failure.failures + 1 end
     returning failures`,
    [subject, at, windowStart, accountId ?? null],
  );
  return row!.failures;
}
export async function lockSubject(q: Sql, subject: string, until: Date): Promise<void> {
  await q.query('update auth.sign_in_failure set locked_until = $2 where subject = $1', [subject, until]);
}
export async function forgiveFailures(q: Sql, subjects: readonly string[]): Promise<void> {
  await q.query('delete from auth.sign_in_failure where subject = any($1)', [subjects]);
}
