// Facts that other contexts know of a visit's attendances: reports back in time, charges settled by insurance.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { CountedMonth } from '#foundation/indicators/server/index.ts';
import type { Parts } from '../parts.ts';
import { attendedVisits } from './attendance-facts.ts';
import { visitFact } from './visit-facts.ts';

const minute = 60_000;
/** reference Q2: ECG within 30 minutes, images within 2 hours. */
const inTimeMinutes = (modality: string): number => (modality === 'ecg' ? 30 : 120);

export async function reportFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const { visit, attendances } of await attendedVisits(parts, q, month)) {
    const readings = await parts.diagnostics.readings(
      q,
      attendances.map(({ personId }) => personId),
      visit.on,
    );
    const due = readings.filter(
      ({ sentAt, answeredAt, modality }) =>
        answeredAt !== undefined || sentAt.getTime() + inTimeMinutes(modality) * minute <= month.now.getTime(),
    );
    const inTime = due.filter(
      ({ sentAt, answeredAt, modality }) =>
        answeredAt !== undefined && answeredAt.getTime() - sentAt.getTime() <= inTimeMinutes(modality) * minute,
    );
    if (due.length > 0) facts.push(...visitFact(visit, { numerator: inTime.length, denominator: due.length }));
  }
  return facts;
}

export async function settlementFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const { visit, attendances } of await attendedVisits(parts, q, month)) {
    const charged = await parts.billing.chargedAttendances(
      q,
      attendances.map(({ personId, attendanceId }) => ({ personId, attendanceId })),
    );
    if (charged.length > 0)
      facts.push(
        ...visitFact(visit, {
          numerator: charged.filter(({ settledByInsurance }) => settledByInsurance).length,
          denominator: charged.length,
        }),
      );
  }
  return facts;
}
