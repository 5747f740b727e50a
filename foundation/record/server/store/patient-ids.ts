// Finds Patients by their person rows and person rows by their Patients.
import type { Sql } from '#platform/kernel/db/db.ts';

/** Id of the first Patient of each person row that has one. */
export async function patientIdsOf(q: Sql, personIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await q.query<{ patient_id: string; id: string }>(
    'select patient_id, min(id) as id from record.patient where patient_id = any($1::uuid[]) group by patient_id',
    [personIds],
  );
  return new Map(rows.map((row) => [row.patient_id, row.id]));
}
