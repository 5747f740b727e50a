// Draws up a repair of a published plan after a breakdown, a closed road or an emergency call: what moves, and who is told.
import type { Repair } from '#platform/algorithms/routing/repair.ts';
import type { Disruption } from '#platform/algorithms/routing/disruption.ts';
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { RepairCause, RepairPreview } from '../../contract.ts';
import { changesBetween, isMove, type VisitChange } from '../../rules/compare-plans.ts';
import { monthlyVehicles, placesOf } from '../../rules/month-problem.ts';
import type { PlannedVisit } from '../../rules/planned-month.ts';
import type { Parts } from '../parts.ts';
import type { RepairInput } from '../repair-worker.ts';
import { notEditable, repairRefused, spanRefused } from '../problems.ts';
import { deletePreviews, insertPlan, planOnWire, type PlanRow } from '../store/plan.ts';
import { saveVehicleDays, saveVisits } from '../store/visit.ts';
import { buildPlan } from './compute-plan.ts';
import { standingPlan, type StandingPlan } from './plan-problem.ts';
import { ownPlan } from './read-plans.ts';

const permission = 'roving.plan.write';
/** Seconds of search: planners wait for it on the screen. */
const searchSeconds = 2;
const worker = new URL('../repair-worker.ts', import.meta.url);

export async function previewRepair(
  parts: Parts,
  actor: Actor,
  planId: string,
  cause: RepairCause,
  now: Date,
): Promise<Result<RepairPreview>> {
  const { kernel } = parts;
  const found = await ownPlan(parts, actor, planId);
  if (!found.ok) return found;
  const plan = found.value;
  if (plan.state !== 'published') return fail(notEditable);
  if (cause.toOn < cause.fromOn) return fail(spanRefused('toOn'));
  if (cause.toOn < dayOf(now)) return fail(repairRefused('roving.day-is-past'));
  const standing = await standingPlan(parts, plan);
  if (!standing.ok) return standing;
  const disruption = await disruptionOf(parts, standing.value, cause, dayOf(now));
  if (!disruption.ok) return disruption;
  const { standing: task, visits: before, month } = standing.value;
  const mended = await kernel.workers.run<RepairInput, Repair>(worker, {
    problem: task.problem,
    orders: task.orders,
    disruption: disruption.value,
    options: {
      seed: plan.seed,
      seconds: searchSeconds,
      mostMoved: month.facts.policy.repairPercent / 100,
      substitutes: substitutesOf(standing.value),
    },
  });
  if (mended.moved.length === 0 && mended.retimed.length === 0) return fail(repairRefused('roving.nothing-concerned'));
  const travelled = { ...task, problem: { ...task.problem, travelOn: disruption.value.travelOn } };
  const { saved, figures } = buildPlan(month, travelled, mended, before, kernel.newId);
  const moved = new Set(
    changesBetween(before, saved.visits)
      .filter(isMove)
      .map((change) => change.visitId),
  );
  const visits = saved.visits.map((visit): PlannedVisit =>
    moved.has(visit.visitId) ? { ...visit, reason: 'repair' } : visit,
  );
  const preview: Omit<PlanRow, 'number'> = {
    planId: kernel.newId(),
    countyId: plan.countyId,
    month: plan.month,
    state: 'preview',
    origin: 'repair',
    basedOn: planId,
    cause,
    seed: plan.seed,
    seconds: searchSeconds,
    progress: 1,
    figures,
    ...(plan.travelBasis && { travelBasis: plan.travelBasis }),
    simulated: plan.simulated,
    createdAt: now,
    createdBy: actor.accountId,
    version: 1,
  };
  const number = await kernel.db.tx(async (q) => {
    await deletePreviews(q, planId);
    const given = await insertPlan(q, preview);
    await saveVisits(q, preview.planId, visits);
    await saveVehicleDays(q, preview.planId, saved.vehicleDays);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      object: `RovingPlan/${preview.planId}`,
      detail: { cause: cause.kind },
    });
    return given;
  });
  return succeed(await previewOf(parts, standing.value, plan, { ...preview, number }, visits));
}

async function previewOf(
  { kernel, registry }: Parts,
  { month, visits: before }: StandingPlan,
  plan: PlanRow,
  preview: PlanRow,
  visits: readonly PlannedVisit[],
): Promise<RepairPreview> {
  const changes = changesBetween(before, visits);
  const moved = changes.filter(isMove).length;
  const concerned = new Set(
    changes.filter(({ kind }) => kind !== 'vehicle' && kind !== 'doctor').map((one) => one.villageId),
  );
  const people = await registry.populations(kernel.db);
  return {
    plan: planOnWire(preview),
    changes,
    moved,
    movedPercent: Math.round((moved / before.length) * 1000) / 10,
    allowedPercent: month.facts.policy.repairPercent,
    villages: month.facts.stops
      .filter((stop) => concerned.has(stop.villageId))
      .map(({ villageId, villageName }) => ({ villageId, villageName, residents: people.get(villageId) ?? 0 })),
    staffIds: staffOf(changes),
    metres: (preview.figures?.metres ?? 0) - (plan.figures?.metres ?? 0),
    minutes: (preview.figures?.travelMinutes ?? 0) - (plan.figures?.travelMinutes ?? 0),
  };
}

const staffOf = (changes: readonly VisitChange[]): string[] => [
  ...new Set(
    changes.flatMap(({ before, after }) => [before?.staffId, after?.staffId].filter((id) => id !== undefined)),
  ),
];

async function disruptionOf(
  { geo }: Parts,
  { standing, month }: StandingPlan,
  cause: RepairCause,
  today: string,
): Promise<Result<Disruption>> {
  const { days, vehicleIds } = standing;
  const concerned = days.flatMap((on, day) => (cause.fromOn <= on && on <= cause.toOn && on >= today ? [day] : []));
  const next = days.findIndex((on) => on >= today);
  const fromDay = next < 0 ? days.length : next;
  if (concerned.length === 0) return fail(repairRefused('roving.nothing-concerned'));
  if (cause.kind === 'road-closed') {
    const travel = await geo.travelMatrix({
      points: placesOf(month.facts),
      closures: [{ from: cause.from, to: cause.to }],
    });
    if (!travel.ok) return fail(travel.problem);
    return succeed({ fromDay, travelOn: concerned.map((day) => ({ day, travel: travel.value })) });
  }
  const vehicle = vehicleIds.indexOf(cause.vehicleId);
  if (vehicle < 0) return fail(repairRefused('roving.vehicle-unknown'));
  if (cause.kind === 'breakdown') return succeed({ fromDay, vehiclesOut: concerned.map((day) => ({ day, vehicle })) });
  if (cause.toMinute <= cause.fromMinute) return fail(spanRefused('toMinute'));
  return succeed({
    fromDay,
    away: concerned.map((day) => ({
      day,
      vehicle,
      fromSeconds: cause.fromMinute * 60,
      toSeconds: cause.toMinute * 60,
    })),
  });
}

/** In need a vehicle of the same kind from the same medical community comes; it is dearer than waiting for the own one. */
const substituteCost = 3_600;

function substitutesOf({ standing, month }: StandingPlan) {
  const vehicles = monthlyVehicles(month.facts);
  const stops = new Map(month.facts.stops.map((stop) => [stop.villageId, stop]));
  return standing.customers.map(({ villageId, service }) =>
    vehicles.flatMap((vehicle, index) =>
      vehicle.kind === service &&
      vehicle.communityId !== undefined &&
      vehicle.communityId === stops.get(villageId)?.communityId
        ? [{ vehicle: index, cost: substituteCost }]
        : [],
    ),
  );
}
