// Binds the register of apps: list, register, change, disable, end tokens. Backends get an account of their own.
import { randomBytes } from 'node:crypto';
import {
  createApp as createAppRoute,
  listApps as listAppsRoute,
  AppChange,
  AppSearch,
  changeApp,
  connectAddresses,
  endAppTokens,
  NewApp,
  type AppRow,
} from '#platform/apps-contract.ts';
import { fail, succeed, type Result } from '#platform/contract.ts';
import { readClientKeys } from '#platform/fhir/client-keys.ts';
import type { Permissions } from '../access/access.ts';
import { hasRole, type Actor } from '../access/actor.ts';
import { createAccount } from '../auth/accounts.ts';
import type { PasswordCost } from '../auth/password.ts';
import type { Sql } from '../db/db.ts';
import { endpoint, type Endpoint } from '../http/endpoint.ts';
import type { Kernel } from '../kernel.ts';
import { appIssues } from './app-rules.ts';
import * as apps from './app-store.ts';
import type { AccessTokens } from './access-tokens.ts';
import { deleteArtifactsOfApp } from './store.ts';

export const appPermissions: Permissions = {
  'oidc.app.list': ['system-admin', 'security-admin'],
  'oidc.app.manage': ['system-admin', 'security-admin'],
};
const list = 'oidc.app.list';
const manage = 'oidc.app.manage';
const unknown = fail({ kind: 'not-found', code: 'oidc/no-such-app' });

export interface AppServices {
  kernel: Kernel;
  accessTokens: AccessTokens;
  address: () => string;
  cost: PasswordCost;
}

