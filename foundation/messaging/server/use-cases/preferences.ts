// Reads and changes how somebody wants to be reminded: by themselves, their family, or the staff who say why.
import { fail, succeed, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { permissions, type ConsentBody, type Preferences, type PreferencesBody } from '../../contract.ts';
import { consentsOf, savePreference } from '../store/preference.ts';
import { changedMeanwhile, personUnknown, reasonMissing } from '../problems.ts';
import { choicesOf } from './choices.ts';
import { changeConsents } from './stop-reminders.ts';

export async function readPreferences(
  kernel: Kernel,
  registry: Registry,
  personId: string,
  q: Sql = kernel.db,
): Promise<Result<Preferences>> {
  const golden = (await registry.goldenIds(q, [personId])).get(personId) ?? personId;
  const [person] = await registry.persons(q, [golden]);
  if (!person) return fail(personUnknown);
  const { version, ...choice } = (await choicesOf(q, [golden])).get(golden)!;
  return succeed({
    ...choice,
    version,
    usual: version === 0,
    hasPhone: person.phone !== undefined,
    consents: (await consentsOf(q, golden)).map(({ channel, stopped, at, origin, reason }) => ({
      channel,
      stopped,
      at: at.toISOString(),
      origin,
      ...(reason && { reason }),
    })),
  });
}

export async function savePreferences(
  kernel: Kernel,
  registry: Registry,
  actor: Actor,
  { personId, ifMatch, now }: { personId: string; ifMatch: number; now: Date },
  body: PreferencesBody,
): Promise<Result<Preferences>> {
  const golden = (await registry.goldenIds(kernel.db, [personId])).get(personId) ?? personId;
  return kernel.db.tx(async (q): Promise<Result<Preferences>> => {
    const row = { personId: golden, ...body, version: ifMatch };
    if (!(await savePreference(q, row, { at: now, by: actor.accountId }))) return fail(changedMeanwhile);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: permissions.writePreference,
      outcome: 'success',
      object: `MessagePreference/${golden}`,
      persons: [golden],
    });
    return readPreferences(kernel, registry, golden, q);
  });
}

export async function changeConsent(
  kernel: Kernel,
  registry: Registry,
  actor: Actor,
  { personId, now }: { personId: string; now: Date },
  { consentId, channels, stopped, reason }: ConsentBody,
): Promise<Result<Preferences>> {
  const byPerson = hasRole(actor, 'resident');
  if (!byPerson && (reason ?? '').length < 2) return fail(reasonMissing);
  const golden = (await registry.goldenIds(kernel.db, [personId])).get(personId) ?? personId;
  return kernel.db.tx(async (q): Promise<Result<Preferences>> => {
    const changes = await Promise.all(
      channels.map(async (channel) => ({
        id: await documentIdOf('message-consent', consentId, channel),
        channel,
        stopped,
        origin: byPerson ? ('person' as const) : ('staff' as const),
        reason,
        accountId: actor.accountId,
      })),
    );
    await changeConsents(kernel, q, golden, changes, now);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: permissions.writePreference,
      outcome: 'success',
      object: `MessagePreference/${golden}`,
      persons: [golden],
      detail: { stopped, channels: channels.join(' ') },
    });
    return readPreferences(kernel, registry, golden, q);
  });
}
