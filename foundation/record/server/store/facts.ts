// Standing conditions and newest coded answers of many people: what rules over a village are decided from.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface CodedFact {
  personId: string;
  type: 'Condition' | 'Observation';
  code: string;
  /** When it was found or answered; absent where nobody said. */
  at?: Date;
  /** The resource as it stands. */
  resource: Record<string, unknown>;
}

/**
 * Conditions by the beginnings of their codes (`J44`), and of each observation code the newest one; nothing sensitive.
 * With `until` only what began or was answered by then; conditions that say no time count always.
 */
export async function codedFacts(
  q: Sql,
  personIds: readonly string[],
  wanted: { conditions: readonly string[]; observations: readonly string[]; until?: Date },
): Promise<CodedFact[]> {
  const rows = await q.query<{
    personId: string;
    type: CodedFact['type'];
    code: string;
    lo: Date | number | null;
    content: string;
  }>(
    // Person by person (offset 0): of thousands at once PostgreSQL would rather read everybody's rows of these codes.
    `select f.* from unnest($1::uuid[]) as w (patient_id), lateral (
       select t.patient_id as "personId", 'Condition' as type, t.code, t.lo, t.content from record.condition t
       where cardinality($2::text[]) > 0 and t.patient_id = w.patient_id and not t.sensitive
         and t.status in ('active', 'recurrence', 'relapse')
         and exists (select 1 from unnest($2::text[]) as b (prefix) where starts_with(t.code, b.prefix))
         and ($4::timestamptz is null or coalesce(t.lo, t.lo2) is null or coalesce(t.lo, t.lo2) <= $4) offset 0) f
     union all
     select f.* from unnest($1::uuid[]) as w (patient_id), lateral (
       select distinct on (t.code) t.patient_id, 'Observation', t.code, t.lo, t.content from record.observation t
       where t.patient_id = w.patient_id and t.code = any($3) and not t.sensitive and t.status <> 'entered-in-error'
         and ($4::timestamptz is null or t.lo <= $4) order by t.code, t.lo desc nulls last offset 0) f`,
    [[...new Set(personIds)], wanted.conditions, wanted.observations, wanted.until ?? null],
  );
  return rows.map(({ personId, type, code, lo, content }) => ({
    personId,
    type,
    code,
    ...(lo instanceof Date && { at: lo }),
    resource: JSON.parse(content) as Record<string, unknown>,
  }));
}
