// When and how often people are asked: a dated setting along the organisation path, ours until somebody sets it.
import { z } from 'zod';
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { reachTimesSchema, type ReachTimesBody, type ReachTimesShown } from '../../contract.ts';
import { usualReachPolicy, type ReachPolicy } from '../../rules/reach.ts';
import type { Parts } from '../parts.ts';
import { beginsInPast, noCounty } from '../problems.ts';

const key = 'follow-up.reach';
export const policyPermission = 'follow-up.reach-policy.write';
const stored = z.object(reachTimesSchema.shape);

export async function reachTimes({ kernel }: Parts, unitId: string, at: Date): Promise<ReachTimesShown> {
  const read = stored.safeParse(await kernel.settings.valueAt(key, unitId, at));
  if (read.success) return { ...read.data, assumed: false };
  const { channels: _channels, ...usual } = usualReachPolicy;
  return { ...usual, assumed: true };
}

export async function reachPolicy(
  parts: Parts,
  unitId: string,
  channels: ReachPolicy['channels'],
  at: Date,
): Promise<ReachPolicy> {
  const { assumed: _assumed, ...times } = await reachTimes(parts, unitId, at);
  return { ...times, channels };
}

export const readReachTimes = async (parts: Parts, actor: Actor, now: Date): Promise<Result<ReachTimesShown>> =>
  succeed(await reachTimes(parts, actor.homeUnitId, now));

/** For the whole county from a day on; rounds that run keep what they began with. */
export async function setReachTimes(
  parts: Parts,
  actor: Actor,
  { fromOn, ...value }: ReachTimesBody,
  now: Date,
): Promise<Result<ReachTimesShown>> {
  const { kernel } = parts;
  const county = actor.assignments.find(({ role }) => role === 'bureau')?.orgUnitId;
  if (!county) return fail(noCounty);
  if (fromOn < dayOf(now)) return fail(beginsInPast);
  const from = new Date(`${fromOn}T00:00:00+08:00`);
  await kernel.db.tx(async (q) => {
    await kernel.settings.set(q, { key, orgUnitId: county, value, from });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: policyPermission,
      outcome: 'success',
      object: key,
      detail: { fromOn, ...value },
    });
  });
  return succeed(await reachTimes(parts, county, from));
}
