// Rows of attendances, referrals and ratings as the evaluation counts them.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { AttendanceFacts } from '../../rules/crew/attendance-facts.ts';

export interface AttendanceRow extends AttendanceFacts {
  personId: string;
  attendanceId: string;
}

export async function saveAttendance(q: Sql, row: AttendanceRow): Promise<void> {
  await q.query(
    `insert into roving.attendance (patient_id, attendance_id, visit_id, started_at, has_reason, has_pressure, has_note,
       is_signed, abnormal) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (patient_id, attendance_id) do update set visit_id = excluded.visit_id, started_at = excluded.started_at,
       has_reason = excluded.has_reason, has_pressure = excluded.has_pressure, has_note = excluded.has_note,
       is_signed = excluded.is_signed, abnormal = excluded.abnormal`,
    [
      row.personId,
      row.attendanceId,
      row.visitId ?? null,
      row.startedAt,
      row.hasReason,
      row.hasPressure,
      row.hasNote,
      row.isSigned,
      row.abnormal,
    ],
  );
}

/** In the order of their times. */
export const attendancesBetween = (q: Sql, from: Date, to: Date): Promise<AttendanceRow[]> =>
  q.query<AttendanceRow>(
    `select patient_id as "personId", attendance_id as "attendanceId", visit_id as "visitId", started_at as "startedAt",
       has_reason as "hasReason", has_pressure as "hasPressure", has_note as "hasNote", is_signed as "isSigned", abnormal
     from roving.attendance where started_at >= $1 and started_at < $2 order by started_at, attendance_id`,
    [from, to],
  );

export const saveReferral = (q: Sql, personId: string, referralId: string, at: Date): Promise<unknown> =>
  q.query(
    `insert into roving.referral (patient_id, referral_id, made_at) values ($1, $2, $3)
     on conflict (patient_id, referral_id) do nothing`,
    [personId, referralId, at],
  );
export const dropReferral = (q: Sql, personId: string, referralId: string): Promise<unknown> =>
  q.query('delete from roving.referral where patient_id = $1 and referral_id = $2', [personId, referralId]);

export interface CareMoment {
  personId: string;
  at: Date;
}
/** Attendances, finished forms and referrals of these people between two times. */
export const careMoments = (q: Sql, personIds: readonly string[], from: Date, to: Date): Promise<CareMoment[]> =>
  q.query<CareMoment>(
    `select patient_id as "personId", started_at as at from roving.attendance
       where patient_id = any($1::uuid[]) and started_at >= $2 and started_at < $3
     union all select patient_id, made_at from roving.referral
       where patient_id = any($1::uuid[]) and made_at >= $2 and made_at < $3`,
    [personIds, from, to],
  );

export interface RatingRow {
  personId: string;
  visitId: string;
  stars: number;
  ratedAt: Date;
}
export async function saveRating(q: Sql, row: RatingRow & { saidSealed: string | null }): Promise<void> {
  await q.query(
    `insert into roving.visit_rating (patient_id, visit_id, stars, said_sealed, rated_at) values ($1, $2, $3, $4, $5)
     on conflict (patient_id, visit_id) do update set stars = excluded.stars, said_sealed = excluded.said_sealed,
       rated_at = excluded.rated_at`,
    [row.personId, row.visitId, row.stars, row.saidSealed, row.ratedAt],
  );
}
export const ratingsOfVisits = (q: Sql, visitIds: readonly string[]): Promise<RatingRow[]> =>
  q.query<RatingRow>(
    `select patient_id as "personId", visit_id as "visitId", stars, rated_at as "ratedAt" from roving.visit_rating
     where visit_id = any($1::uuid[])`,
    [visitIds],
  );
export const ratingsOfPerson = (q: Sql, personId: string, visitIds: readonly string[]): Promise<RatingRow[]> =>
  q.query<RatingRow>(
    `select patient_id as "personId", visit_id as "visitId", stars, rated_at as "ratedAt" from roving.visit_rating
     where patient_id = $1 and visit_id = any($2::uuid[])`,
    [personId, visitIds],
  );

export interface FormDone {
  personId: string;
  form: string;
  on: string;
  documentId: string;
  /** The same person's last one of the form before it. */
  lastOn: string | null;
}
export const formsDone = (q: Sql, fromOn: string, toOn: string): Promise<FormDone[]> =>
  q.query<FormDone>(
    `select patient_id as "personId", form, answered_on as "on", document_id as "documentId", last_on as "lastOn" from (
       select f.*, lag(f.answered_on) over (partition by f.patient_id, f.form order by f.answered_on, f.document_id) as last_on
       from roving.form_answer f where f.patient_id in (
         select patient_id from roving.form_answer where answered_on between $1 and $2)) done
     where answered_on between $1 and $2 order by answered_on, document_id`,
    [fromOn, toOn],
  );
