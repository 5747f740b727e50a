// Sends the reminders that are due to a page of people, in the walk's transaction: each is written down with its sending, so that none goes twice.
import { dayOf } from '#platform/contract.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { dayAfter } from '../../rules/days.ts';
import {
  dueReminder,
  settledKey,
  stepOf,
  type DueReminder,
  type ReminderPolicy,
  type RunningOut,
} from '../../rules/reminder-plan.ts';
import { isReminded } from '../../rules/therapy.ts';
import type { Parts } from '../parts.ts';
import { insertReminders, settledOf } from '../store/reminder.ts';
import type { ReckonedPerson } from './reckon-people.ts';
import { sealMedicines, spokenDay } from './reminder-texts.ts';

/** Supplies that began earlier are not reminded of. */
const oldestSupplyDays = 400;

/** Returns how many people are reminded. */
export async function remindPeople(
  { kernel, registry, messaging }: Parts,
  q: Transaction,
  reckoned: ReadonlyMap<string, ReckonedPerson>,
  policy: ReminderPolicy,
  now: Date,
): Promise<number> {
  const today = dayOf(now);
  const running = new Map(
    [...reckoned]
      .map(([personId, { medicines }]) => [personId, runningOut(medicines)] as const)
      .filter(([, medicines]) => medicines.some(({ daysLeft }) => stepOf(daysLeft, policy) !== undefined)),
  );
  if (running.size === 0) return 0;
  const settled = Map.groupBy(
    await settledOf(q, [...running.keys()], dayAfter(today, -oldestSupplyDays)),
    ({ personId }) => personId,
  );
  const due = new Map<string, DueReminder>();
  for (const [personId, medicines] of running) {
    const reminder = dueReminder(medicines, new Set((settled.get(personId) ?? []).map(settledKey)), policy);
    if (reminder) due.set(personId, reminder);
  }
  const people = (await registry.persons(q, [...due.keys()])).filter(({ status }) => status === 'active');
  const made = await Promise.all(
    people.map(async ({ personId, name }) => {
      const reminder = due.get(personId)!;
      const cycles = reminder.medicines.map(({ medicine, dispensedOn }) => `${medicine}@${dispensedOn}`).join(' ');
      const id = await documentIdOf('refill-reminder', personId, String(reminder.daysBefore), cycles);
      return { personId, name, id, reminder };
    }),
  );
  const sent = await messaging.sendReminders(
    q,
    made.map(({ personId, name, id, reminder: { medicines } }) => ({
      recipient: personId,
      notificationId: id,
      code: medicines[0]!.daysLeft > 0 ? 'refill-reminder' : 'refill-overdue',
      // Outside of the app nothing says who it is beyond the surname, or what for.
      parameters: { surname: [...name][0] ?? '', count: medicines.length, on: spokenDay(medicines[0]!.runsOutOn) },
      sealed: { medicines: medicines.map((one) => `${one.name}（${spokenDay(one.runsOutOn)}）`).join('、') },
      link: 'medicines',
    })),
  );
  await insertReminders(
    q,
    made.map(({ personId, id, reminder }) => ({
      personId,
      id,
      at: now,
      daysBefore: reminder.daysBefore,
      medicines: sealMedicines(kernel.cipher, reminder.medicines),
      sent: sent.has(id),
    })),
    made.flatMap(({ personId, id, reminder }) => reminder.settles.map((one) => ({ personId, ...one, reminderId: id }))),
  );
  return made.length;
}

const runningOut = (medicines: ReckonedPerson['medicines']): RunningOut[] =>
  medicines.flatMap(({ history: { medicine, name, atc, dispensedOn }, refill }) =>
    isReminded(atc) && refill.state === 'known' && dispensedOn
      ? [{ medicine, name, dispensedOn, runsOutOn: refill.runsOutOn, daysLeft: refill.daysLeft }]
      : [],
  );
