// Reckons the index of people and keeps it with the group in which each of them is placed.
import { dayOf, yearsOn } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { ageFrom } from '../../rules/age-group.ts';
import type { Parts } from '../parts.ts';
import { forgetIndexes, saveIndexes, type IndexRow } from '../store/index-row.ts';
import { readIndex } from './read-index.ts';

/** What "nothing recorded" is counted from is asked again at reading: here only the newest entry is kept. */
const beginning = new Date(0);

/** Of joined records the golden one alone is kept; whoever is not registered any more is forgotten. */
export async function keepIndexes(parts: Parts, q: Sql, personIds: readonly string[], now: Date): Promise<number> {
  const { registry, record } = parts;
  const golden = await registry.goldenIds(q, personIds);
  const heads = [...new Set(personIds.map((personId) => golden.get(personId) ?? personId))];
  const people = new Map((await registry.demographics(q, heads)).map((one) => [one.personId, one]));
  const clusters = await registry.personIdsOf(q, heads);
  const used = new Map(
    (await record.useOfServices(q, [...clusters.values()].flat(), { from: beginning, to: now })).map((one) => [
      one.personId,
      one.lastRecordedAt,
    ]),
  );
  const townships = new Map((await registry.villages(q)).map((one) => [one.villageId, one.townshipId]));
  const today = dayOf(now);
  const rows = (await readIndex(parts, q, heads, now)).flatMap((one): IndexRow[] => {
    const person = people.get(one.personId);
    if (person?.status !== 'active') return [];
    const { villageId } = person;
    const entries = clusters.get(one.personId)!.flatMap((row) => used.get(row) ?? []);
    return [
      {
        personId: one.personId,
        state: one.state,
        score: one.score,
        known: one.known,
        band: one.band,
        version: one.version,
        sex: person.sex,
        ageFrom: person.birthOn ? ageFrom(yearsOn(person.birthOn, today)) : undefined,
        villageId: villageId ?? undefined,
        townshipId: villageId ? townships.get(villageId) : undefined,
        recordedAt: entries.length > 0 ? new Date(Math.max(...entries.map((at) => at.getTime()))) : undefined,
        points: JSON.stringify(
          Object.fromEntries(one.terms.flatMap(({ key, points }) => (points === undefined ? [] : [[key, points]]))),
        ),
      },
    ];
  });
  const kept = new Set(rows.map(({ personId }) => personId));
  const gone = [...new Set([...personIds, ...heads])].filter((personId) => !kept.has(personId));
  if (gone.length > 0) await forgetIndexes(q, gone);
  await saveIndexes(q, rows, now);
  return rows.length;
}
