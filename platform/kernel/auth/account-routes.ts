// Binds the administration of accounts: list, create, change, end sessions. An administrator acts inside the own subtree only.
import {
  AccountChange,
  AccountSearch,
  changeAccount,
  createAccount as createAccountRoute,
  listAccounts as listAccountsRoute,
  NewAccount,
  signOutAccount,
  type AccountRow,
} from '#platform/access-contract.ts';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Permissions } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import { roles as knownRoles, type Role } from '../access/roles.ts';
import type { Sql } from '../db/db.ts';
import { endpoint, type Endpoint } from '../http/endpoint.ts';
import type { Kernel } from '../kernel.ts';
import { assignRoles, createAccount, listAccounts } from './accounts.ts';
import { hashPassword, type PasswordCost } from './password.ts';
import type { Sessions } from './sessions.ts';
import * as store from './store.ts';

export const accountPermissions: Permissions = {
  'auth.account.list': ['system-admin', 'security-admin'],
  'auth.account.create': ['system-admin'],
  'auth.account.change': ['system-admin', 'security-admin'],
};

export function accountEndpoints(kernel: Kernel, sessions: Sessions, cost: PasswordCost): Endpoint[] {
  const { db } = kernel;
  /** Sessions are timed by the machine's clock, accounts by the county's: rows are read as of now. */
  const one = async (q: Sql, accountId: string, units: readonly string[], at: Date): Promise<AccountRow | undefined> =>
    (await listAccounts(q, { accountId, offset: 0, count: 1 }, units, at)).items[0];

  /** Roles outside of the administrator's own units can't be given. */
  const outside = async (
    actor: Actor,
    permission: string,
    wanted: readonly { orgUnitId: string }[],
  ): Promise<boolean> => {
    const units = new Set(await kernel.access.unitsOf(actor, permission));
    return wanted.some(({ orgUnitId }) => !units.has(orgUnitId));
  };
  const unknownRole = (wanted: readonly { role: string }[]) =>
    wanted.some(({ role }) => !knownRoles.includes(role as Role));

  return [
    endpoint(
      listAccountsRoute,
      { permission: 'auth.account.list', person: 'none', query: AccountSearch, summary: 'Accounts' },
      async ({ query, actor, now }) => {
        const parsed = AccountSearch.parse(query);
        const offset = /^\d{1,6}$/.test(parsed.cursor ?? '') ? Number(parsed.cursor) : 0;
        const units = await kernel.access.unitsOf(actor, 'auth.account.list');
        const { text, role, state, sort } = parsed;
        const search = {
          text,
          role,
          state,
          sort,
          descending: parsed.descending === 'true',
          offset,
          count: parsed.count ?? 50,
        };
        return succeed(await listAccounts(db, search, units, now));
      },
    ),
    endpoint(
      createAccountRoute,
      { permission: 'auth.account.create', person: 'none', body: NewAccount, summary: 'Create an account' },
      async ({ body, actor, now }) => {
        if (unknownRole(body.roles)) return fail({ kind: 'invalid', code: 'auth/unknown-role' });
        if (await outside(actor, 'auth.account.create', body.roles))
          return fail({ kind: 'forbidden', code: 'auth/outside-own-units' });
        const id = kernel.newId();
        return db.tx(async (q): Promise<Result<AccountRow>> => {
          const created = await createAccount(
            q,
            { ...body, id, login: body.account, roles: body.roles as { role: Role; orgUnitId: string }[] },
            now,
            cost,
          );
          if (!created.ok) return created;
          await kernel.audit.record(q, actor, {
            action: 'create',
            permission: 'auth.account.create',
            outcome: 'success',
            object: `Account/${id}`,
          });
          return succeed(
            (await one(
              q,
              id,
              body.roles.map(({ orgUnitId }) => orgUnitId),
              now,
            ))!,
          );
        });
      },
    ),
    endpoint(
      changeAccount,
      {
        permission: 'auth.account.change',
        person: 'none',
        body: AccountChange,
        summary: 'Change or disable an account',
      },
      async ({ params, body, actor, ifMatch, now }) => {
        const units = await kernel.access.unitsOf(actor, 'auth.account.change');
        if (params.accountId === actor.accountId) return fail({ kind: 'forbidden', code: 'auth/not-own-account' });
        if (body.roles && (unknownRole(body.roles) || (await outside(actor, 'auth.account.change', body.roles))))
          return fail({ kind: 'forbidden', code: 'auth/outside-own-units' });
        const passwordHash = body.password === undefined ? undefined : await hashPassword(body.password, cost);
        const changed = await db.tx(async (q): Promise<Result<AccountRow>> => {
          const before = await one(q, params.accountId, units, now);
          if (!before) return fail({ kind: 'not-found', code: 'auth/no-such-account' });
          if (before.version !== ifMatch) return fail({ kind: 'version', code: 'http/changed-meanwhile' });
          await q.query(
            `update auth.account set display_name = coalesce($2, display_name), disabled = coalesce($3, disabled),
               password_hash = coalesce($4, password_hash), version = version + 1 where id = $1`,
            [params.accountId, body.displayName ?? null, body.disabled ?? null, passwordHash ?? null],
          );
          if (body.roles) await assignRoles(q, params.accountId, body.roles, now);
          if (body.disabled || passwordHash || body.roles) await store.endSessions(q, { accountId: params.accountId });
          await kernel.audit.record(q, actor, {
            action: 'update',
            permission: 'auth.account.change',
            outcome: 'success',
            object: `Account/${params.accountId}`,
            detail: {
              disabled: body.disabled ?? before.disabled,
              roles: body.roles !== undefined,
              password: passwordHash !== undefined,
            },
          });
          return succeed((await one(q, params.accountId, units, now))!);
        });
        sessions.forgetAll();
        return changed;
      },
    ),
    endpoint(
      signOutAccount,
      { permission: 'auth.account.change', person: 'none', summary: 'End all sessions of an account' },
      async ({ params, actor, now }) => {
        const units = await kernel.access.unitsOf(actor, 'auth.account.change');
        const result = await db.tx(async (q): Promise<Result<{ ended: number }>> => {
          if (!(await one(q, params.accountId, units, now)))
            return fail({ kind: 'not-found', code: 'auth/no-such-account' });
          const ended = await store.endSessions(q, { accountId: params.accountId });
          await kernel.audit.record(q, actor, {
            action: 'sign-out',
            permission: 'auth.account.change',
            outcome: 'success',
            object: `Account/${params.accountId}`,
          });
          return succeed({ ended });
        });
        sessions.forgetAll();
        return result;
      },
    ),
  ];
}
