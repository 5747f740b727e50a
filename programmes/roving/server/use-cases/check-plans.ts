// Looks at plans from above: who is not covered in a month, and what differs between two plans.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { CoverageReply, PlanComparison } from '../../contract.ts';
import { changesBetween, isMove } from '../../rules/compare-plans.ts';
import { coverageOf } from '../../rules/coverage.ts';
import type { Parts } from '../parts.ts';
import { noCounty } from '../problems.ts';
import { listPlans, planOnWire } from '../store/plan.ts';
import { listVisits } from '../store/visit.ts';
import { countyOf } from './county-of.ts';
import { gatherMonth } from './gather-month.ts';
import { ownPlan } from './read-plans.ts';

/** Counts the published plan, else the newest draft. */
export async function checkCoverage(parts: Parts, actor: Actor, month: string): Promise<Result<CoverageReply>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const q = parts.kernel.db;
  const { facts, teams } = await gatherMonth(parts, q, county.countyId, month);
  const plans = await listPlans(q, [county.countyId], month);
  const plan = plans.find((one) => one.state === 'published') ?? plans.find((one) => one.state === 'draft');
  const visits = plan ? await listVisits(q, [plan.planId]) : [];
  return succeed({
    month,
    ...(plan && { plan: planOnWire(plan) }),
    villages: coverageOf(facts.stops, teams, visits, facts.policy),
  });
}

export async function comparePlans(
  parts: Parts,
  actor: Actor,
  query: { left: string; right: string },
): Promise<Result<PlanComparison>> {
  const left = await ownPlan(parts, actor, query.left);
  if (!left.ok) return left;
  const right = await ownPlan(parts, actor, query.right);
  if (!right.ok) return right;
  const q = parts.kernel.db;
  const changes = changesBetween(await listVisits(q, [query.left]), await listVisits(q, [query.right]));
  return succeed({
    left: planOnWire(left.value),
    right: planOnWire(right.value),
    changes,
    moved: changes.filter(isMove).length,
  });
}
