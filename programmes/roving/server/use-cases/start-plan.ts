// Orders a month plan: the computation is a job that any server takes up, its progress is followed live.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Plan, StartPlanBody } from '../../contract.ts';
import { monthOf } from '../../rules/month.ts';
import type { Parts } from '../parts.ts';
import { monthIsPast, noCounty, noVehicles, notComputing, planUnknown } from '../problems.ts';
import { findPlan, insertPlan, planOnWire, stopPlanning, type PlanRow } from '../store/plan.ts';
import { listVisits, saveVehicleDays, saveVisits, listVehicleDays } from '../store/visit.ts';
import { countyOf } from './county-of.ts';
import { ownPlan } from './read-plans.ts';
import { listVehicles } from './list-vehicles.ts';

const permission = 'roving.plan.write';
export const planMonthJob = 'roving.plan-month';

/** Seeds are remembered with the plan: the same seed and input can be computed again. */
const usualSeed = 1;

export async function startPlan(parts: Parts, actor: Actor, body: StartPlanBody, now: Date): Promise<Result<Plan>> {
  const { kernel } = parts;
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  if (body.month < monthOf(dayOf(now))) return fail(monthIsPast);
  if ((await listVehicles(parts, kernel.db)).length === 0) return fail(noVehicles);
  if (body.basedOn) {
    const base = await findPlan(kernel.db, body.basedOn);
    if (!base || base.countyId !== county.countyId || base.month !== body.month) return fail(planUnknown);
  }
  return kernel.db.tx(async (q) => {
    const plan = {
      planId: kernel.newId(),
      countyId: county.countyId,
      month: body.month,
      state: 'computing' as const,
      origin: 'solver' as const,
      ...(body.basedOn && { basedOn: body.basedOn }),
      seed: body.seed ?? usualSeed,
      seconds: body.seconds,
      progress: 0,
      simulated: false,
      createdAt: now,
      createdBy: actor.accountId,
      version: 1,
    };
    const number = await insertPlan(q, plan);
    await kernel.jobs.enqueue(q, { kind: planMonthJob, payload: { planId: plan.planId }, singletonKey: plan.planId });
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      object: `RovingPlan/${plan.planId}`,
      version: 1,
    });
    return succeed(planOnWire({ ...plan, number }));
  });
}

/** Ends the search: with the best plan found so far, or with none. */
export async function stopPlan(parts: Parts, actor: Actor, planId: string, keep: boolean): Promise<Result<Plan>> {
  const { kernel } = parts;
  const found = await ownPlan(parts, actor, planId);
  if (!found.ok) return found;
  return kernel.db.tx(async (q) => {
    if (!(await stopPlanning(q, planId, keep))) return fail(notComputing);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission,
      outcome: 'success',
      object: `RovingPlan/${planId}`,
      detail: { keep },
    });
    return succeed(planOnWire((await findPlan(q, planId))!));
  });
}

/** A draft with the same visits, to be changed by hand without touching the first. */
export async function copyPlan(parts: Parts, actor: Actor, planId: string, now: Date): Promise<Result<Plan>> {
  const { kernel } = parts;
  const found = await ownPlan(parts, actor, planId);
  if (!found.ok) return found;
  const base = found.value;
  return kernel.db.tx(async (q) => {
    const { publishedAt: _, conflict: __, cause: ___, ...kept } = base;
    const copy: Omit<PlanRow, 'number'> = {
      ...kept,
      planId: kernel.newId(),
      state: 'draft',
      origin: 'copy',
      basedOn: planId,
      progress: 1,
      createdAt: now,
      createdBy: actor.accountId,
      version: 1,
    };
    const number = await insertPlan(q, copy);
    await saveVisits(q, copy.planId, await listVisits(q, [planId]));
    await saveVehicleDays(q, copy.planId, await listVehicleDays(q, planId));
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      object: `RovingPlan/${copy.planId}`,
      version: 1,
    });
    return succeed(planOnWire({ ...copy, number }));
  });
}