export function appEndpoints({ kernel, accessTokens, address, cost }: AppServices): Endpoint[] {
  const { db } = kernel;
  const record = (q: Sql, actor: Actor, action: 'create' | 'update' | 'delete', appId: string, detail = {}) =>
    kernel.audit.record(q, actor, {
      action,
      permission: manage,
      outcome: 'success',
      object: `App/${appId}`,
      detail,
    });
  /** A backend of somebody else's units can't be touched, and is not told apart from one that does not exist. */
  const within = async (q: Sql, appId: string, units: readonly string[], at: Date) => {
    const app = await apps.listedApp(q, appId, at);
    return app && (app.org_unit_id === null || units.includes(app.org_unit_id)) ? app : undefined;
  };

  return [
    endpoint(
      connectAddresses,
      { permission: list, person: 'none', summary: 'Addresses that the vendor of an app needs' },
      async () => {
        const issuer = `${address()}/oidc`;
        return succeed({
          fhirBase: `${address()}/fhir`,
          issuer,
          authorizationEndpoint: `${issuer}/authorize`,
          tokenEndpoint: `${issuer}/token`,
        });
      },
    ),
    endpoint(
      listAppsRoute,
      { permission: list, person: 'none', query: AppSearch, summary: 'Registered apps' },
      async ({ query, actor, now }) => {
        const { text, state, cursor, count } = AppSearch.parse(query);
        const offset = /^\d{1,6}$/.test(cursor ?? '') ? Number(cursor) : 0;
        const units = await kernel.access.unitsOf(actor, list);
        const page = await apps.listApps(
          db,
          { offset, count: count ?? 50, ...(text ? { text } : {}), ...(state ? { state } : {}) },
          units,
          now,
        );
        return succeed({ ...page, items: page.items.map(appRow) });
      },
    ),
    endpoint(
      createAppRoute,
      { permission: manage, person: 'none', body: NewApp, summary: 'Register an app' },
      async ({ body, actor, now }) => {
        if (!hasRole(actor, 'system-admin')) return fail({ kind: 'forbidden', code: 'oidc/only-disable' });
        const facts = NewApp.parse(body);
        const issues = appIssues(facts);
        if (issues.length > 0) return fail({ kind: 'invalid', code: 'http/invalid-input', issues });
        const units = await kernel.access.unitsOf(actor, manage);
        if (facts.orgUnitId && !units.includes(facts.orgUnitId))
          return fail({ kind: 'forbidden', code: 'auth/outside-own-units' });
        const id = kernel.newId();
        return db.tx(async (q): Promise<Result<AppRow>> => {
          const accountId = facts.orgUnitId ? kernel.newId() : null;
          if (accountId) {
            const account = await createAccount(
              q,
              {
                id: accountId,
                login: `app-${id}`,
                displayName: facts.name,
                kind: 'system',
                // Nobody ever knows it: the app proves itself with its key.
                password: randomBytes(32).toString('base64url'),
                roles: [{ role: 'integrator', orgUnitId: facts.orgUnitId! }],
              },
              now,
              cost,
            );
            if (!account.ok) return account;
          }
          await apps.insertApp(q, {
            id,
            name: facts.name,
            kind: facts.kind,
            contact: facts.contact,
            redirect_uris: facts.redirectUris,
            scopes: facts.scopes,
            jwks: tidyKeys(facts.jwks),
            jwks_uri: facts.jwksUri ?? null,
            account_id: accountId,
            org_unit_id: facts.orgUnitId ?? null,
            created_at: now,
            created_by: actor.accountId,
          });
          await record(q, actor, 'create', id, { kind: facts.kind, scopes: facts.scopes.join(' ') });
          return succeed(appRow((await apps.listedApp(q, id, now))!));
        });
      },
    ),
    endpoint(
      changeApp,
      { permission: manage, person: 'none', body: AppChange, summary: 'Change or disable an app' },
      async ({ params, body, actor, ifMatch, now }) => {
        const { disabled: wanted, ...rest } = AppChange.parse(body);
        if (!hasRole(actor, 'system-admin') && (Object.keys(rest).length > 0 || wanted !== true))
          return fail({ kind: 'forbidden', code: 'oidc/only-disable' });
        const units = await kernel.access.unitsOf(actor, manage);
        const changed = await db.tx(async (q): Promise<Result<AppRow>> => {
          const before = await within(q, params.appId, units, now);
          if (!before) return unknown;
          const keysGiven = rest.jwks !== undefined || rest.jwksUri !== undefined;
          const after = {
            kind: before.kind,
            redirectUris: rest.redirectUris ?? before.redirect_uris,
            scopes: rest.scopes ?? before.scopes,
            jwks: keysGiven ? rest.jwks : (before.jwks ?? undefined),
            jwksUri: keysGiven ? rest.jwksUri : (before.jwks_uri ?? undefined),
            orgUnitId: before.org_unit_id ?? undefined,
          };
          const issues = appIssues(after);
          if (issues.length > 0) return fail({ kind: 'invalid', code: 'http/invalid-input', issues });
          const disabled = wanted ?? before.disabled;
          const saved = await apps.updateApp(
            q,
            before.id,
            ifMatch!,
            {
              name: rest.name ?? before.name,
              contact: rest.contact ?? before.contact,
              redirect_uris: after.redirectUris,
              scopes: after.scopes,
              jwks: tidyKeys(after.jwks),
              jwks_uri: after.jwksUri ?? null,
              disabled,
            },
            { accountId: actor.accountId, at: now },
          );
          if (!saved) return fail({ kind: 'version', code: 'http/changed-meanwhile' });
          if (before.account_id)
            await q.query(
              'update auth.account set disabled = $2, display_name = $3, version = version + 1 where id = $1',
              [before.account_id, disabled, rest.name ?? before.name],
            );
          // What was handed out under other rules does not live on.
          if (disabled || rest.scopes || keysGiven) await deleteArtifactsOfApp(q, before.id);
          await record(q, actor, 'update', before.id, { disabled, changed: Object.keys(rest).toSorted().join(' ') });
          return succeed(appRow((await apps.listedApp(q, before.id, now))!));
        });
        accessTokens.forgetAll();
        return changed;
      },
    ),
    endpoint(
      endAppTokens,
      { permission: manage, person: 'none', summary: 'End all tokens of an app' },
      async ({ params, actor, now }) => {
        const units = await kernel.access.unitsOf(actor, manage);
        const result = await db.tx(async (q): Promise<Result<{ ended: number }>> => {
          if (!(await within(q, params.appId, units, now))) return unknown;
          const ended = await deleteArtifactsOfApp(q, params.appId);
          await record(q, actor, 'delete', params.appId, { tokens: ended });
          return succeed({ ended });
        });
        accessTokens.forgetAll();
        return result;
      },
    ),
  ];
}

/** One JWK set, whatever was pasted: the provider reads no single keys. */
function tidyKeys(text: string | undefined): string | null {
  if (text === undefined) return null;
  const read = readClientKeys(text);
  return 'keys' in read ? JSON.stringify({ keys: read.keys }) : null;
}

function appRow(app: apps.ListedApp): AppRow {
  return {
    appId: app.id,
    name: app.name,
    kind: app.kind,
    contact: app.contact,
    redirectUris: app.redirect_uris,
    scopes: app.scopes,
    ...(app.jwks ? { jwks: app.jwks } : {}),
    ...(app.jwks_uri ? { jwksUri: app.jwks_uri } : {}),
    ...(app.org_unit_id ? { orgUnitId: app.org_unit_id, orgUnit: app.org_unit ?? '' } : {}),
    disabled: app.disabled,
    version: app.version,
    createdAt: app.created_at.toISOString(),
    changedAt: app.changed_at.toISOString(),
    ...(app.changed_by_name ? { changedBy: app.changed_by_name } : {}),
    ...(app.last_used_at ? { lastUsedAt: app.last_used_at.toISOString() } : {}),
    consents: app.consents,
  };
}
