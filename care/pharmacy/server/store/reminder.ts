// Rows of reminders, of what is not told again, and of the walk that sends them.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';

export interface ReminderRow {
  personId: string;
  id: string;
  at: Date;
  daysBefore: number;
  /** Sealed. */
  medicines: string;
  sent: boolean;
  withdrawnAt: Date | null;
}
export interface SettledRow {
  personId: string;
  medicine: string;
  dispensedOn: Day;
  daysBefore: number;
}

export const settledOf = (q: Sql, personIds: readonly string[], since: Day): Promise<SettledRow[]> =>
  q.query<SettledRow>(
    `select patient_id as "personId", medicine, dispensed_on::text as "dispensedOn", days_before as "daysBefore"
     from pharmacy.reminded where patient_id = any($1::uuid[]) and dispensed_on >= $2::date`,
    [personIds, since],
  );

export async function insertReminders(
  q: Sql,
  rows: readonly Omit<ReminderRow, 'withdrawnAt'>[],
  settled: readonly (SettledRow & { reminderId: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into pharmacy.reminder (patient_id, id, at, days_before, medicines, sent)
     select r.* from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::integer[], $5::text[], $6::boolean[])
       as r (patient_id, id, at, days_before, medicines, sent) on conflict (patient_id, id) do nothing`,
    [
      rows.map(({ personId }) => personId),
      rows.map(({ id }) => id),
      rows.map(({ at }) => at),
      rows.map(({ daysBefore }) => daysBefore),
      rows.map(({ medicines }) => medicines),
      rows.map(({ sent }) => sent),
    ],
  );
  await q.query(
    `insert into pharmacy.reminded (patient_id, medicine, dispensed_on, days_before, reminder_id)
     select r.* from unnest($1::uuid[], $2::text[], $3::date[], $4::integer[], $5::uuid[])
       as r (patient_id, medicine, dispensed_on, days_before, reminder_id)
     on conflict (patient_id, medicine, dispensed_on, days_before) do nothing`,
    [
      settled.map(({ personId }) => personId),
      settled.map(({ medicine }) => medicine),
      settled.map(({ dispensedOn }) => dispensedOn),
      settled.map(({ daysBefore }) => daysBefore),
      settled.map(({ reminderId }) => reminderId),
    ],
  );
}

/** Newest first. */
export const remindersOf = (q: Sql, personIds: readonly string[], limit: number): Promise<ReminderRow[]> =>
  q.query<ReminderRow>(
    `select patient_id as "personId", id, at, days_before as "daysBefore", medicines, sent, withdrawn_at as "withdrawnAt"
     from pharmacy.reminder where patient_id = any($1::uuid[]) order by at desc, id desc limit $2`,
    [personIds, limit],
  );
export async function withdrawReminders(q: Sql, personId: string, ids: readonly string[], at: Date): Promise<void> {
  await q.query(
    `update pharmacy.reminder set withdrawn_at = $3 where patient_id = $1 and id = any($2::uuid[]) and withdrawn_at is null`,
    [personId, ids, at],
  );
}

export interface WalkRow {
  on: Day;
  afterId: string | null;
  people: number;
  reminders: number;
  finishedAt: Date | null;
}
/** True for whoever begins it. */
export async function beginWalk(q: Sql, on: Day, at: Date): Promise<boolean> {
  const rows = await q.query(
    `insert into pharmacy.walk (on_day, begun_at, people, reminders) values ($1::date, $2, 0, 0)
     on conflict (on_day) do nothing returning on_day`,
    [on, at],
  );
  return rows.length > 0;
}
/** Locked, so that a second server's step waits. */
export const lockWalk = async (q: Sql, on: Day): Promise<WalkRow | undefined> =>
  (
    await q.query<WalkRow>(
      `select on_day::text as "on", after_id as "afterId", people, reminders, finished_at as "finishedAt"
       from pharmacy.walk where on_day = $1::date for update -- local`,
      [on],
    )
  )[0];
export async function moveWalk(
  q: Sql,
  on: Day,
  step: { people: number; reminders: number; afterId: string | undefined; finishedAt: Date | undefined },
): Promise<void> {
  await q.query(
    `update pharmacy.walk set people = people + $2, reminders = reminders + $3, after_id = coalesce($4, after_id),
       finished_at = $5 where on_day = $1::date`,
    [on, step.people, step.reminders, step.afterId ?? null, step.finishedAt ?? null],
  );
}
