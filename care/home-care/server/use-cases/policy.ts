// The county's policy of who stands in the list of disabled elders: read by place, set from a day on.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { EntryPolicyBody } from '../../contract.ts';
import { entryPolicyKey, usualEntryPolicy, type EntryPolicy } from '../../rules/entry-policy.ts';
import type { Parts } from '../parts.ts';
import { beginsInPast, notYourUnit } from '../problems.ts';

const permission = 'home-care.policy.write';

export async function entryPolicyOf(
  { kernel }: Parts,
  unitId: string | undefined,
  now: Date,
  q: Sql = kernel.db,
): Promise<EntryPolicy> {
  const stored = unitId ? await kernel.settings.valueAt(entryPolicyKey, unitId, now, q) : undefined;
  return { ...usualEntryPolicy, ...(stored as Partial<EntryPolicy>) };
}

export async function setEntryPolicy(
  parts: Parts,
  actor: Actor,
  { fromOn, ...value }: EntryPolicyBody,
  now: Date,
): Promise<Result<{ policy: EntryPolicy }>> {
  const { kernel } = parts;
  if (fromOn < dayOf(now)) return fail(beginsInPast);
  const county = actor.assignments.find(({ role }) => role === 'bureau')?.orgUnitId;
  if (!county) return fail(notYourUnit);
  await kernel.db.tx(async (q) => {
    const from = new Date(`${fromOn}T00:00:00+08:00`);
    await kernel.settings.set(q, { key: entryPolicyKey, orgUnitId: county, value, from });
    await kernel.audit.record(q, actor, { action: 'update', permission, outcome: 'success', detail: { ...value } });
  });
  return succeed({ policy: await entryPolicyOf(parts, county, now) });
}
