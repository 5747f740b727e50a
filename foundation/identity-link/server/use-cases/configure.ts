// Lets an administrator configure a provider, look at its last troubles and try it.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { isIssuerAddress } from '#platform/kernel/oidc/outside/client.ts';
import {
  providerNames,
  type ProviderChange,
  type ProviderName,
  type ProviderRow,
  type ProviderTried,
  type Trouble,
} from '../../contract.ts';
import type { z } from 'zod';
import type { Parts } from '../parts.ts';
import { doorShut, secretMissing, settingsWrong } from '../problems.ts';
import { countLinks, findProvider, listProviders, listTroubles, saveProvider } from '../store.ts';

export async function showProviders(parts: Parts): Promise<ProviderRow[]> {
  const { db } = parts.kernel;
  const [records, counts, troubles] = await Promise.all([listProviders(db), countLinks(db), listTroubles(db)]);
  return providerNames.map((name) => {
    const record = records.find((one) => one.name === name);
    const count = counts.find((one) => one.provider === name);
    return {
      provider: name,
      enabled: record?.enabled ?? false,
      ...(record ? { settings: record.settings } : {}),
      hasSecret: Boolean(record?.sealed_secret),
      simulated: record?.simulated ?? false,
      links: count?.links ?? 0,
      brokenLinks: count?.broken ?? 0,
      redirectUri: parts.redirectUri(name),
      troubles: troubles
        .filter(({ provider }) => provider === name)
        .map(({ at, during, code }) => ({ at: at.toISOString(), during: during as Trouble['during'], code })),
      version: record?.version ?? 0,
    };
  });
}

export async function changeProvider(
  parts: Parts,
  actor: Actor,
  name: ProviderName,
  change: z.infer<typeof ProviderChange>,
  version: number,
): Promise<Result<ProviderRow>> {
  const { db, cipher, audit } = parts.kernel;
  const { settings } = change;
  if (!isIssuerAddress(settings.authorizeBase)) return fail(settingsWrong('settings.authorizeBase'));
  if (name !== 'county-app' && !(settings.apiBase && isIssuerAddress(settings.apiBase)))
    return fail(settingsWrong('settings.apiBase'));
  if (name === 'wecom' && !/^\d+$/.test(settings.agentId ?? '')) return fail(settingsWrong('settings.agentId'));
  const saved = await db.tx(async (q): Promise<Result<void>> => {
    const before = await findProvider(q, name);
    const sealed = change.secret ? cipher.encrypt(change.secret) : (before?.sealed_secret ?? null);
    if (!sealed && name !== 'county-app') return fail(secretMissing);
    const row = { name, enabled: change.enabled, settings, sealed_secret: sealed, simulated: false, version };
    if (!(await saveProvider(q, row, { accountId: actor.accountId, at: parts.now() })))
      return fail({ kind: 'version', code: 'http/changed-meanwhile' });
    await audit.record(q, actor, {
      action: before ? 'update' : 'create',
      permission: 'identity-link.provider.manage',
      outcome: 'success',
      object: `IdentityProvider/${name}`,
      detail: { enabled: change.enabled, newSecret: change.secret !== undefined },
    });
    return succeed(undefined);
  });
  if (!saved.ok) return saved;
  return succeed((await showProviders(parts)).find((one) => one.provider === name)!);
}

/** Also before the door is opened. */
export async function tryProvider(parts: Parts, name: string): Promise<Result<ProviderTried>> {
  const record = await findProvider(parts.kernel.db, name);
  if (!record) return fail(doorShut);
  const tried = await parts.adapterOf(record).test();
  if (tried.ok) return succeed({ works: true });
  await parts.noteTrouble(record.name, 'test', tried.code);
  return succeed({ works: false, code: tried.code });
}
