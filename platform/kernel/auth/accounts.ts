// Makes, lists and changes accounts.
import { fail, succeed, type Page, type Result } from '#platform/contract.ts';
import type { AccountRow } from '#platform/access-contract.ts';
import { roles as knownRoles, type Role } from '../access/roles.ts';
import type { Sql } from '../db/db.ts';
import { isUniqueViolation } from '../db/transaction.ts';
import { hashPassword, type PasswordCost } from './password.ts';

export interface AccountToCreate {
  id: string;
  login: string;
  displayName: string;
  kind: 'staff' | 'resident' | 'device' | 'system';
  /** In clear, or hashed before: one hash serves many accounts that share a password (the demo's). */
  password: string | { hash: string };
  roles: readonly { role: Role; orgUnitId: string }[];
  /** Person that the account stands for (residents). */
  personId?: string;
  /** Where facts written by the account belong; the first role's unit unless told. */
  homeUnitId?: string;
  demo?: boolean;
}

/** Inserts the account with its roles; `conflict` where the login is taken. */
export async function createAccount(
  q: Sql,
  account: AccountToCreate,
  at: Date,
  cost?: PasswordCost,
): Promise<Result<void>> {
  const { password } = account;
  const unknown = account.roles.find(({ role }) => !knownRoles.includes(role));
  if (unknown) return fail({ kind: 'invalid', code: 'auth/unknown-role', parameters: { role: unknown.role } });
  const [taken] = await q.query('select 1 from auth.account where login = $1', [account.login]);
  if (taken) return fail({ kind: 'conflict', code: 'auth/login-taken' });
  try {
    await q.query(
      `insert into auth.account (id, login, display_name, kind, password_hash, disabled, person_id, home_unit_id, locale, demo, version, created_at)
       values ($1, $2, $3, $4, $5, false, $6, $7, 'zh-CN', $8, 1, $9)`,
      [
        account.id,
        account.login,
        account.displayName,
        account.kind,
        typeof password === 'string' ? await hashPassword(password, cost) : password.hash,
        account.personId ?? null,
        account.homeUnitId ?? account.roles[0]!.orgUnitId,
        account.demo ?? false,
        at,
      ],
    );
  } catch (error) {
    if (isUniqueViolation(error)) return fail({ kind: 'conflict', code: 'auth/login-taken' });
    throw error;
  }
  await assignRoles(q, account.id, account.roles, at);
  return succeed(undefined);
}

/** Ends the roles that are not wanted any more and adds the new ones, from now on. */
export async function assignRoles(
  q: Sql,
  accountId: string,
  wanted: readonly { role: string; orgUnitId: string }[],
  at: Date,
): Promise<void> {
  await q.query(
    `update access.role_assignment set valid_to = $2 where account_id = $1 and (valid_to is null or valid_to > $2)
     and not (role || ' ' || org_unit_id::text = any($3::text[]))`,
    [accountId, at, wanted.map(({ role, orgUnitId }) => `${role} ${orgUnitId}`)],
  );
  await q.query(
    `insert into access.role_assignment (account_id, role, org_unit_id, valid_from)
     select $1, w.role, w.org_unit_id, $2 from unnest($3::text[], $4::uuid[]) as w (role, org_unit_id)
     where not exists (select 1 from access.role_assignment r where r.account_id = $1 and r.role = w.role
       and r.org_unit_id = w.org_unit_id and (r.valid_to is null or r.valid_to > $2))
     on conflict do nothing`,
    [accountId, at, wanted.map(({ role }) => role), wanted.map(({ orgUnitId }) => orgUnitId)],
  );
}

export interface AccountQuery {
  text?: string;
  role?: string;
  state?: 'active' | 'disabled' | 'locked';
  sort?: 'account' | 'displayName' | 'lastSignInAt';
  descending?: boolean;
  accountId?: string;
  offset: number;
  count: number;
}

interface ListedAccount {
  id: string;
  login: string;
  display_name: string;
  kind: AccountRow['kind'];
  disabled: boolean;
  has_second_factor: boolean;
  last_sign_in_at: Date | null;
  locked_until: Date | null;
  version: number;
  roles: AccountRow['roles'] | null;
  open_sessions: number;
}

const sortColumns = { account: 'a.login', displayName: 'a.display_name', lastSignInAt: 'a.last_sign_in_at' };

