// The county's policies of home care: read by place and day, set from a day on.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { PoliciesReply, PolicyBody } from '../../contract.ts';
import { policies, wrongValues, type PolicyName, type PolicyOf } from '../../rules/policy.ts';
import type { Parts } from '../parts.ts';
import { beginsInPast, notYourUnit, policyValuesWrong } from '../problems.ts';

const permission = 'home-care.policy.write';

export async function policyOf<Name extends PolicyName>(
  { kernel }: Parts,
  name: Name,
  unitId: string | undefined,
  now: Date,
  q: Sql = kernel.db,
): Promise<PolicyOf<Name>> {
  const { setting, usual } = policies[name];
  const stored = unitId ? await kernel.settings.valueAt(setting, unitId, now, q) : undefined;
  return { ...usual, ...(stored as Partial<PolicyOf<Name>>) } as PolicyOf<Name>;
}

export async function readPolicies(parts: Parts, unitId: string, at: Date): Promise<PoliciesReply> {
  const [entry, checkIn, refund] = await Promise.all([
    policyOf(parts, 'entry', unitId, at),
    policyOf(parts, 'check-in', unitId, at),
    policyOf(parts, 'refund', unitId, at),
  ]);
  return { policies: { entry, 'check-in': checkIn, refund } };
}

/** Answers what will hold on the day from which it is set. */
export async function setPolicy(
  parts: Parts,
  actor: Actor,
  name: PolicyName,
  { fromOn, values }: PolicyBody,
  now: Date,
): Promise<Result<PoliciesReply>> {
  const { kernel } = parts;
  const wrong = wrongValues(name, values);
  if (wrong.length > 0) return fail(policyValuesWrong(wrong));
  if (fromOn < dayOf(now)) return fail(beginsInPast);
  const county = actor.assignments.find(({ role }) => role === 'bureau')?.orgUnitId;
  if (!county) return fail(notYourUnit);
  const from = new Date(`${fromOn}T00:00:00+08:00`);
  await kernel.db.tx(async (q) => {
    await kernel.settings.set(q, { key: policies[name].setting, orgUnitId: county, value: values, from });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission,
      outcome: 'success',
      object: policies[name].setting,
      detail: { fromOn, ...values },
    });
  });
  return succeed(await readPolicies(parts, county, from));
}
