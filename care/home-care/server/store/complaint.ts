// Rows of complaints: made by the person or a proxy, answered once by the institution; words are sealed.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface StoredComplaint {
  personId: string;
  complaintId: string;
  orderId: string;
  organisationId: string;
  saidSealed: string;
  madeByName: string;
  madeAt: Date;
  answerSealed: string | null;
  answeredByName: string | null;
  answeredAt: Date | null;
}
const columns = `patient_id as "personId", complaint_id as "complaintId", order_id as "orderId",
  organisation_id as "organisationId", said_sealed as "saidSealed", made_by_name as "madeByName", made_at as "madeAt",
  answer_sealed as "answerSealed", answered_by_name as "answeredByName", answered_at as "answeredAt"`;

export const complaintsOf = (q: Sql, personId: string, orderId: string): Promise<StoredComplaint[]> =>
  q.query(
    `select ${columns} from home_care.complaint where patient_id = $1 and order_id = $2 order by made_at, complaint_id`,
    [personId, orderId],
  );

/** Unanswered first. */
export const listComplaints = (q: Sql, organisationIds: readonly string[]): Promise<StoredComplaint[]> =>
  q.query(
    `select ${columns} from home_care.complaint where organisation_id = any($1::uuid[])
     order by answered_at nulls first, made_at desc limit 200`,
    [organisationIds],
  );

export const insertComplaint = (
  q: Sql,
  one: Omit<StoredComplaint, 'answerSealed' | 'answeredByName' | 'answeredAt'>,
): Promise<unknown> =>
  q.query(
    `insert into home_care.complaint (patient_id, complaint_id, order_id, organisation_id, said_sealed, made_by_name,
       made_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (patient_id, complaint_id) do nothing`,
    [one.personId, one.complaintId, one.orderId, one.organisationId, one.saidSealed, one.madeByName, one.madeAt],
  );

/** False where it was answered already. */
export async function answerComplaint(
  q: Sql,
  key: { personId: string; complaintId: string; organisationIds: readonly string[] },
  answer: { sealed: string; byName: string; at: Date },
): Promise<boolean> {
  const rows = await q.query(
    `update home_care.complaint set answer_sealed = $4, answered_by_name = $5, answered_at = $6
     where patient_id = $1 and complaint_id = $2 and organisation_id = any($3::uuid[]) and answered_at is null
     returning complaint_id`,
    [key.personId, key.complaintId, key.organisationIds, answer.sealed, answer.byName, answer.at],
  );
  return rows.length > 0;
}
