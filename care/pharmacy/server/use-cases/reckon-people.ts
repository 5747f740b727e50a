// Reckons from the record how long the medicines of many people last and how well they are taken, set-wise.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { adherenceOf, type Adherence } from '../../rules/adherence.ts';
import { dayAfter, type Span } from '../../rules/days.ts';
import type { MedicineHistory } from '../../rules/medicine-history.ts';
import { readHistories, staysOf } from '../../rules/read-histories.ts';
import { refillOf, type Refill } from '../../rules/refill.ts';
import type { Parts } from '../parts.ts';

/** Nothing older is read: what was handed out two years ago is gone. */
const oldestDays = 730;
/** Days of the figure that lists and pages show, today among them. */
export const windowDays = 365;
export const windowOf = (today: Day): { fromOn: Day; toOn: Day } => ({
  fromOn: dayAfter(today, 1 - windowDays),
  toOn: today,
});

export interface ReckonedMedicine {
  history: MedicineHistory;
  refill: Refill;
}
interface PersonHistories {
  histories: MedicineHistory[];
  stays: Span[];
}

/** By the ids that were given. */
async function historiesOf(
  { registry, record, knowledge }: Parts,
  q: Sql,
  personIds: readonly string[],
  { fromOn, today }: { fromOn: Day; today: Day },
): Promise<Map<string, PersonHistories>> {
  const clusters = await registry.personIdsOf(q, personIds);
  const rows = [...new Set([...clusters.values()].flat())];
  const since = new Date(`${fromOn}T00:00:00+08:00`);
  const found = Map.groupBy(await record.medicationHistory(q, rows, since), ({ personId }) => personId);
  const medicines = knowledge.medicines(today)?.medicines ?? [];
  return new Map(
    personIds.map((personId) => {
      const own = (clusters.get(personId) ?? [personId]).flatMap((row) => found.get(row) ?? []);
      return [personId, { histories: readHistories(own, medicines), stays: staysOf(own, today) }];
    }),
  );
}

export interface ReckonedPerson extends PersonHistories {
  medicines: ReckonedMedicine[];
  adherence: Adherence[];
}
export async function reckonPeople(
  parts: Parts,
  q: Sql,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, ReckonedPerson>> {
  const today = dayOf(now);
  const people = await historiesOf(parts, q, personIds, { fromOn: dayAfter(today, -oldestDays), today });
  return new Map(
    [...people].map(([personId, { histories, stays }]) => [
      personId,
      {
        histories,
        stays,
        medicines: histories.map((history) => ({ history, refill: refillOf(history, stays, today) })),
        adherence: adherenceOf(histories, stays, windowOf(today)),
      },
    ]),
  );
}

/** Prescriptions are read from a while before: the dose of the first days stands in an older one. */
export async function adherenceOfPeople(
  parts: Parts,
  q: Sql,
  personIds: readonly string[],
  window: { fromOn: Day; toOn: Day },
): Promise<Map<string, Adherence[]>> {
  const people = await historiesOf(parts, q, personIds, {
    fromOn: dayAfter(window.fromOn, -windowDays),
    today: dayOf(parts.kernel.clock.now()),
  });
  return new Map(
    [...people].map(([personId, { histories, stays }]) => [personId, adherenceOf(histories, stays, window)]),
  );
}
