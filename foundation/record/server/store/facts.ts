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

/** Conditions by the beginnings of their codes (`J44`), and of each observation code the newest one; nothing sensitive. */
export async function codedFacts(
  q: Sql,
  personIds: readonly string[],
  wanted: { conditions: readonly string[]; observations: readonly string[] },
): Promise<CodedFact[]> {
  const rows = await q.query<{
    personId: string;
    type: CodedFact['type'];
    code: string;
    lo: Date | number | null;
    content: string;
  }>(
    `select t.patient_id as "personId", 'Condition' as type, t.code, t.lo, t.content from record.condition t
     where t.patient_id = any($1::uuid[]) and not t.sensitive and t.status in ('active', 'recurrence', 'relapse')
       and exists (select 1 from unnest($2::text[]) as w (prefix) where starts_with(t.code, w.prefix))
     union all
     (select distinct on (t.patient_id, t.code) t.patient_id, 'Observation', t.code, t.lo, t.content
      from record.observation t where t.patient_id = any($1::uuid[]) and t.code = any($3) and not t.sensitive
        and t.status <> 'entered-in-error' order by t.patient_id, t.code, t.lo desc nulls last)`,
    [personIds, wanted.conditions, wanted.observations],
  );
  return rows.map(({ personId, type, code, lo, content }) => ({
    personId,
    type,
    code,
    ...(lo instanceof Date && { at: lo }),
    resource: JSON.parse(content) as Record<string, unknown>,
  }));
}
