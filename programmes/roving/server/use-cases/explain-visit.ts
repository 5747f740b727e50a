// Why a visit stands on its day: what binds it, and what other days would cost.
import { Inspector } from '#platform/algorithms/routing/inspect.ts';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { VisitExplanation } from '../../contract.ts';
import { otherDays } from '../../rules/explain-visit.ts';
import { isHolidayWeek } from '../../rules/figures.ts';
import { weekOf } from '../../rules/month.ts';
import type { PlannedVisit } from '../../rules/planned-month.ts';
import { isMarketDay } from '../../rules/work-calendar.ts';
import type { Parts } from '../parts.ts';
import { visitUnknown } from '../problems.ts';
import type { GatheredMonth } from './gather-month.ts';
import { standingPlan } from './plan-problem.ts';
import { ownPlan } from './read-plans.ts';

/** More are not read. */
const shown = 8;

export async function explainVisit(
  parts: Parts,
  actor: Actor,
  params: { planId: string; visitId: string },
): Promise<Result<VisitExplanation>> {
  const plan = await ownPlan(parts, actor, params.planId);
  if (!plan.ok) return plan;
  const standing = await standingPlan(parts, plan.value);
  if (!standing.ok) return standing;
  const { month, visits } = standing.value;
  const visit = visits.find((one) => one.visitId === params.visitId);
  if (!visit) return fail(visitUnknown);
  const task = standing.value.standing;
  const others = otherDays(new Inspector(task.problem, task.orders), task, visit.villageId, visit.service, shown);
  return succeed({
    visitId: visit.visitId,
    reasons: reasonsOf(month, visits, visit),
    alternatives: others.map(({ seconds, breaks, metres, cost, ...other }) => ({
      ...other,
      metres: Math.round(metres),
      minutes: Math.round(seconds / 60),
      cost: Math.round(cost),
      breaches: [...new Set(breaks.map((rule) => rule.kind))].map((code) => ({ code, parameters: {} })),
    })),
  });
}

function reasonsOf(
  { facts }: GatheredMonth,
  visits: readonly PlannedVisit[],
  visit: PlannedVisit,
): VisitExplanation['reasons'] {
  const sameDay = visits.filter((one) => one.vehicleId === visit.vehicleId && one.on === visit.on);
  const stop = facts.stops.find((one) => one.villageId === visit.villageId);
  const endings = facts.marketDays.find((one) => one.townshipId === stop?.townshipId)?.endings ?? [];
  return [
    ...(visit.pinned ? [{ code: 'pinned', parameters: {} }] : []),
    ...(visit.reason === 'by-hand' ? [{ code: 'by-hand', parameters: {} }] : []),
    ...(visit.reason === 'repair' ? [{ code: 'repair', parameters: {} }] : []),
    ...(isHolidayWeek(weekOf(visit.on), facts.calendar) ? [{ code: 'holiday-week', parameters: {} }] : []),
    ...(sameDay.length > 1 ? [{ code: 'together', parameters: { count: sameDay.length } }] : []),
    ...(endings.length > 0 && !isMarketDay(visit.on, endings)
      ? [{ code: 'market-day', parameters: { endings: endings.join('、') } }]
      : []),
  ];
}
