// A person's medicines with the day on which they run out, the days covered, and the reminders with their receipts.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { PersonMedicines } from '../../contract.ts';
import { isReminded } from '../../rules/therapy.ts';
import type { Parts } from '../parts.ts';
import { personUnknown } from '../problems.ts';
import { remindersOf } from '../store/reminder.ts';
import { reckonPeople } from './reckon-people.ts';
import { openMedicines, reminderPolicy } from './reminder-texts.ts';

const shownReminders = 20;
const order = ['known', 'unknown', 'not-dispensed', 'stopped'];

export async function readMedicines(
  parts: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<PersonMedicines>> {
  const { kernel, registry, messaging } = parts;
  const q = kernel.db;
  actor.span.persons.add(personId as never);
  const golden = (await registry.goldenIds(q, [personId])).get(personId) ?? personId;
  const [person] = await registry.persons(q, [golden]);
  if (!person) return fail(personUnknown);
  const reckoned = (await reckonPeople(parts, q, [golden], now)).get(golden)!;
  const reminders = await remindersOf(q, [golden], shownReminders);
  const deliveries = await messaging.deliveries(
    q,
    [golden],
    reminders.map(({ id }) => id),
  );
  return succeed({
    today: dayOf(now),
    medicines: reckoned.medicines
      .map(({ history: { medicine, name, dosage, dispensedOn, atc }, refill }) => ({
        medicine,
        name,
        ...(dosage && { dosage }),
        ...(dispensedOn && { dispensedOn }),
        refill,
        reminded: isReminded(atc),
      }))
      .toSorted(
        (a, b) =>
          order.indexOf(a.refill.state) - order.indexOf(b.refill.state) ||
          (a.refill.state === 'known' && b.refill.state === 'known' ? a.refill.daysLeft - b.refill.daysLeft : 0),
      ),
    adherence: reckoned.adherence,
    reminders: reminders.map((row) => ({
      reminderId: row.id,
      at: row.at.toISOString(),
      daysBefore: row.daysBefore,
      medicines: openMedicines(kernel.cipher, row.medicines).map(({ name, runsOutOn }) => ({ name, runsOutOn })),
      sent: row.sent,
      ...(row.withdrawnAt && { withdrawnAt: row.withdrawnAt.toISOString() }),
      deliveries: deliveries.get(row.id) ?? [],
    })),
    policy: await reminderPolicy(parts, person.villageId, now),
  });
}
