// Check-ins as they are shown: with names, state, punctuality and alarms; and who may see which of them.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { DayFigures, VisitCheckIn } from '../../check-in-contract.ts';
import { punctuality } from '../../rules/punctuality.ts';
import { visitState, type CheckInPolicy } from '../../rules/visit-state.ts';
import type { Parts } from '../parts.ts';
import { alarmsOf } from '../store/alarm.ts';
import type { CheckInRow } from '../store/check-in.ts';
import { checkInPolicyOf } from './check-in-policy.ts';
import { listVehicles } from './list-vehicles.ts';

export const dayPermission = 'roving.day.read';

/** Rows of the villages, vehicles' houses and teams that the actor oversees or works for. */
export async function visibleTo(
  parts: Parts,
  q: Sql,
  actor: Actor,
  rows: readonly CheckInRow[],
  permission = dayPermission,
): Promise<CheckInRow[]> {
  const units = new Set(await parts.kernel.access.unitsOf(actor, permission));
  const houses = new Map((await listVehicles(parts, q)).map((one) => [one.vehicleId, one.organisationId]));
  return rows.filter(
    ({ villageId, vehicleId, teamId }) =>
      units.has(villageId) || units.has(houses.get(vehicleId) ?? '') || (teamId !== null && units.has(teamId)),
  );
}

export async function viewsOf(parts: Parts, q: Sql, rows: readonly CheckInRow[], now: Date): Promise<VisitCheckIn[]> {
  const { registry } = parts;
  const villages = new Map((await registry.villages(q)).map((one) => [one.villageId, one]));
  const points = new Map((await registry.servicePoints(q)).map((one) => [one.servicePointId, one]));
  const staff = new Map((await registry.staff(q)).map((one) => [one.staffId, one.name]));
  const vehicles = new Map((await listVehicles(parts, q)).map((one) => [one.vehicleId, one.name]));
  const alarms = Map.groupBy(
    await alarmsOf(
      q,
      rows.map(({ visitId }) => visitId),
    ),
    ({ visitId }) => visitId,
  );
  const policies = new Map<string, CheckInPolicy>();
  const views: VisitCheckIn[] = [];
  for (const row of rows) {
    const key = `${row.countyId} ${row.on}`;
    const policy = policies.get(key) ?? (await checkInPolicyOf(parts, row.countyId, row.on));
    policies.set(key, policy);
    const village = villages.get(row.villageId);
    const point = points.get(row.servicePointId);
    const staffName = row.staffId && staff.get(row.staffId);
    views.push({
      visitId: row.visitId,
      on: row.on,
      service: row.service,
      vehicleId: row.vehicleId,
      vehicleName: vehicles.get(row.vehicleId) ?? '',
      ...(row.teamId && { teamId: row.teamId }),
      ...(staffName && { staffName }),
      villageId: row.villageId,
      villageName: village?.name ?? '',
      townshipId: village?.townshipId ?? '',
      townshipName: village?.townshipName ?? '',
      servicePointId: row.servicePointId,
      pointName: point?.name ?? village?.name ?? '',
      ...(point?.position && { at: [point.position.lon, point.position.lat] as [number, number] }),
      ...timesOf(row, policy, now),
      confirmed: row.confirmed,
      ...(row.source && { source: row.source }),
      alarms: (alarms.get(row.visitId) ?? []).map(({ kind, raisedAt, resolvedAt }) => ({
        kind,
        raisedAt: raisedAt.toISOString(),
        ...(resolvedAt && { resolvedAt: resolvedAt.toISOString() }),
      })),
      version: row.version,
    });
  }
  return views;
}

export function timesOf(row: CheckInRow, policy: CheckInPolicy, now: Date) {
  const planned = { arriveAt: row.plannedArriveAt.toISOString(), leaveAt: row.plannedLeaveAt.toISOString() };
  const actual = { arriveAt: row.arriveAt?.toISOString(), leaveAt: row.leaveAt?.toISOString() };
  const figures = punctuality(planned, actual, policy);
  return {
    plannedArriveAt: planned.arriveAt,
    plannedLeaveAt: planned.leaveAt,
    ...(actual.arriveAt && { arriveAt: actual.arriveAt }),
    ...(actual.leaveAt && { leaveAt: actual.leaveAt }),
    state: row.tracked || row.arriveAt ? visitState(planned, actual, policy, now) : ('untracked' as const),
    ...(figures && { punctuality: figures }),
  };
}

export function figuresOf(visits: readonly VisitCheckIn[]): DayFigures {
  const count = (fits: (visit: VisitCheckIn) => boolean) => visits.filter(fits).length;
  return {
    planned: visits.length,
    done: count(({ state }) => state === 'done'),
    underWay: count(({ state }) => state === 'under-way'),
    late: count(({ state }) => state === 'late'),
    missed: count(({ state }) => state === 'missed'),
    shortStays: count(({ state }) => state === 'short-stay'),
    arrived: count(({ arriveAt, confirmed }) => arriveAt !== undefined && confirmed),
    onTime: count(({ punctuality: told, confirmed }) => confirmed && told?.verdict === 'on-time'),
  };
}
