// When a contract may be renewed and when people are reminded: dated settings of the county.
import { z } from 'zod';
import { fail, succeed, type Day, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { permissions, type RenewalPolicy } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { noCounty } from '../problems.ts';
import { countyOfActor } from './places.ts';

const key = 'family-doctor.renewal';
const stored = z.object({ windowDays: z.number(), remindDays: z.array(z.number()) });
/** No county's rule: holds until the county sets its own, and every screen says so. */
const assumed: RenewalPolicy = { windowDays: 60, remindDays: [60, 30, 7], assumed: true };

export async function policyOf({ kernel }: Parts, countyId: string, at: Date, q?: Sql): Promise<RenewalPolicy> {
  const read = stored.safeParse(await kernel.settings.valueAt(key, countyId, at, q));
  return read.success ? { ...read.data, assumed: false } : assumed;
}

export async function readPolicy(parts: Parts, actor: Actor, now: Date): Promise<Result<RenewalPolicy>> {
  const countyId = await countyOfActor(parts, actor);
  return countyId ? succeed(await policyOf(parts, countyId, now)) : fail(noCounty);
}

export async function setPolicy(
  parts: Parts,
  actor: Actor,
  { fromOn, ...value }: { fromOn: Day; windowDays: number; remindDays: number[] },
): Promise<Result<RenewalPolicy>> {
  const { kernel } = parts;
  const countyId = await countyOfActor(parts, actor);
  if (!countyId) return fail(noCounty);
  const from = new Date(`${fromOn}T00:00:00+08:00`);
  return kernel.db.tx(async (q) => {
    await kernel.settings.set(q, { key, orgUnitId: countyId, value, from });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: permissions.editPackages,
      outcome: 'success',
      object: `FamilyDoctorRenewalPolicy/${fromOn}`,
    });
    return succeed({ ...value, assumed: false });
  });
}
