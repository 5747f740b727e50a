// Rows of the registers that are set aside while their record is joined to another.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Disease } from '../../rules/disease.ts';

export interface AsideKey {
  goldenId: string;
  disease: Disease;
  ofPerson: string;
}

/** Takes the row of `ofPerson` out of its register. */
export async function setAside(q: Sql, { goldenId, disease, ofPerson }: AsideKey, at: Date): Promise<void> {
  await q.query(
    `insert into chronic_care.set_aside (patient_id, disease, of_person, row, at)
     select $1, r.disease, r.patient_id, to_jsonb(r), $4 from chronic_care.registration r
     where r.patient_id = $3 and r.disease = $2
     on conflict (patient_id, disease, of_person) do update set row = excluded.row, at = excluded.at`,
    [goldenId, disease, ofPerson, at],
  );
  await q.query('delete from chronic_care.registration where patient_id = $1 and disease = $2', [ofPerson, disease]);
}

/** The golden id's register says from now on what stood in that of `from`, but for the colour; its own row is kept. */
export async function takeOver(
  q: Sql,
  { goldenId, disease }: Omit<AsideKey, 'ofPerson'>,
  from: string,
  at: Date,
): Promise<void> {
  await q.query(
    `insert into chronic_care.set_aside (patient_id, disease, of_person, replaced_by, row, at)
     values ($1, $2, $1, $3,
       (select to_jsonb(r) from chronic_care.registration r where r.patient_id = $1 and r.disease = $2), $4)
     on conflict (patient_id, disease, of_person) do nothing`,
    [goldenId, disease, from, at],
  );
  await q.query('delete from chronic_care.registration where patient_id = $1 and disease = $2', [goldenId, disease]);
  await q.query(
    `insert into chronic_care.registration
     select p.* from chronic_care.set_aside a,
       jsonb_populate_record(null::chronic_care.registration, a.row || jsonb_build_object('patient_id', $1::uuid, 'colour', null, 'rule', null)) p
     where a.patient_id = $1 and a.disease = $2 and a.of_person = $3 and a.row is not null`,
    [goldenId, disease, from],
  );
}

/** What was set aside for this person's record while it stood under another golden id. */
export const asideUnderOthers = (q: Sql, ofPerson: string, goldenId: string): Promise<AsideKey[]> =>
  q.query(
    `select patient_id as "goldenId", disease, of_person as "ofPerson" from chronic_care.set_aside
     where of_person = $1 and patient_id <> $2 order by patient_id, disease`,
    [ofPerson, goldenId],
  );

/** The row stands in its register again, without a colour: that is derived anew. */
export async function putBack(q: Sql, { goldenId, disease, ofPerson }: AsideKey): Promise<void> {
  await q.query(
    `insert into chronic_care.registration
     select p.* from chronic_care.set_aside a,
       jsonb_populate_record(null::chronic_care.registration, a.row || '{"colour": null, "rule": null}'::jsonb) p
     where a.patient_id = $1 and a.disease = $2 and a.of_person = $3 and a.row is not null
     on conflict (patient_id, disease) do nothing`,
    [goldenId, disease, ofPerson],
  );
  await q.query('delete from chronic_care.set_aside where patient_id = $1 and disease = $2 and of_person = $3', [
    goldenId,
    disease,
    ofPerson,
  ]);
}

/** Whether the golden id's row was taken over from this person. */
export const tookOver = async (q: Sql, { goldenId, disease }: AsideKey, from: string): Promise<boolean> =>
  (
    await q.query(
      `select 1 from chronic_care.set_aside where patient_id = $1 and disease = $2 and of_person = $1
         and replaced_by = $3`,
      [goldenId, disease, from],
    )
  ).length > 0;
