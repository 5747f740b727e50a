// What a published plan promises becomes visits to be checked and commitments of vehicles, in the publisher's transaction.
import { dayOf } from '#platform/contract.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { addMonths } from '../../rules/month.ts';
import type { PlannedVisit } from '../../rules/planned-month.ts';
import type { Parts } from '../parts.ts';
import { cancelExpected, listCheckIns, saveExpected, type ExpectedVisit } from '../store/check-in.ts';
import type { PlanRow } from '../store/plan.ts';
import type { SpecialVisitRow } from '../store/site.ts';

/** Source of the commitments in the fleet; the visit's id is theirs. */
export const commitmentSource = 'roving';

export const instantOf = (on: string, minute: number): Date =>
  new Date(Date.parse(`${on}T00:00:00+08:00`) + Math.round(minute) * 60_000);

/** `trackedFrom`: visits that end later are watched; alarms are raised for no others. */
export async function expectMonth(
  parts: Parts,
  q: Transaction,
  plan: Pick<PlanRow, 'countyId' | 'month'>,
  visits: readonly PlannedVisit[],
  trackedFrom: Date,
): Promise<void> {
  const { countyId, month } = plan;
  const fromOn = `${month}-01`;
  const nextOn = `${addMonths(month, 1)}-01`;
  const standing = (
    await listCheckIns(q, { countyId, fromOn, toOn: dayOf(new Date(instantOf(nextOn, 0).getTime() - 1)) })
  ).filter(({ service }) => service !== 'special');
  const expected = visits.map((visit): ExpectedVisit => {
    const plannedLeaveAt = instantOf(visit.on, visit.leaveMinute);
    return {
      visitId: visit.visitId,
      countyId,
      service: visit.service,
      on: visit.on,
      vehicleId: visit.vehicleId,
      teamId: visit.teamId,
      staffId: visit.staffId ?? null,
      villageId: visit.villageId,
      servicePointId: visit.servicePointId,
      // What the village was told: the doctor begins then.
      plannedArriveAt: instantOf(visit.on, visit.startMinute),
      plannedLeaveAt,
      tracked: plannedLeaveAt > trackedFrom,
    };
  });
  const kept = new Set(expected.map(({ visitId }) => visitId));
  await saveExpected(q, expected);
  await cancelExpected(
    q,
    standing.map(({ visitId }) => visitId).filter((visitId) => !kept.has(visitId)),
  );
  await parts.fleet.setCommitments(q, {
    source: commitmentSource,
    period: { fromAt: instantOf(fromOn, 0), toAt: instantOf(nextOn, 0) },
    vehicleIds: [...new Set([...standing, ...expected].map(({ vehicleId }) => vehicleId))],
    kinds: ['roving-visit'],
    rows: await commitmentsFor(parts, q, expected),
  });
}

/** A special visit without a vehicle binds nobody. */
export async function expectSpecialVisit(
  parts: Parts,
  q: Transaction,
  place: { countyId: string; villageId: string },
  visit: SpecialVisitRow,
  now: Date,
): Promise<void> {
  const { visitId, vehicleId } = visit;
  if (vehicleId === null || visit.cancelled) {
    await cancelExpected(q, [visitId]);
    return parts.fleet.setCommitmentStatus(q, commitmentSource, [{ sourceId: visitId, status: 'cancelled' }]);
  }
  const plannedLeaveAt = instantOf(visit.on, visit.toMinute);
  const expected: ExpectedVisit = {
    visitId,
    ...place,
    service: 'special',
    on: visit.on,
    vehicleId,
    teamId: null,
    staffId: visit.staffId,
    servicePointId: visit.servicePointId,
    plannedArriveAt: instantOf(visit.on, visit.fromMinute),
    plannedLeaveAt,
    tracked: plannedLeaveAt > now,
  };
  await saveExpected(q, [expected]);
  await parts.fleet.setCommitments(q, {
    source: commitmentSource,
    rows: await commitmentsFor(parts, q, [expected]),
  });
}

async function commitmentsFor({ registry }: Parts, q: Transaction, visits: readonly ExpectedVisit[]) {
  const points = new Map((await registry.servicePoints(q)).map((point) => [point.servicePointId, point]));
  return visits.map((visit) => {
    const position = points.get(visit.servicePointId)?.position;
    return {
      sourceId: visit.visitId,
      vehicleId: visit.vehicleId,
      kind: visit.service === 'special' ? ('special-visit' as const) : ('roving-visit' as const),
      fromAt: visit.plannedArriveAt,
      toAt: visit.plannedLeaveAt,
      ...(position && { place: { placeId: visit.servicePointId, lon: position.lon, lat: position.lat } }),
    };
  });
}
