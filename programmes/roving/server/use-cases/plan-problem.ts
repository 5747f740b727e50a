// The routing problem of a plan as it stands, for pricing a move: on the server, and on the wire for the browser.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { monthProblem, ordersOf, placesOf, type PlanProblem, type Standing } from '../../rules/month-problem.ts';
import { toWire, type WireProblem } from '../../rules/problem-on-wire.ts';
import type { PlannedVisit } from '../../rules/planned-month.ts';
import type { Parts } from '../parts.ts';
import type { PlanRow } from '../store/plan.ts';
import { listVisits } from '../store/visit.ts';
import { gatherMonth, type GatheredMonth } from './gather-month.ts';
import { ownPlan } from './read-plans.ts';

export interface StandingPlan {
  month: GatheredMonth;
  visits: PlannedVisit[];
  standing: PlanProblem;
}

export async function standingPlan(
  parts: Parts,
  plan: PlanRow,
  standingOf: (visits: readonly PlannedVisit[]) => Standing = () => ({}),
): Promise<Result<StandingPlan>> {
  const q = parts.kernel.db;
  const month = await gatherMonth(parts, q, plan.countyId, plan.month);
  const visits = await listVisits(q, [plan.planId]);
  const travel = await parts.geo.travelMatrix({ points: placesOf(month.facts) });
  if (!travel.ok) return fail(travel.problem);
  const task = monthProblem(month.facts, travel.value, standingOf(visits));
  return succeed({ month, visits, standing: { ...task, orders: ordersOf(visits, task) } });
}

export async function readProblem(parts: Parts, actor: Actor, planId: string): Promise<Result<WireProblem>> {
  const plan = await ownPlan(parts, actor, planId);
  if (!plan.ok) return plan;
  const standing = await standingPlan(parts, plan.value);
  return standing.ok ? succeed(toWire(standing.value.standing)) : standing;
}
