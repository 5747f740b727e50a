// The next visits to a village as its residents read them: who comes, when, where, and what was moved.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { VillageVisit, VillageVisits } from '../../contract.ts';
import { heldVisits } from './rate-visit.ts';
import { progressToday } from './village-progress.ts';
import { changesBetween } from '../../rules/compare-plans.ts';
import { addMonths, monthOf } from '../../rules/month.ts';
import type { PlannedVisit } from '../../rules/planned-month.ts';
import type { Parts } from '../parts.ts';
import { siteUnknown, villageOfPersonUnknown } from '../problems.ts';
import { findPlan, publishedPlans, type PlanRow } from '../store/plan.ts';
import { listTomographyStops } from '../store/tomography.ts';
import { listVisits } from '../store/visit.ts';
import { listVehicles } from './list-vehicles.ts';

const permission = 'roving.own-visits.read';
/** Stops of the CT truck have a day, its hour is told by the village (assumed). */
const tomographyMinutes = { startMinute: 9 * 60, leaveMinute: 16 * 60 };

/** The visits to the village of the actor, or of somebody for whom the actor may act. */
export async function myVisits(
  parts: Parts,
  actor: Actor,
  personId: string | undefined,
  now: Date,
): Promise<Result<VillageVisits>> {
  const { kernel, registry } = parts;
  const wanted = personId ?? actor.personId;
  if (!wanted) return fail(villageOfPersonUnknown);
  const allowed = await kernel.access.check(kernel.db, actor, permission, wanted, now);
  if (!allowed.ok) return allowed;
  actor.span.persons.add(wanted);
  const [person] = await registry.persons(kernel.db, [wanted]);
  if (!person?.villageId) return fail(villageOfPersonUnknown);
  const visits = await villageVisits(parts, person.villageId, dayOf(now), now);
  return succeed({ ...visits, held: await heldVisits(parts, wanted, person.villageId, now) });
}

/** Those of the village in which the point stands. */
export async function pointVisits(parts: Parts, servicePointId: string, now: Date): Promise<Result<VillageVisits>> {
  const points = await parts.registry.servicePoints(parts.kernel.db);
  const point = points.find((one) => one.servicePointId === servicePointId && !one.closedOn);
  return point ? succeed(await villageVisits(parts, point.villageId, dayOf(now), now)) : fail(siteUnknown);
}

/** With `now`, today's visits tell where their vehicle is. */
export async function villageVisits(
  parts: Parts,
  villageId: string,
  fromOn: string,
  now?: Date,
): Promise<VillageVisits> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const village = (await registry.villages(q)).find((one) => one.villageId === villageId);
  if (!village) return { villageId, villageName: '', visits: [], simulated: false };
  const plans = await publishedPlans(q, village.countyId, monthOf(fromOn));
  const visits = await listVisits(
    q,
    plans.map((plan) => plan.planId),
    { villageId, fromOn },
  );
  const moved = await movedFrom(parts, plans, villageId);
  const points = new Map((await registry.servicePoints(q)).map((point) => [point.servicePointId, point]));
  const vehicles = new Map((await listVehicles(parts, q)).map((vehicle) => [vehicle.vehicleId, vehicle.name]));
  const staff = new Map((await registry.staff(q)).map((one) => [one.staffId, one.name]));
  const progress = now ? await progressToday(parts, villageId, now) : new Map<string, never>();
  const shown = visits.map((visit): VillageVisit => {
    const point = points.get(visit.servicePointId);
    const doctorName = visit.staffId && staff.get(visit.staffId);
    const standsInForName = visit.standsInFor && staff.get(visit.standsInFor);
    const before = moved.get(visit.visitId);
    return {
      visitId: visit.visitId,
      on: visit.on,
      startMinute: visit.startMinute,
      leaveMinute: visit.leaveMinute,
      service: visit.service,
      pointName: point?.name ?? village.name,
      pointId: visit.servicePointId,
      ...(point?.address && { address: point.address }),
      ...(vehicles.has(visit.vehicleId) && { vehicleName: vehicles.get(visit.vehicleId)! }),
      ...(doctorName && { doctorName }),
      ...(standsInForName && { standsInForName }),
      ...(before && { movedFrom: before }),
      ...(progress.has(visit.visitId) && { progress: progress.get(visit.visitId)! }),
    };
  });
  const scans = await listTomographyStops(q, village.countyId, {
    villageId,
    fromOn,
    toMonth: addMonths(monthOf(fromOn), 12),
  });
  const point = [...points.values()].find((one) => one.villageId === villageId && one.kind === 'village-stop');
  const all = [
    ...shown,
    ...scans.map((scan): VillageVisit => ({
      visitId: `${villageId}-${scan.on}`,
      on: scan.on,
      ...tomographyMinutes,
      service: 'computed-tomography',
      pointName: point?.name ?? village.name,
      pointId: point?.servicePointId ?? villageId,
    })),
  ];
  return {
    villageId,
    villageName: village.name,
    visits: all.toSorted((a, b) => a.on.localeCompare(b.on) || a.startMinute - b.startMinute),
    simulated: plans.some((plan) => plan.simulated),
  };
}

/** Where visits stood that a repair moved, back to the plan that people were told first. */
async function movedFrom(
  { kernel }: Parts,
  plans: readonly PlanRow[],
  villageId: string,
): Promise<Map<string, { on: string; startMinute: number }>> {
  const moved = new Map<string, { on: string; startMinute: number }>();
  for (const plan of plans) {
    if (plan.origin !== 'repair') continue;
    const after = await listVisits(kernel.db, [plan.planId], { villageId });
    for (const first of await firstTold(kernel.db, plan, villageId, after))
      moved.set(first.visitId, { on: first.on, startMinute: first.startMinute });
  }
  return moved;
}

async function firstTold(
  db: Parts['kernel']['db'],
  plan: PlanRow,
  villageId: string,
  after: readonly PlannedVisit[],
): Promise<{ visitId: string; on: string; startMinute: number }[]> {
  let first: PlanRow | undefined = plan;
  while (first?.origin === 'repair' && first.basedOn) first = await findPlan(db, first.basedOn);
  if (!first) return [];
  const before = await listVisits(db, [first.planId], { villageId });
  return changesBetween(before, after).flatMap((change) =>
    change.before && change.after && (change.kind === 'day' || change.kind === 'time')
      ? [{ visitId: change.visitId, on: change.before.on, startMinute: change.before.startMinute }]
      : [],
  );
}
