// The county's rule of lending: read by place and day, set from a day on.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { LendingPolicy, LendingPolicyBody, LendingPolicyReply } from '../../lending-contract.ts';
import { lendingPolicyKey, usualLendingPolicy } from '../../rules/lending.ts';
import type { Parts } from '../parts.ts';
import { beginsInPast, notYourUnit } from '../problems.ts';

const permission = 'intake.lending-policy.write';

export async function lendingPolicy(
  { kernel }: Parts,
  unitId: string,
  now: Date,
  q: Sql = kernel.db,
): Promise<LendingPolicy> {
  const stored = await kernel.settings.valueAt(lendingPolicyKey, unitId, now, q);
  return { ...usualLendingPolicy, ...(stored as Partial<LendingPolicy> | undefined) };
}

export async function readLendingPolicy(parts: Parts, unitId: string, at: Date): Promise<Result<LendingPolicyReply>> {
  const stored = await parts.kernel.settings.valueAt(lendingPolicyKey, unitId, at);
  return succeed({ policy: await lendingPolicy(parts, unitId, at), assumed: stored === undefined });
}

/** Answers what will hold on the day from which it is set. Papers that were signed before stay as they are. */
export async function setLendingPolicy(
  parts: Parts,
  actor: Actor,
  { fromOn, ...policy }: LendingPolicyBody,
  now: Date,
): Promise<Result<LendingPolicyReply>> {
  const { kernel } = parts;
  if (fromOn < dayOf(now)) return fail(beginsInPast);
  const county = actor.assignments.find(({ role }) => role === 'bureau')?.orgUnitId;
  if (!county) return fail(notYourUnit);
  const from = new Date(`${fromOn}T00:00:00+08:00`);
  const value = { ...policy, colours: [...new Set(policy.colours)] };
  await kernel.db.tx(async (q) => {
    await kernel.settings.set(q, { key: lendingPolicyKey, orgUnitId: county, value, from });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission,
      outcome: 'success',
      object: lendingPolicyKey,
      detail: { fromOn, ...value, colours: value.colours.join() },
    });
  });
  return readLendingPolicy(parts, county, from);
}
