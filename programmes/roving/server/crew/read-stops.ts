// The stops at which an account's teams serve in the coming days: what its devices may take along.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { SyncScope } from '#foundation/sync/contract.ts';
import { crewPermissions } from './permissions.ts';
import type { StopRow } from '../../crew-contract.ts';
import { monthOf } from '../../rules/month.ts';
import type { Parts } from '../parts.ts';
import { publishedPlans } from '../store/plan.ts';
import { listVisits } from '../store/visit.ts';
import { countyOf } from '../use-cases/county-of.ts';

const day = 86_400_000;
/** From yesterday, for work that is finished late, to the third day ahead. */
const daysBack = 1;
const daysAhead = 3;

export async function crewStops(parts: Parts, actor: Actor, now: Date): Promise<StopRow[]> {
  const span = {
    fromOn: dayOf(new Date(now.getTime() - daysBack * day)),
    toOn: dayOf(new Date(now.getTime() + daysAhead * day)),
  };
  const more = await Promise.all(parts.moreStops.map((source) => source(actor, span, now)));
  return [...(await plannedStops(parts, actor, span)), ...more.flat()];
}

/** Of the roving clinics, in the order of days and times. */
async function plannedStops(
  parts: Parts,
  actor: Actor,
  { fromOn, toOn }: { fromOn: Day; toOn: Day },
): Promise<StopRow[]> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const county = await countyOf(parts, actor);
  if (!county) return [];
  const teamIds = await kernel.access.unitsOf(actor, crewPermissions.write);
  const plans = await publishedPlans(q, county.countyId, monthOf(fromOn));
  const mine = await listVisits(
    q,
    plans.map(({ planId }) => planId),
    { fromOn, toOn, teamIds },
  );
  if (mine.length === 0) return [];
  const points = new Map((await registry.servicePoints(q)).map((point) => [point.servicePointId, point]));
  const villages = new Map((await registry.villages(q)).map((village) => [village.villageId, village.name]));
  const vehicles = new Map((await parts.fleet.vehicles(q)).map((vehicle) => [vehicle.vehicleId, vehicle.name]));
  const staff = new Map((await registry.staff(q)).map((one) => [one.staffId, one.name]));
  return mine.map((visit): StopRow => {
    const point = points.get(visit.servicePointId);
    const staffName = visit.staffId && staff.get(visit.staffId);
    const villageName = villages.get(visit.villageId) ?? '';
    return {
      visitId: visit.visitId,
      on: visit.on,
      service: visit.service,
      villageId: visit.villageId,
      villageName,
      pointId: visit.servicePointId,
      pointName: point?.name ?? villageName,
      ...(point?.address && { address: point.address }),
      ...(point?.position && { at: [point.position.lon, point.position.lat] }),
      vehicleId: visit.vehicleId,
      vehicleName: vehicles.get(visit.vehicleId) ?? '',
      sequence: visit.sequence,
      startMinute: visit.startMinute,
      leaveMinute: visit.leaveMinute,
      teamId: visit.teamId,
      ...(staffName && { staffName }),
    };
  });
}

export async function crewScopes(parts: Parts, actor: Actor, now: Date): Promise<SyncScope[]> {
  const byVillage = Map.groupBy(await crewStops(parts, actor, now), ({ villageId }) => villageId);
  return [...byVillage].map(([scopeId, stops]) => ({
    scopeId,
    name: stops[0]!.villageName,
    on: [...new Set(stops.map(({ on }) => on))].toSorted(),
  }));
}
