// Moves or pins one visit of a draft by hand; what it breaks is refused unless a planner may break it knowingly.
import { buildPlan as schedule, type CheckedPlan } from '#platform/algorithms/routing/build-plan.ts';
import { Inspector } from '#platform/algorithms/routing/inspect.ts';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { MoveVisitBody, PlanDetail } from '../../contract.ts';
import { monthOf } from '../../rules/month.ts';
import { isYielding, priceMove } from '../../rules/move-visit.ts';
import type { PlannedVisit } from '../../rules/planned-month.ts';
import { isWorkingDay } from '../../rules/work-calendar.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, notEditable, notYourUnit, visitRefused, visitUnknown } from '../problems.ts';
import { updatePlan, type PlanRow } from '../store/plan.ts';
import { saveVehicleDays, saveVisits } from '../store/visit.ts';
import { buildPlan } from './compute-plan.ts';
import { standingPlan, type StandingPlan } from './plan-problem.ts';
import { detailOfPlan, ownPlan } from './read-plans.ts';

const permission = 'roving.plan.write';

export async function changeVisit(
  parts: Parts,
  actor: Actor,
  params: { planId: string; visitId: string },
  body: MoveVisitBody,
  version: number,
): Promise<Result<PlanDetail>> {
  const { kernel } = parts;
  const found = await ownPlan(parts, actor, params.planId);
  if (!found.ok) return found;
  const plan = found.value;
  if (plan.state !== 'draft') return fail(notEditable);
  if (plan.version !== version) return fail(changedMeanwhile);
  const standing = await standingPlan(parts, plan);
  if (!standing.ok) return standing;
  const visit = standing.value.visits.find((one) => one.visitId === params.visitId);
  if (!visit) return fail(visitUnknown);
  if (!(await kernel.access.unitsOf(actor, permission)).includes(visit.villageId)) return fail(notYourUnit);
  const outcome = outcomeFor(standing.value, plan, visit, body);
  if (!outcome.ok) return outcome;
  const { visits, vehicleDays, figures } = changed(parts, standing.value, outcome.value, visit, body);
  const after: PlanRow = { ...plan, figures, version: version + 1 };
  const saved = await kernel.db.tx(async (q) => {
    if (!(await updatePlan(q, after))) return false;
    await saveVisits(q, plan.planId, visits);
    await saveVehicleDays(q, plan.planId, vehicleDays);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission,
      outcome: 'success',
      object: `RovingVisit/${visit.visitId}`,
      version: after.version,
      detail: { from: visit.on, to: body.on },
    });
    return true;
  });
  return saved ? succeed(await detailOfPlan(parts, after)) : fail(changedMeanwhile);
}

function outcomeFor(
  { standing, visits, month }: StandingPlan,
  plan: PlanRow,
  visit: PlannedVisit,
  { on, vehicleId, sequence }: MoveVisitBody,
): Result<CheckedPlan> {
  const stays = on === visit.on && vehicleId === visit.vehicleId && (sequence ?? visit.sequence) === visit.sequence;
  if (stays) return succeed(schedule(standing.problem, standing.orders));
  if (monthOf(on) !== plan.month) return fail(visitRefused('roving.other-month', 'on'));
  if (!isWorkingDay(on, month.facts.calendar)) return fail(visitRefused('roving.not-a-working-day', 'on'));
  const sameDay = visits.some(
    (one) => one !== visit && one.villageId === visit.villageId && one.service === visit.service && one.on === on,
  );
  if (sameDay) return fail(visitRefused('roving.same-day', 'on'));
  const { villageId, service } = visit;
  const from = { on: visit.on, vehicleId: visit.vehicleId };
  const outcome = priceMove(new Inspector(standing.problem, standing.orders), standing, {
    villageId,
    service,
    from,
    to: { on, vehicleId, ...(sequence !== undefined && { sequence }) },
  });
  if (!outcome) return fail(visitRefused('roving.vehicle-unknown', 'vehicleId'));
  const refused = outcome.breaks.find((rule) => !isYielding(rule));
  if (refused) return fail(visitRefused(`roving.breach-${refused.kind}`, 'on'));
  return succeed(schedule(standing.problem, outcome.orders));
}

function changed(
  { kernel }: Parts,
  { month, visits: before, standing }: StandingPlan,
  plan: CheckedPlan,
  visit: PlannedVisit,
  body: MoveVisitBody,
) {
  const built = buildPlan(month, standing, { plan }, before, kernel.newId);
  const moved = body.on !== visit.on || body.vehicleId !== visit.vehicleId;
  return {
    vehicleDays: built.saved.vehicleDays,
    figures: built.figures,
    visits: built.saved.visits.map((one): PlannedVisit =>
      one.visitId === visit.visitId
        ? { ...one, pinned: body.pinned ?? (moved || visit.pinned), reason: moved ? 'by-hand' : visit.reason }
        : one,
    ),
  };
}
