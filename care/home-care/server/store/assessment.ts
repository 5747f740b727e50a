// Rows of self-care assessments.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { SelfCareInstrument } from '../../rules/self-care-instruments.ts';

export interface AssessmentRow {
  personId: string;
  assessmentId: string;
  instrument: SelfCareInstrument;
  version: string;
  score: number;
  grade: string;
  assessedAt: Date;
  assessedBy: string;
  organisationId: string;
  simulated: boolean;
}
const columns = `patient_id as "personId", assessment_id as "assessmentId", instrument, version, score, grade,
  assessed_at as "assessedAt", assessed_by as "assessedBy", organisation_id as "organisationId", simulated`;

/** Newest first. */
export const assessmentsOf = (q: Sql, personId: string): Promise<AssessmentRow[]> =>
  q.query<AssessmentRow>(
    `select ${columns} from home_care.assessment where patient_id = $1 order by assessed_at desc, assessment_id desc`,
    [personId],
  );

/** How many are new: one that stands is left alone. */
export async function insertAssessments(q: Sql, rows: readonly AssessmentRow[]): Promise<number> {
  const inserted = await q.query(
    `insert into home_care.assessment (patient_id, assessment_id, instrument, version, score, grade, assessed_at,
       assessed_by, organisation_id, simulated)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::timestamptz[],
       $8::uuid[], $9::uuid[], $10::boolean[])
     on conflict (patient_id, assessment_id) do nothing returning assessment_id`,
    [
      rows.map((row) => row.personId),
      rows.map((row) => row.assessmentId),
      rows.map((row) => row.instrument),
      rows.map((row) => row.version),
      rows.map((row) => row.score),
      rows.map((row) => row.grade),
      rows.map((row) => row.assessedAt),
      rows.map((row) => row.assessedBy),
      rows.map((row) => row.organisationId),
      rows.map((row) => row.simulated),
    ],
  );
  return inserted.length;
}
