// Reads plans: the list of a month, one plan with its visits and who comes, and what the month is made from.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { MonthBasis, Plan, PlanDetail } from '../../contract.ts';
import { workingDays } from '../../rules/work-calendar.ts';
import type { Parts } from '../parts.ts';
import { noCounty, planUnknown } from '../problems.ts';
import { findPlan, listPlans, planOnWire, type PlanRow } from '../store/plan.ts';
import { listVehicleDays, listVisits } from '../store/visit.ts';
import { countyOf } from './county-of.ts';
import { gatherMonth } from './gather-month.ts';

export async function readPlans(parts: Parts, actor: Actor, month: string): Promise<Result<{ plans: Plan[] }>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const rows = await listPlans(parts.kernel.db, [county.countyId], month);
  return succeed({ plans: rows.map((row) => planOnWire(row)) });
}

/** The plan, where it belongs to the actor's county. */
export async function ownPlan(parts: Parts, actor: Actor, planId: string): Promise<Result<PlanRow>> {
  const county = await countyOf(parts, actor);
  const plan = county && (await findPlan(parts.kernel.db, planId));
  return plan && plan.countyId === county.countyId ? succeed(plan) : fail(planUnknown);
}

export async function readPlan(parts: Parts, actor: Actor, planId: string): Promise<Result<PlanDetail>> {
  const plan = await ownPlan(parts, actor, planId);
  return plan.ok ? succeed(await detailOfPlan(parts, plan.value)) : plan;
}

export async function detailOfPlan({ kernel, registry }: Parts, plan: PlanRow): Promise<PlanDetail> {
  const names = new Map((await registry.staff(kernel.db)).map((one) => [one.staffId, one.name]));
  const nameOf = (staffId: string | undefined) => (staffId === undefined ? undefined : names.get(staffId));
  const visits = await listVisits(kernel.db, [plan.planId]);
  return {
    ...planOnWire(plan),
    visits: visits.map((visit) => {
      const staffName = nameOf(visit.staffId);
      const standsInForName = nameOf(visit.standsInFor);
      return { ...visit, ...(staffName && { staffName }), ...(standsInForName && { standsInForName }) };
    }),
    vehicleDays: await listVehicleDays(kernel.db, plan.planId),
  };
}

export async function readBasis(parts: Parts, actor: Actor, month: string): Promise<Result<MonthBasis>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const { facts } = await gatherMonth(parts, parts.kernel.db, county.countyId, month);
  const townships = new Map(facts.stops.map((stop) => [stop.townshipId, stop.townshipName]));
  const market = new Map(facts.marketDays.map((one) => [one.townshipId, one]));
  return succeed({
    month,
    countyId: county.countyId,
    vehicles: [...facts.vehicles],
    stops: [...facts.stops],
    calendar: facts.calendar.filter((day) => day.on.startsWith(month)),
    workingDays: workingDays(month, facts.calendar),
    marketDays: [...townships].map(([townshipId, townshipName]) => {
      const known = market.get(townshipId);
      return { townshipId, townshipName, endings: [...(known?.endings ?? [])], version: known?.version ?? 0 };
    }),
    policy: facts.policy,
  });
}
