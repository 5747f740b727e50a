// Equations were made with pressures that staff measured: of whoever measured last at home, the newest of staff is read too.
import type { Sql } from '#platform/kernel/db/db.ts';
import { numberCodes, type FoundNumber } from '../../rules/person-values.ts';
import type { Parts } from '../parts.ts';

const pressureCodes = [...numberCodes.systolic!, ...numberCodes.diastolic!];
type PersonNumber = FoundNumber & { personId: string };

/** The same newest numbers, those of home marked, and beside them the newest that staff measured. */
export async function withOfficePressure(
  { record }: Parts,
  q: Sql,
  numbers: readonly (PersonNumber & { atVisit: boolean })[],
  { since, until }: { since: Date; until: Date },
): Promise<PersonNumber[]> {
  const keyOf = ({ personId, id }: { personId: string; id: string }) => `${personId} ${id}`;
  // What stands in a visit was measured by staff: nobody looks at the rest of it.
  const pressures = new Map(
    numbers.flatMap((one) => (!one.atVisit && pressureCodes.includes(one.code) ? [[keyOf(one), one] as const] : [])),
  );
  if (pressures.size === 0) return [...numbers];
  const measured = await record.readingsIn(q, [...pressures.values()], since);
  const atHome = new Set(measured.flatMap((one) => (one.atHome ? [keyOf(one)] : [])));
  if (atHome.size === 0) return [...numbers];
  const people = [...pressures.values()].flatMap((one) => (atHome.has(keyOf(one)) ? [one.personId] : []));
  const byStaff = (await record.readings(q, people, { codes: pressureCodes, since, withHome: false })).filter(
    (one) => !one.atHome && one.at <= until,
  );
  const newest = new Map(byStaff.toReversed().map((one) => [`${one.personId} ${one.code}`, one]));
  return [
    ...numbers.map((one) => (atHome.has(keyOf(one)) ? { ...one, atHome: true } : one)),
    ...[...newest.values()].map(({ personId, code, value, id, at }) => ({ personId, code, value, id, at })),
  ];
}
