// Binds the administration of providers from outside: add, change, disable, and join a person there with an account here.
import {
  changeOutsideProvider,
  createOutsideProvider,
  linkOutside,
  listOutsideProviders,
  NewOutsideProvider,
  OutsideLink,
  OutsideProviderChange,
  type OutsideProviderRow,
} from '#platform/apps-contract.ts';
import { fail, isUuid, succeed, type Result } from '#platform/contract.ts';
import type { Permissions } from '../../access/access.ts';
import type { Actor } from '../../access/actor.ts';
import { listAccounts } from '../../auth/accounts.ts';
import { accountByLogin } from '../../auth/store.ts';
import type { Sql } from '../../db/db.ts';
import { endpoint, type Endpoint } from '../../http/endpoint.ts';
import type { Kernel } from '../../kernel.ts';
import { isIssuerAddress, newClientKey, publicKeysOf } from './client.ts';
import { callbackPath } from './sign-in.ts';
import * as store from './store.ts';

export const outsidePermissions: Permissions = {
  'oidc.outside.list': ['system-admin', 'security-admin'],
  'oidc.outside.manage': ['system-admin'],
};
const manage = 'oidc.outside.manage';
const unknown = fail({ kind: 'not-found', code: 'oidc/no-such-provider' });
const wrong = (path: string, code: string) =>
  fail({ kind: 'invalid', code: 'http/invalid-input', issues: [{ path, code: `oidc.${code}` }] });

export function outsideEndpoints(kernel: Kernel, address: () => string): Endpoint[] {
  const { db, cipher } = kernel;
  const rowOf = (provider: store.OutsideProvider, links: number): OutsideProviderRow => ({
    providerId: provider.id,
    issuer: provider.issuer,
    clientId: provider.client_id,
    method: provider.method,
    buttonText: provider.button_text,
    portals: provider.portals,
    linking: provider.linking,
    disabled: provider.disabled,
    version: provider.version,
    redirectUri: address() + callbackPath,
    ...(provider.sealed_key ? { publicKeys: publicKeysOf(cipher, provider.sealed_key) } : {}),
    links,
  });
  const record = (q: Sql, actor: Actor, action: 'create' | 'update', object: string, detail = {}) =>
    kernel.audit.record(q, actor, { action, permission: manage, outcome: 'success', object, detail });
  const saved = async (q: Sql, id: string): Promise<OutsideProviderRow> => {
    const provider = (await store.listProviders(q)).find((one) => one.id === id)!;
    return rowOf(provider, provider.links);
  };

  return [
    endpoint(
      listOutsideProviders,
      { permission: 'oidc.outside.list', person: 'none', summary: 'Providers from outside' },
      async () => succeed({ providers: (await store.listProviders(db)).map((one) => rowOf(one, one.links)) }),
    ),
    endpoint(
      createOutsideProvider,
      { permission: manage, person: 'none', body: NewOutsideProvider, summary: 'Add a provider from outside' },
      async ({ body, actor, now }): Promise<Result<OutsideProviderRow>> => {
        if (!isIssuerAddress(body.issuer)) return wrong('issuer', 'issuer-wrong');
        if (body.method === 'secret' && !body.secret) return wrong('secret', 'secret-missing');
        const id = kernel.newId();
        const sealedKey = body.method === 'key' ? await newClientKey(cipher) : null;
        return db.tx(async (q): Promise<Result<OutsideProviderRow>> => {
          const provider = {
            id,
            issuer: body.issuer,
            client_id: body.clientId,
            method: body.method,
            sealed_secret: body.method === 'secret' ? cipher.encrypt(body.secret!) : null,
            sealed_key: sealedKey,
            button_text: body.buttonText,
            portals: body.portals,
            linking: body.linking,
          };
          if (!(await store.insertProvider(q, provider, { accountId: actor.accountId, at: now })))
            return fail({ kind: 'conflict', code: 'oidc/provider-known' });
          await record(q, actor, 'create', `OutsideProvider/${id}`, { issuer: body.issuer });
          return succeed(await saved(q, id));
        });
      },
    ),
    endpoint(
      changeOutsideProvider,
      { permission: manage, person: 'none', body: OutsideProviderChange, summary: 'Change a provider from outside' },
      async ({ params, body, actor, ifMatch, now }): Promise<Result<OutsideProviderRow>> =>
        db.tx(async (q): Promise<Result<OutsideProviderRow>> => {
          const before = isUuid(params.providerId) ? await store.providerById(q, params.providerId) : undefined;
          if (!before) return unknown;
          const after: store.OutsideProvider = {
            ...before,
            button_text: body.buttonText ?? before.button_text,
            portals: body.portals ?? before.portals,
            linking: body.linking ?? before.linking,
            sealed_secret: body.secret ? cipher.encrypt(body.secret) : before.sealed_secret,
            disabled: body.disabled ?? before.disabled,
          };
          if (!(await store.updateProvider(q, after, ifMatch!, { accountId: actor.accountId, at: now })))
            return fail({ kind: 'version', code: 'http/changed-meanwhile' });
          await record(q, actor, 'update', `OutsideProvider/${before.id}`, { disabled: after.disabled });
          return succeed(await saved(q, before.id));
        }),
    ),
    endpoint(
      linkOutside,
      { permission: manage, person: 'none', body: OutsideLink, summary: 'Join a person outside with an account' },
      async ({ params, body, actor, now }): Promise<Result<{ linked: true }>> => {
        const units = await kernel.access.unitsOf(actor, manage);
        return db.tx(async (q): Promise<Result<{ linked: true }>> => {
          const provider = isUuid(params.providerId) ? await store.providerById(q, params.providerId) : undefined;
          if (!provider) return unknown;
          const account = await accountByLogin(q, body.account.trim().toLowerCase());
          const own = account && (await listAccounts(q, { accountId: account.id, offset: 0, count: 1 }, units, now));
          if (!account || own?.items.length !== 1) return fail({ kind: 'not-found', code: 'auth/no-such-account' });
          const link = { providerId: provider.id, subject: body.subject, accountId: account.id };
          await store.saveLink(q, { ...link, at: now, by: actor.accountId });
          await record(q, actor, 'create', `OutsideLink/${provider.id}`, { account: account.id });
          return succeed({ linked: true as const });
        });
      },
    ),
  ];
}
