// Keeps what was reckoned of people as rows for lists, and takes reminders back that a refill has overtaken.
import type { Transaction } from '#platform/kernel/db/db.ts';
import { isReminded } from '../../rules/therapy.ts';
import type { Parts } from '../parts.ts';
import { replaceSupplies, type AdherenceRow, type SupplyRow } from '../store/supply.ts';
import { reckonPeople, type ReckonedPerson } from './reckon-people.ts';
import { reminderPolicy } from './reminder-texts.ts';
import { withdrawOvertaken } from './withdraw-overtaken.ts';

/** Golden ids; answers what was reckoned. */
export async function keepPeople(
  parts: Parts,
  q: Transaction,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, ReckonedPerson>> {
  const { registry } = parts;
  const reckoned = await reckonPeople(parts, q, personIds, now);
  const villages = new Map(
    (await registry.demographics(q, personIds)).map(({ personId, villageId }) => [personId, villageId ?? null]),
  );
  const supplies: SupplyRow[] = [];
  const adherence: AdherenceRow[] = [];
  for (const [personId, person] of reckoned) {
    const villageId = villages.get(personId) ?? null;
    for (const { history, refill } of person.medicines)
      supplies.push({
        personId,
        medicine: history.medicine,
        name: history.name,
        state: refill.state,
        runsOutOn: refill.state === 'known' ? refill.runsOutOn : null,
        dispensedOn: history.dispensedOn ?? null,
        reminded: isReminded(history.atc),
        villageId,
      });
    for (const { therapy, fromOn, toOn, coveredDays, windowDays, fills, notMeasured } of person.adherence)
      adherence.push({
        personId,
        therapy,
        fromOn,
        toOn,
        coveredDays,
        windowDays,
        fills,
        measured: !notMeasured && windowDays > 0,
        villageId,
      });
  }
  const rows = [...new Set([...(await registry.personIdsOf(q, personIds)).values()].flat())];
  await replaceSupplies(q, rows, supplies, adherence, now);
  return reckoned;
}

/** After something was prescribed, handed out or taken back: one person, under whichever row it was written. */
export async function refreshPerson(parts: Parts, personId: string, now: Date): Promise<void> {
  const policy = await reminderPolicy(parts, undefined, now);
  await parts.kernel.db.tx(async (q) => {
    const golden = (await parts.registry.goldenIds(q, [personId])).get(personId) ?? personId;
    const reckoned = (await keepPeople(parts, q, [golden], now)).get(golden);
    if (reckoned) await withdrawOvertaken(parts, q, golden, reckoned, policy, now);
  });
}
