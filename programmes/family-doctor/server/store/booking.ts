// Doctor's hours, bookings and their slots; a slot belongs to whoever inserts it first.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { BookingKind, BookingState, ClinicHours } from '../../workbench-contract.ts';

export interface BookingFacts {
  personId: string;
  bookingId: string;
  teamId: string;
  doctorId: string;
  kind: BookingKind;
  on: Day;
  minute: number | null;
  reason: string;
  state: BookingState;
  place: string | null;
  cancelReason: string | null;
}
const columns = `patient_id as "personId", booking_id as "bookingId", team_id as "teamId", doctor_id as "doctorId", kind,
  booked_on as "on", minute, reason_sealed as reason, state, place, cancel_reason as "cancelReason"`;
const opened = (cipher: FieldCipher, rows: readonly BookingFacts[]): BookingFacts[] =>
  rows.map((row) => ({ ...row, reason: cipher.decrypt(row.reason) }));

export const bookingsOf = async (q: Sql, cipher: FieldCipher, personId: string): Promise<BookingFacts[]> =>
  opened(
    cipher,
    await q.query(
      `select ${columns} from family_doctor.booking where patient_id = $1 order by booked_on desc, minute desc limit 50`,
      [personId],
    ),
  );

/** Not cancelled, from a day to a day. */
export const bookingsOfTeams = async (
  q: Sql,
  cipher: FieldCipher,
  teamIds: readonly string[],
  span: { fromOn: Day; toOn: Day },
): Promise<BookingFacts[]> =>
  opened(
    cipher,
    await q.query(
      `select ${columns} from family_doctor.booking where team_id = any($1::uuid[]) and booked_on between $2 and $3
         and state <> 'cancelled' order by booked_on, minute nulls last, booking_id`,
      [teamIds, span.fromOn, span.toOn],
    ),
  );

/** False where this booking stands already. */
export async function insertBooking(
  q: Sql,
  cipher: FieldCipher,
  one: Omit<BookingFacts, 'cancelReason'> & { at: Date; accountId: string },
): Promise<boolean> {
  const rows = await q.query(
    `insert into family_doctor.booking (patient_id, booking_id, team_id, doctor_id, kind, booked_on, minute,
       reason_sealed, state, place, asked_at, asked_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning booking_id`,
    [
      one.personId,
      one.bookingId,
      one.teamId,
      one.doctorId,
      one.kind,
      one.on,
      one.minute,
      cipher.encrypt(one.reason),
      one.state,
      one.place,
      one.at,
      one.accountId,
    ],
  );
  return rows.length > 0;
}

export const changeBookingRow = (
  q: Sql,
  key: { personId: string; bookingId: string },
  change: { state: BookingState; on?: Day; reason?: string },
): Promise<unknown> =>
  q.query(
    `update family_doctor.booking set state = $3, booked_on = coalesce($4, booked_on),
       cancel_reason = coalesce($5, cancel_reason) where patient_id = $1 and booking_id = $2`,
    [key.personId, key.bookingId, change.state, change.on ?? null, change.reason ?? null],
  );

/** True where the slot was free. */
export async function takeSlot(
  q: Sql,
  slot: { doctorId: string; on: Day; minute: number; bookingId: string },
): Promise<boolean> {
  const rows = await q.query(
    `insert into family_doctor.slot (doctor_id, slot_on, minute, booking_id) values ($1, $2, $3, $4)
     on conflict do nothing returning minute`,
    [slot.doctorId, slot.on, slot.minute, slot.bookingId],
  );
  return rows.length > 0;
}
export const freeSlot = (q: Sql, bookingId: string): Promise<unknown> =>
  q.query('delete from family_doctor.slot where booking_id = $1', [bookingId]);

export const takenSlots = (
  q: Sql,
  doctorId: string,
  span: { fromOn: Day; toOn: Day },
): Promise<{ on: Day; minute: number }[]> =>
  q.query('select slot_on as "on", minute from family_doctor.slot where doctor_id = $1 and slot_on between $2 and $3', [
    doctorId,
    span.fromOn,
    span.toOn,
  ]);

export type HoursRow = ClinicHours & { teamId: string; staffId: string };
export const hoursOf = (q: Sql, teamIds: readonly string[]): Promise<HoursRow[]> =>
  q.query(
    `select team_id as "teamId", staff_id as "staffId", weekday, from_minute as "fromMinute", to_minute as "toMinute",
       slot_minutes as "slotMinutes", place
     from family_doctor.clinic_hours where team_id = any($1::uuid[]) order by staff_id, weekday, from_minute`,
    [teamIds],
  );

export async function replaceHours(
  q: Sql,
  { teamId, staffId }: { teamId: string; staffId: string },
  hours: readonly ClinicHours[],
): Promise<void> {
  await q.query('delete from family_doctor.clinic_hours where team_id = $1 and staff_id = $2', [teamId, staffId]);
  await q.query(
    `insert into family_doctor.clinic_hours (team_id, staff_id, weekday, from_minute, to_minute, slot_minutes, place)
     select $1, $2, * from unnest($3::smallint[], $4::smallint[], $5::smallint[], $6::smallint[], $7::text[])`,
    [
      teamId,
      staffId,
      hours.map((one) => one.weekday),
      hours.map((one) => one.fromMinute),
      hours.map((one) => one.toMinute),
      hours.map((one) => one.slotMinutes),
      hours.map((one) => one.place),
    ],
  );
}
