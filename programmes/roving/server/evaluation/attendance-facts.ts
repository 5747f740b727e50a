// Facts of the attendances at the visits of a month: complete, followed up, how far the vehicle drove for each of them.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { CountedMonth } from '#foundation/indicators/server/index.ts';
import type { Parts } from '../parts.ts';
import { attendancesBetween, careMoments, type AttendanceRow } from '../store/attendance.ts';
import { plannedMetres } from '../store/visit.ts';
import type { CheckInRecord } from '../use-cases/read-check-ins.ts';
import { visitYuan, type VehicleCost } from '../../rules/vehicle-cost.ts';
import { vehicleCostOf } from '../use-cases/vehicle-cost.ts';
import { visitFact, watchedVisits } from './visit-facts.ts';

const day = 86_400_000;
/** reference Q1: follow-up or referral within 14 days. */
const closedWithinDays = 14;

export interface VisitAttendances {
  visit: CheckInRecord;
  attendances: AttendanceRow[];
}

/** Visits of the month that had attendances, with them. */
export async function attendedVisits(parts: Parts, q: Sql, month: CountedMonth): Promise<VisitAttendances[]> {
  const visits = await watchedVisits(parts, q, month);
  // An attendance belongs to its visit, even when its device's clock put it a day off.
  const from = new Date(Date.parse(`${month.fromOn}T00:00:00+08:00`) - day);
  const to = new Date(Date.parse(`${month.toOn}T00:00:00+08:00`) + 2 * day);
  const byVisit = Map.groupBy(await attendancesBetween(q, from, to), ({ visitId }) => visitId ?? '');
  return visits.flatMap((visit) => {
    const attendances = byVisit.get(visit.visitId);
    return attendances ? [{ visit, attendances }] : [];
  });
}

export async function completeFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  return (await attendedVisits(parts, q, month)).flatMap(({ visit, attendances }) => {
    const complete = attendances.filter((one) => one.hasReason && one.hasPressure && one.hasNote && one.isSigned);
    return visitFact(visit, { numerator: complete.length, denominator: attendances.length });
  });
}

export async function followedUpFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const { visit, attendances } of await attendedVisits(parts, q, month)) {
    const old = attendances.filter(
      ({ abnormal, startedAt }) => abnormal && startedAt.getTime() + closedWithinDays * day <= month.now.getTime(),
    );
    let closed = 0;
    for (const { personId, startedAt } of old) {
      const until = new Date(startedAt.getTime() + closedWithinDays * day);
      const moments = await careMoments(q, [personId], startedAt, until);
      if (moments.some(({ at }) => at.getTime() > startedAt.getTime())) closed++;
    }
    if (old.length > 0) facts.push(...visitFact(visit, { numerator: closed, denominator: old.length }));
  }
  return facts;
}

export async function distanceFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  const attended = await attendedVisits(parts, q, month);
  const metres = await plannedMetres(
    q,
    attended.map(({ visit }) => visit.visitId),
  );
  return attended.flatMap(({ visit, attendances }) => {
    const driven = metres.get(visit.visitId);
    return visitFact(
      visit,
      driven === undefined ? undefined : { numerator: driven / 1_000, denominator: attendances.length },
    );
  });
}

/** The day's cost is shared by all of its visits; those that nobody attended count for nobody. */
export async function costFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  const attended = await attendedVisits(parts, q, month);
  const metres = await plannedMetres(
    q,
    attended.map(({ visit }) => visit.visitId),
  );
  const ofDay = Map.groupBy(await watchedVisits(parts, q, month), ({ vehicleId, on }) => `${vehicleId} ${on}`);
  const costs = new Map<string, VehicleCost | undefined>();
  const facts: Fact[] = [];
  for (const { visit, attendances } of attended) {
    const key = `${visit.townshipId} ${visit.on}`;
    if (!costs.has(key)) costs.set(key, await vehicleCostOf(parts, visit.townshipId, visit.on));
    const cost = costs.get(key);
    const driven = metres.get(visit.visitId);
    if (!cost || driven === undefined) continue;
    const yuan = visitYuan(cost, driven, ofDay.get(`${visit.vehicleId} ${visit.on}`)?.length ?? 1);
    facts.push(...visitFact(visit, { numerator: yuan, denominator: attendances.length }));
  }
  return facts;
}
