// Standing prescriptions of many people: what an interaction check has to know.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface MedicationFound {
  personId: string;
  /** Id of the MedicationRequest. */
  id: string;
  name: string;
  /** WHO ATC codes, where the prescription names them. */
  atc: string[];
}
interface Concept {
  text?: string;
  coding?: { system?: string; code?: string; display?: string }[];
}
export const atcSystem = 'http://www.whocc.no/atc';

export async function activeMedications(q: Sql, personIds: readonly string[]): Promise<MedicationFound[]> {
  const rows = await q.query<{ patient_id: string; id: string; content: string }>(
    `select patient_id, id, content from record.medication_request
     where patient_id = any($1::uuid[]) and status = 'active' and not sensitive order by patient_id, lo desc, id`,
    [personIds],
  );
  return rows.map(({ patient_id: personId, id, content }) => {
    const { medicationCodeableConcept: concept } = JSON.parse(content) as { medicationCodeableConcept?: Concept };
    const coding = concept?.coding ?? [];
    return {
      personId,
      id,
      name: concept?.text ?? coding[0]?.display ?? '',
      atc: coding.flatMap(({ system, code }) => (system === atcSystem && code ? [code] : [])),
    };
  });
}
