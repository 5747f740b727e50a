// Rows of finished forms by person, newest first.
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Sql } from '#platform/kernel/db/db.ts';

export interface FormAnswerRow {
  personId: string;
  documentId: string;
  form: string;
  version: string;
  on: string;
  answers: Answers;
}

export async function saveFormAnswers(q: Sql, cipher: FieldCipher, rows: readonly FormAnswerRow[]): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into roving.form_answer (patient_id, document_id, form, form_version, answered_on, answers_sealed)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::text[])
     on conflict (patient_id, document_id) do update set form_version = excluded.form_version,
       answered_on = excluded.answered_on, answers_sealed = excluded.answers_sealed`,
    [
      rows.map(({ personId }) => personId),
      rows.map(({ documentId }) => documentId),
      rows.map(({ form }) => form),
      rows.map(({ version }) => version),
      rows.map(({ on }) => on),
      rows.map(({ answers }) => cipher.encrypt(JSON.stringify(answers))),
    ],
  );
}

/** Taken up again: not finished any more. */
export const dropFormAnswer = (q: Sql, personId: string, documentId: string): Promise<unknown> =>
  q.query('delete from roving.form_answer where patient_id = $1 and document_id = $2', [personId, documentId]);

/** The newest `most` of each form and person, in the order of persons, forms and days (newest first). */
export async function newestFormAnswers(
  q: Sql,
  cipher: FieldCipher,
  personIds: readonly string[],
  most: number,
): Promise<FormAnswerRow[]> {
  const rows = await q.query<Omit<FormAnswerRow, 'answers'> & { sealed: string }>(
    `select patient_id as "personId", document_id as "documentId", form, form_version as "version",
       answered_on as "on", answers_sealed as sealed
     from (select f.*, row_number() over (partition by f.patient_id, f.form
             order by f.answered_on desc, f.document_id desc) as place
           from roving.form_answer f where f.patient_id = any($1::uuid[])) newest
     where place <= $2 order by patient_id, form, place`,
    [personIds, most],
  );
  return rows.map(({ sealed, ...row }) => ({ ...row, answers: JSON.parse(cipher.decrypt(sealed)) as Answers }));
}
