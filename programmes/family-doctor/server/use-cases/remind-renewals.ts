// Reminds people whose contract ends soon, each once for each of the county's days before the end.
import { dayOf } from '#platform/contract.ts';
import { addDays, daysBetween } from '../../rules/contract-stage.ts';
import type { Parts } from '../parts.ts';
import { endingBetween, noteReminder } from '../store/contract-row.ts';
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
    for (const row of rows) {
      const left = daysBetween(today, row.toOn);
      // After a pause of the server the nearest reminder is sent, not all that were missed.
      const due = remindDays.filter((days) => days >= left).toSorted((one, other) => one - other)[0];
      if (due === undefined) continue;
      await kernel.db.tx(async (q) => {
        if (!(await noteReminder(q, row, due, now))) return;
        sent += 1;
        await messaging.send(q, {
          recipient: row.personId,
          code: 'family-doctor.renewal',
          parameters: { toOn: row.toOn, days: left },
          link: 'family-doctor',
          channels: ['sms'],
        });
      });
    }
  }
  return sent;
}
