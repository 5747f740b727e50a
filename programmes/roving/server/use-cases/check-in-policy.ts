// The county's figures for check-ins: when a visit is late, missed or too short; dated along the organisation path.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { CheckInPolicyBody } from '../../check-in-contract.ts';
import { usualCheckInPolicy, type CheckInPolicy } from '../../rules/visit-state.ts';
import type { Parts } from '../parts.ts';
import { noCounty } from '../problems.ts';
import { countyOf } from './county-of.ts';

const key = 'roving.check-in-policy';
const midnight = (on: string): Date => new Date(`${on}T00:00:00+08:00`);

/** What is in force on that day. */
export async function checkInPolicyOf({ kernel }: Parts, countyId: string, on: string): Promise<CheckInPolicy> {
  const stored = await kernel.settings.valueAt(key, countyId, midnight(on));
  return { ...usualCheckInPolicy, ...(stored as Partial<CheckInPolicy> | undefined) };
}

export async function setCheckInPolicy(
  parts: Parts,
  actor: Actor,
  { fromOn, policy }: CheckInPolicyBody,
): Promise<Result<{ policy: CheckInPolicy; fromOn: string }>> {
  const { kernel } = parts;
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  return kernel.db.tx(async (q) => {
    await kernel.settings.set(q, { key, orgUnitId: county.countyId, value: policy, from: midnight(fromOn) });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: 'roving.basis.write',
      outcome: 'success',
      object: `RovingCheckInPolicy/${fromOn}`,
    });
    return succeed({ policy, fromOn });
  });
}
