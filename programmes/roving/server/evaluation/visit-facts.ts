// Facts of the visits of a month: held, on time, long enough. Each visit counts once in each.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { CountedMonth } from '#foundation/indicators/server/index.ts';
import type { Parts } from '../parts.ts';
import { checkInRecords, type CheckInRecord } from '../use-cases/read-check-ins.ts';

/** reference: |arrival - plan| <= 15 minutes, stay >= 80 % of the plan. */
const onTimeMinutes = 15;
const longEnough = 0.8;

type Counted = Pick<Fact, 'numerator' | 'denominator' | 'detail'> | undefined;

export const visitFact = (visit: CheckInRecord, counted: Counted): Fact[] =>
  counted
    ? [
        {
          itemKind: 'visit',
          itemId: visit.visitId,
          itemOn: visit.on,
          vehicleId: visit.vehicleId,
          ...(visit.teamId && { teamId: visit.teamId }),
          townshipId: visit.townshipId,
          villageId: visit.villageId,
          ...counted,
        },
      ]
    : [];

/** The month's visits so far; those that nobody watched are left out. */
export async function watchedVisits(
  parts: Parts,
  q: Sql,
  { fromOn, toOn, now }: CountedMonth,
): Promise<CheckInRecord[]> {
  const visits = await checkInRecords(parts, q, { fromOn, toOn }, now);
  return visits.filter(({ state }) => state !== 'untracked');
}

export async function heldFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  return (await watchedVisits(parts, q, month)).flatMap((visit) =>
    visitFact(
      visit,
      Date.parse(visit.plannedLeaveAt) > month.now.getTime()
        ? undefined
        : { numerator: visit.arriveAt && visit.confirmed ? 1 : 0, denominator: 1, detail: { state: visit.state } },
    ),
  );
}

export async function onTimeFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  return (await watchedVisits(parts, q, month)).flatMap((visit) => {
    const late = visit.punctuality?.lateMinutes;
    return visitFact(
      visit,
      late === undefined || !visit.confirmed
        ? undefined
        : { numerator: Math.abs(late) <= onTimeMinutes ? 1 : 0, denominator: 1, detail: { lateMinutes: late } },
    );
  });
}

export async function stayFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  return (await watchedVisits(parts, q, month)).flatMap((visit) => {
    const { stayShare, stayMinutes, plannedStayMinutes } = visit.punctuality ?? {};
    return visitFact(
      visit,
      stayShare === undefined || stayMinutes === undefined
        ? undefined
        : {
            numerator: stayShare >= longEnough ? 1 : 0,
            denominator: 1,
            detail: { stayMinutes, plannedStayMinutes: plannedStayMinutes! },
          },
    );
  });
}
