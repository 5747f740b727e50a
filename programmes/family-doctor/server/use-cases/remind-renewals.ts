// Reminds households whose contract ends soon: who signed it, and members with a phone of their own, once for each of the county's days before the end.
import { dayOf } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { addDays, daysBetween } from '../../rules/contract-stage.ts';
import { nearDayText } from '../../rules/day-text.ts';
import type { Parts } from '../parts.ts';
import { endingBetween, noteReminder, type ContractRow } from '../store/contract-row.ts';
import { findAgreement } from '../store/agreement.ts';
import { policyOf } from './renewal-policy.ts';

export const remindRenewalsJob = 'family-doctor.remind-renewals';
/** The furthest day that a county may set. */
const furthestDays = 180;

export async function remindRenewals(parts: Parts): Promise<number> {
  const { kernel, messaging } = parts;
  const now = kernel.clock.now();
  const today = dayOf(now);
  const ending = await endingBetween(kernel.db, today, addDays(today, furthestDays));
  let sent = 0;
  for (const [countyId, rows] of Map.groupBy(ending, (row) => row.countyId)) {
    const { remindDays } = await policyOf(parts, countyId, now);
    for (const members of Map.groupBy(rows, (row) => row.contractId).values()) {
      const row = members[0]!;
      const left = daysBetween(today, row.toOn);
      // After a pause of the server the nearest reminder is sent, not all that were missed.
      const due = remindDays.filter((days) => days >= left).toSorted((one, other) => one - other)[0];
      if (due === undefined) continue;
      await kernel.db.tx(async (q) => {
        if (!(await noteReminder(q, row, due, now))) return;
        for (const recipient of await recipientsOf(parts, q, members)) {
          sent += 1;
          await messaging.send(q, {
            recipient,
            code: 'family-doctor.renewal',
            parameters: { toOn: nearDayText(row.toOn), days: left },
            link: 'family-doctor',
            channels: ['sms'],
          });
        }
      });
    }
  }
  return sent;
}

/** Who signed first; of the others who has another phone. One phone gets one text. */
async function recipientsOf({ kernel, registry }: Parts, q: Sql, members: readonly ContractRow[]): Promise<string[]> {
  const agreement = await findAgreement(q, kernel.cipher, members[0]!);
  const signer = agreement?.signature?.signerId;
  const ids = members.map(({ personId }) => personId);
  const people = (await registry.persons(q, ids)).toSorted(
    (one, other) => Number(other.personId === signer) - Number(one.personId === signer),
  );
  const told = people.slice(0, 1);
  for (const person of people.slice(1))
    if (person.phone && !told.some(({ phone }) => phone === person.phone)) told.push(person);
  return told.map(({ personId }) => personId);
}
