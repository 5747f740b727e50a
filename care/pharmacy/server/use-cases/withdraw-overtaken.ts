// Takes back what has not gone out of reminders whose medicines have been handed out again, or stopped, since.
import type { Transaction } from '#platform/kernel/db/db.ts';
import { isReminded } from '../../rules/therapy.ts';
import { stepOf, type ReminderPolicy } from '../../rules/reminder-plan.ts';
import type { Parts } from '../parts.ts';
import { remindersOf, withdrawReminders } from '../store/reminder.ts';
import type { ReckonedPerson } from './reckon-people.ts';
import { openMedicines } from './reminder-texts.ts';

/** No longer is one on its way. */
const recent = 10;

export async function withdrawOvertaken(
  parts: Parts,
  q: Transaction,
  personId: string,
  { medicines }: ReckonedPerson,
  policy: ReminderPolicy,
  now: Date,
): Promise<void> {
  const { kernel, messaging } = parts;
  const rows = await remindersOf(q, [personId], recent);
  const open = rows.filter(({ withdrawnAt, sent }) => sent && withdrawnAt === null);
  if (open.length === 0) return;
  const needed = new Set(
    medicines.flatMap(({ history, refill }) =>
      isReminded(history.atc) && refill.state === 'known' && stepOf(refill.daysLeft, policy) !== undefined
        ? [history.medicine]
        : [],
    ),
  );
  const overtaken = open.filter((row) =>
    openMedicines(kernel.cipher, row.medicines).every(({ medicine }) => !needed.has(medicine)),
  );
  for (const { id } of overtaken)
    if ((await messaging.withdraw(q, [personId], [id], now)) > 0) await withdrawReminders(q, personId, [id], now);
}
