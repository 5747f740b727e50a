// One day of the roving clinics: each vehicle with what it does, its stops planned against actual, and where it is.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { DayVehicle, RovingDay, VisitCheckIn } from '../../check-in-contract.ts';
import { monthOf } from '../../rules/month.ts';
import { nextStop, vehiclePhase, type PhaseTrip } from '../../rules/vehicle-phase.ts';
import type { Parts } from '../parts.ts';
import { noCounty } from '../problems.ts';
import { listCheckIns } from '../store/check-in.ts';
import { publishedPlans } from '../store/plan.ts';
import { checkInPolicyOf } from './check-in-policy.ts';
import { dayPermission, figuresOf, viewsOf, visibleTo } from './check-in-views.ts';
import { above, countyOf } from './county-of.ts';
import { listVehicles } from './list-vehicles.ts';

export async function readDay(
  parts: Parts,
  actor: Actor,
  on: string | undefined,
  now: Date,
): Promise<Result<RovingDay>> {
  const { kernel } = parts;
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const { countyId } = county;
  const day = on ?? dayOf(now);
  const rows = await listCheckIns(kernel.db, { countyId, fromOn: day, toOn: day });
  const visits = await viewsOf(parts, kernel.db, await visibleTo(parts, kernel.db, actor, rows), now);
  const [plan] = (await publishedPlans(kernel.db, countyId, monthOf(day))).filter((one) => one.month === monthOf(day));
  return succeed({
    on: day,
    countyId,
    now: now.toISOString(),
    vehicles: await vehiclesOfDay(parts, actor, countyId, day, visits, now),
    figures: figuresOf(visits),
    policy: await checkInPolicyOf(parts, countyId, day),
    simulated: plan?.simulated ?? false,
  });
}

/** Vehicles of houses that the actor oversees, and those that come to a visit that the actor sees. */
async function vehiclesOfDay(
  parts: Parts,
  actor: Actor,
  countyId: string,
  on: string,
  visits: readonly VisitCheckIn[],
  now: Date,
): Promise<DayVehicle[]> {
  const { kernel, registry, fleet } = parts;
  const q = kernel.db;
  const units = new Map((await registry.units(q, {})).map((unit) => [unit.unitId, unit]));
  const overseen = new Set(await kernel.access.unitsOf(actor, dayPermission));
  const stops = Map.groupBy(visits, ({ vehicleId }) => vehicleId);
  const planning = new Map((await listVehicles(parts, q)).map((one) => [one.vehicleId, one]));
  const vehicles = (await fleet.vehicles(q)).filter(
    ({ vehicleId, organisationId }) =>
      planning.has(vehicleId) &&
      above(units, organisationId).some(({ unitId }) => unitId === countyId) &&
      (overseen.has(organisationId) || stops.has(vehicleId)),
  );
  const ids = vehicles.map(({ vehicleId }) => vehicleId);
  const trips = new Map((await fleet.trips(q, on, ids)).map((trip) => [trip.vehicleId, trip]));
  const latest = new Map((await fleet.latest(q, ids)).map((one) => [one.vehicleId, one]));
  return vehicles.map(({ vehicleId, name, plate, kind, organisationId, base }): DayVehicle => {
    const own = stops.get(vehicleId) ?? [];
    const trip: PhaseTrip = trips.get(vehicleId) ?? {};
    const position = latest.get(vehicleId);
    const next = nextStop(own);
    const at = base ? ([base.lon, base.lat] as [number, number]) : undefined;
    return {
      vehicleId,
      name,
      plate,
      kind,
      organisationId,
      organisationName: units.get(organisationId)?.name ?? '',
      ...(at && { base: at }),
      phase: vehiclePhase(own, trip, position?.deviceAt, now),
      ...(trip.startedAt && { departedAt: trip.startedAt }),
      ...(trip.endedAt && { returnedAt: trip.endedAt }),
      ...(position && dayOf(position.deviceAt) === on && { latest: position }),
      ...(next && { nextVisitId: next.visitId }),
      stops: own,
    };
  });
}
