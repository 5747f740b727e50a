// What was prescribed and handed out to people, and their stays in hospital: what refills and adherence are reckoned from.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface MedicationHistoryFound {
  personId: string;
  type: 'MedicationRequest' | 'MedicationDispense' | 'Encounter';
  updatedAt: Date;
  /** The resource as it stands. */
  resource: Record<string, unknown>;
}
/** v3-ActCode of stays in a ward. */
const wardClasses = ['IMP', 'ACUTE', 'NONAC'];

/** Prescriptions and dispensings since then, and stays that had not ended by then; nothing sensitive. The caller has checked access and audits. */
export async function medicationHistory(
  q: Sql,
  personIds: readonly string[],
  since: Date,
): Promise<MedicationHistoryFound[]> {
  const rows = await q.query<{
    personId: string;
    type: MedicationHistoryFound['type'];
    updatedAt: Date;
    content: string;
  }>(
    `select m.patient_id as "personId", 'MedicationRequest' as type, m.updated as "updatedAt", m.content
     from record.medication_request m where m.patient_id = any($1::uuid[]) and m.lo >= $2 and not m.sensitive
     union all
     select o.patient_id, 'MedicationDispense', o.updated, o.content from record.other o
     where o.patient_id = any($1::uuid[]) and o.type = 'MedicationDispense' and o.lo >= $2 and not o.sensitive
     union all
     select e.patient_id, 'Encounter', e.updated, e.content from record.encounter e
     where e.patient_id = any($1::uuid[]) and e.category = any($3::text[]) and coalesce(e.hi, e.lo) >= $2
       and not e.sensitive`,
    [personIds, since, wardClasses],
  );
  return rows.map(({ content, ...row }) => ({ ...row, resource: JSON.parse(content) as Record<string, unknown> }));
}

/** A page of people to whom anything was handed out since then, ordered by id. */
export async function peopleWithDispensings(
  q: Sql,
  since: Date,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await q.query<{ personId: string }>(
    `select distinct o.patient_id as "personId" from record.other o
     where o.type = 'MedicationDispense' and o.lo >= $1 and ($2::uuid is null or o.patient_id > $2)
     order by o.patient_id limit $3`,
    [since, after ?? null, limit],
  );
  return rows.map(({ personId }) => personId);
}