/** Accounts whose subtree lies inside the given units (the administrator's own). */
export async function listAccounts(
  q: Sql,
  query: AccountQuery,
  units: readonly string[],
  at: Date,
): Promise<Page<AccountRow>> {
  const args: unknown[] = [at, units];
  const conditions = [
    `exists (select 1 from access.role_assignment m where m.account_id = a.id and m.org_unit_id = any($2::uuid[]))`,
  ];
  const add = (condition: (place: string) => string, value: unknown) =>
    conditions.push(condition(`$${args.push(value)}`));
  if (query.accountId) add((place) => `a.id = ${place}`, query.accountId);
  if (query.text)
    add(
      (place) => `(a.login like ${place} or a.display_name like ${place})`,
      `%${query.text.replace(/[%_\\]/g, '\\$&')}%`,
    );
  if (query.role)
    add(
      (place) => `exists (select 1 from access.role_assignment r where r.account_id = a.id and r.role = ${place}
        and (r.valid_to is null or r.valid_to > $1))`,
      query.role,
    );
  const locked = 'exists (select 1 from auth.sign_in_failure f where f.account_id = a.id and f.locked_until > $1)';
  if (query.state) conditions.push({ disabled: 'a.disabled', active: 'not a.disabled', locked }[query.state]);
  const direction = query.descending ? 'desc' : 'asc';
  const order = `${sortColumns[query.sort ?? 'account']} ${direction} nulls last, a.id`;
  args.push(query.count + 1, query.offset);
  const rows = await q.query<ListedAccount>(
    `select a.id, a.login, a.display_name, a.kind, a.disabled, a.second_factor is not null as has_second_factor,
       a.last_sign_in_at, a.version,
       (select max(f.locked_until) from auth.sign_in_failure f where f.account_id = a.id and f.locked_until > $1) as locked_until,
       (select json_agg(json_build_object('role', r.role, 'orgUnitId', r.org_unit_id, 'orgUnit', u.name) order by r.role)
        from access.role_assignment r join access.org_unit u on u.id = r.org_unit_id
        where r.account_id = a.id and r.valid_from <= $1 and (r.valid_to is null or r.valid_to > $1)) as roles,
       (select count(*) from auth.session s where s.account_id = a.id and s.ends_at > $1) as open_sessions
     from auth.account a where ${conditions.join(' and ')} order by ${order} limit $${args.length - 1} offset $${args.length}`,
    args,
  );
  const items = rows.slice(0, query.count).map(accountRow);
  return rows.length > query.count ? { items, next: String(query.offset + query.count) } : { items };
}

function accountRow(row: ListedAccount): AccountRow {
  return {
    accountId: row.id,
    account: row.login,
    displayName: row.display_name,
    kind: row.kind,
    roles: row.roles ?? [],
    disabled: row.disabled,
    hasSecondFactor: row.has_second_factor,
    ...(row.last_sign_in_at ? { lastSignInAt: row.last_sign_in_at.toISOString() } : {}),
    ...(row.locked_until ? { lockedUntil: row.locked_until.toISOString() } : {}),
    openSessions: row.open_sessions,
    version: row.version,
  };
}

/** Active accounts that hold one of the roles anywhere along the path of the unit (an auditor of the county, say). */
export async function accountsAbove(q: Sql, roles: readonly Role[], unitId: string, at: Date): Promise<string[]> {
  const rows = await q.query<{ account_id: string }>(
    `select distinct r.account_id from access.role_assignment r join auth.account a on a.id = r.account_id
     where r.role = any($1) and not a.disabled and r.valid_from <= $3 and (r.valid_to is null or r.valid_to > $3)
       and r.org_unit_id = any((select path from access.org_unit where id = $2)::uuid[])`,
    [roles, unitId, at],
  );
  return rows.map((row) => row.account_id);
}

/** Of these ids (persons or accounts) those that can sign in. */
export async function personsWithAccount(q: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await q.query<{ id: string; person_id: string | null }>(
    `select id, person_id from auth.account where not disabled
     and (person_id = any($1::uuid[]) or id = any($1::uuid[]))`,
    [ids],
  );
  return rows.flatMap((row) => (row.person_id ? [row.id, row.person_id] : [row.id]));
}

/** Active accounts that see what is sent to this recipient: the account itself, or every account of the person. */
export async function accountsOfRecipient(q: Sql, recipient: string): Promise<string[]> {
  const rows = await q.query<{ id: string }>(
    'select id from auth.account where not disabled and (id = $1 or person_id = $1) order by id',
    [recipient],
  );
  return rows.map((row) => row.id);
}

/** Names under which accounts are shown. */
export async function displayNames(q: Sql, accountIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await q.query<{ id: string; display_name: string }>(
    'select id, display_name from auth.account where id = any($1::uuid[])',
    [accountIds],
  );
  return new Map(rows.map((row) => [row.id, row.display_name]));
}
