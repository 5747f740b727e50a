// Reads what stands above the screens of many people at once: active allergies, problems, flags, and the last visit.
import type { Sql } from '#platform/kernel/db/db.ts';
import { finite, timed, type TimedContent, type TimedRow } from './person-record.ts';

/** Problems of one row of a person that are read at most. */
const problems = 50;

/** By person row, newest problems first, Flags of every status; sensitive facts only when told. */
export async function standingFacts(
  q: Sql,
  personIds: readonly string[],
  sensitive: boolean,
): Promise<Map<string, TimedContent[]>> {
  const plain = sensitive ? '' : ' and not t.sensitive';
  const rows = await q.query<TimedRow & { person: string }>(
    `select t.patient_id as person, 'AllergyIntolerance' as type, t.id, t.lo, t.hi, t.content
     from record.allergy_intolerance t
     where t.patient_id = any($1::uuid[])${plain} and coalesce(t.status, 'active') = 'active'
     union all
     select l.* from unnest($1::uuid[]) as w (person) cross join lateral
       (select w.person, 'Condition' as type, t.id, t.lo, t.hi, t.content from record.condition t
        where t.patient_id = w.person${plain} and t.status in ('active', 'recurrence', 'relapse')
        order by t.lo desc nulls last limit ${problems}) l
     union all
     select t.patient_id, 'Flag' as type, t.id, t.lo, t.hi, t.content from record.other t
     where t.patient_id = any($1::uuid[])${plain} and t.type = 'Flag'`,
    [personIds],
  );
  const facts = new Map<string, TimedContent[]>();
  for (const row of rows) {
    const known = facts.get(row.person);
    if (known) known.push(timed(row));
    else facts.set(row.person, [timed(row)]);
  }
  return facts;
}

/** Start of the last visit by person row; whoever has none is left out. */
export async function lastVisits(q: Sql, personIds: readonly string[], sensitive: boolean): Promise<Map<string, Date>> {
  const rows = await q.query<{ person: string; lo: Date | number }>(
    `select t.patient_id as person, max(t.lo) as lo from record.encounter t
     where t.patient_id = any($1::uuid[])${sensitive ? '' : ' and not t.sensitive'} and t.lo > '-infinity'
     group by t.patient_id`,
    [personIds],
  );
  return new Map(rows.flatMap(({ person, lo }) => (finite(lo) ? [[person, finite(lo)!]] : [])));
}
