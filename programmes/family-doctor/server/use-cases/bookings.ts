// Appointments with the family doctor: a slot of the hours, or a home visit that the doctor agrees to; planned visits too.
import { dayOf, fail, succeed, type Day, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { permissions } from '../../contract.ts';
import { addDays, isInForce } from '../../rules/contract-stage.ts';
import { nearDayText } from '../../rules/day-text.ts';
import { slotDays } from '../../rules/slots.ts';
import type {
  Booking,
  BookingBody,
  BookingChangeBody,
  BookingRow,
  ClinicHours,
  ClinicHoursBody,
  PlanVisitBody,
  SlotsReply,
} from '../../workbench-contract.ts';
import type { Parts } from '../parts.ts';
import {
  bookingClosed,
  bookingUnknown,
  dayNotPossible,
  doctorNotInTeam,
  evidenceMissing,
  notInForce,
  slotTaken,
  slotUnknown,
} from '../problems.ts';
import {
  bookingsOf,
  bookingsOfTeams,
  changeBookingRow,
  freeSlot,
  hoursOf,
  insertBooking,
  replaceHours,
  takenSlots,
  takeSlot,
  type BookingFacts,
  type HoursRow,
} from '../store/booking.ts';
import type { ContractRow } from '../store/contract-row.ts';
import { dropBooking, performedOf, sourceOfBooking } from '../store/performed.ts';
import { countFacts } from './count-services.ts';
import { gather } from './gather.ts';
import { chosenTeams, teamsOfActor } from './places.ts';
import { namesOf } from './present.ts';
import { inTransaction } from './refused.ts';

/** Appointments can be made for so many days. */
const daysAhead = 28;
type Asked = { personId: string; bookingId: string };

const minuteOf = (now: Date): number => {
  const local = new Date(now.getTime() + 8 * 3_600_000);
  return local.getUTCHours() * 60 + local.getUTCMinutes();
};

async function contractOf(parts: Parts, personId: string, now: Date): Promise<ContractRow | undefined> {
  const { current } = (await gather(parts, parts.kernel.db, [personId], dayOf(now), now)).of(personId);
  return current && isInForce(current.stage) ? current : undefined;
}
const shown = (row: BookingFacts, doctorName: string): Booking => ({
  bookingId: row.bookingId,
  personId: row.personId,
  kind: row.kind,
  on: row.on,
  ...(row.minute !== null && { minute: row.minute }),
  reason: row.reason,
  state: row.state,
  ...(row.place !== null && { place: row.place }),
  doctorName,
  ...(row.cancelReason !== null && { cancelReason: row.cancelReason }),
});

async function freeDays(parts: Parts, contract: ContractRow, now: Date): Promise<SlotsReply['days']> {
  const q = parts.kernel.db;
  const today = dayOf(now);
  const hours = (await hoursOf(q, [contract.teamId])).filter(({ staffId }) => staffId === contract.doctorId);
  const span = { fromOn: today, toOn: addDays(today, daysAhead) };
  const taken = new Set((await takenSlots(q, contract.doctorId, span)).map(({ on, minute }) => `${on} ${minute}`));
  return slotDays(hours, taken, { today, nowMinute: minuteOf(now) }, daysAhead);
}

export async function readSlots(parts: Parts, personId: string, now: Date): Promise<Result<SlotsReply>> {
  const contract = await contractOf(parts, personId, now);
  // Without a contract there is no doctor whose hours could be booked.
  if (!contract) return succeed({ doctorName: '', days: [] });
  const names = await namesOf(parts, parts.kernel.db);
  return succeed({ doctorName: names.doctor(contract.doctorId), days: await freeDays(parts, contract, now) });
}

export async function listBookings(parts: Parts, personId: string): Promise<Result<{ items: Booking[] }>> {
  const { kernel } = parts;
  const names = await namesOf(parts, kernel.db);
  const rows = await bookingsOf(kernel.db, kernel.cipher, personId);
  return succeed({ items: rows.map((row) => shown(row, names.doctor(row.doctorId))) });
}

export async function book(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: BookingBody,
  now: Date,
): Promise<Result<Booking>> {
  const contract = await contractOf(parts, personId, now);
  if (!contract) return fail(notInForce);
  const today = dayOf(now);
  if (body.on < today || body.on > addDays(today, daysAhead)) return fail(dayNotPossible);
  const known = (await bookingsOf(parts.kernel.db, parts.kernel.cipher, personId)).some(
    ({ bookingId }) => bookingId === body.bookingId,
  );
  let place: string | null = null;
  if (body.kind === 'clinic' && !known) {
    const day = (await freeDays(parts, contract, now)).find(({ on }) => on === body.on);
    if (!day || body.minute === undefined) return fail(slotUnknown);
    if (!day.minutes.includes(body.minute)) return fail(slotTaken);
    place = day.place;
  }
  return write(parts, actor, personId, contract, permissions.confirm, now, {
    bookingId: body.bookingId,
    kind: body.kind,
    on: body.on,
    minute: body.kind === 'clinic' ? body.minute! : null,
    reason: body.reason,
    state: body.kind === 'clinic' ? 'agreed' : 'asked',
    place,
  });
}

/** The doctor's own plan: agreed from the start. */
export async function planVisit(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: PlanVisitBody,
  now: Date,
): Promise<Result<Booking>> {
  const contract = await contractOf(parts, personId, now);
  if (!contract) return fail(notInForce);
  if (body.on < dayOf(now)) return fail(dayNotPossible);
  return write(parts, actor, personId, contract, permissions.write, now, {
    ...body,
    kind: 'home',
    minute: null,
    state: 'agreed',
    place: null,
  });
}

async function write(
  parts: Parts,
  actor: Actor,
  personId: string,
  contract: ContractRow,
  permission: string,
  now: Date,
  row: Pick<BookingFacts, 'bookingId' | 'kind' | 'on' | 'minute' | 'reason' | 'state' | 'place'>,
): Promise<Result<Booking>> {
  const { kernel, messaging } = parts;
  const { teamId, doctorId } = contract;
  const done = await inTransaction(kernel, async (q): Promise<Result<void>> => {
    const fresh = await insertBooking(q, kernel.cipher, {
      ...row,
      personId,
      teamId,
      doctorId,
      at: now,
      accountId: actor.accountId,
    });
    if (!fresh) return succeed(undefined);
    if (
      row.minute !== null &&
      !(await takeSlot(q, { doctorId, on: row.on, minute: row.minute, bookingId: row.bookingId }))
    )
      return fail(slotTaken);
    if (row.kind === 'home' && row.state === 'agreed')
      await messaging.send(q, {
        recipient: personId,
        code: 'family-doctor.visit-agreed',
        parameters: { on: nearDayText(row.on) },
        link: 'family-doctor',
      });
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      persons: [personId],
      object: `FamilyDoctorBooking/${row.bookingId}`,
    });
    return succeed(undefined);
  });
  return done.ok ? one(parts, { personId, bookingId: row.bookingId }) : done;
}

async function one(parts: Parts, { personId, bookingId }: Asked): Promise<Result<Booking>> {
  const found = await listBookings(parts, personId);
  const row = found.ok ? found.value.items.find((item) => item.bookingId === bookingId) : undefined;
  return row ? succeed(row) : fail(bookingUnknown);
}

/** A visit that was noted as done counts by the word of who did it, unless the record shows a visit of that day already. */
async function countHomeVisit(
  parts: Parts,
  q: Transaction,
  row: BookingFacts,
  entry: { evidence: string; byName: string },
  now: Date,
): Promise<void> {
  const known = (await performedOf(q, [row.personId])).some(
    ({ source, performedOn, evidence }) => source === 'visit' && performedOn === row.on && evidence === 'home',
  );
  if (known) return;
  const { personId, bookingId, on } = row;
  const fact = { personId, sourceId: sourceOfBooking(bookingId), on, what: { visit: 'home' }, entry };
  await countFacts(parts, q, [fact], now);
}

/** Residents cancel; the team agrees, moves, notes as done or takes that back, or cancels with a reason. */
export async function changeBooking(
  parts: Parts,
  actor: Actor,
  asked: Asked,
  change: BookingChangeBody,
  now: Date,
): Promise<Result<Booking>> {
  const { kernel, messaging } = parts;
  const byStaff = !hasRole(actor, 'resident');
  const done = await inTransaction(kernel, async (q): Promise<Result<void>> => {
    const row = (await bookingsOf(q, kernel.cipher, asked.personId)).find(
      ({ bookingId }) => bookingId === asked.bookingId,
    );
    if (!row) return fail(bookingUnknown);
    if (row.state === change.state && (!change.on || change.on === row.on)) return succeed(undefined);
    const takenBack = byStaff && row.state === 'done' && change.state === 'agreed' && change.on === undefined;
    if (row.state === 'cancelled' || (row.state === 'done' && !takenBack)) return fail(bookingClosed);
    if (change.state === 'done' && row.on > dayOf(now)) return fail(dayNotPossible);
    if (change.state === 'done' && row.kind === 'home' && !change.evidence) return fail(evidenceMissing);
    if (change.on && (row.kind !== 'home' || change.on < dayOf(now))) return fail(dayNotPossible);
    await changeBookingRow(q, asked, {
      state: change.state,
      ...(change.on && { on: change.on }),
      ...(change.reason && { reason: change.reason }),
    });
    if (change.state === 'cancelled') await freeSlot(q, asked.bookingId);
    if (takenBack) await dropBooking(q, row.personId, row.bookingId);
    if (change.state === 'done' && row.kind === 'home')
      await countHomeVisit(parts, q, row, { evidence: change.evidence!, byName: actor.displayName }, now);
    if (byStaff && change.state !== 'done' && !takenBack)
      await messaging.send(q, {
        recipient: asked.personId,
        code: change.state === 'agreed' ? 'family-doctor.visit-agreed' : 'family-doctor.booking-cancelled',
        parameters: {
          on: nearDayText(change.on ?? row.on),
          ...(change.state === 'cancelled' && { reason: change.reason ?? '' }),
        },
        link: 'family-doctor',
      });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: byStaff ? permissions.write : permissions.confirm,
      outcome: 'success',
      persons: [asked.personId],
      object: `FamilyDoctorBooking/${asked.bookingId}`,
      detail: { state: change.state },
    });
    return succeed(undefined);
  });
  return done.ok ? one(parts, asked) : done;
}

/** Bookings of teams with whom they concern; only people whom the actor may see. */
export async function bookingRows(
  parts: Parts,
  actor: Actor,
  team: string | undefined,
  span: { fromOn: Day; toOn: Day },
  now: Date,
): Promise<BookingRow[]> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const teams = await chosenTeams(parts, q, actor, { permission: permissions.workbench, team, today: dayOf(now) });
  const rows = await bookingsOfTeams(
    q,
    kernel.cipher,
    teams.map(({ teamId }) => teamId),
    span,
  );
  const ids = rows.map(({ personId }) => personId);
  const visible = await kernel.access.reachable(q, actor, permissions.workbench, ids, now);
  const people = new Map((await registry.persons(q, visible)).map((person) => [person.personId, person]));
  for (const personId of visible) actor.span.persons.add(personId);
  const names = await namesOf(parts, q);
  return rows.flatMap((row) => {
    const person = people.get(row.personId);
    return person
      ? [
          {
            ...shown(row, names.doctor(row.doctorId)),
            name: person.name,
            ...(person.phone && { phone: person.phone }),
            villageName: person.villageName ?? '',
            ...(person.address && { address: person.address }),
          },
        ]
      : [];
  });
}

export async function teamBookings(
  parts: Parts,
  actor: Actor,
  team: string | undefined,
  now: Date,
): Promise<Result<{ items: BookingRow[] }>> {
  const today = dayOf(now);
  return succeed({
    items: await bookingRows(parts, actor, team, { fromOn: today, toOn: addDays(today, daysAhead * 2) }, now),
  });
}

export async function readHours(
  parts: Parts,
  actor: Actor,
  team: string | undefined,
  now: Date,
): Promise<Result<{ hours: HoursRow[] }>> {
  const q = parts.kernel.db;
  const teams = await chosenTeams(parts, q, actor, { permission: permissions.workbench, team, today: dayOf(now) });
  return succeed({
    hours: await hoursOf(
      q,
      teams.map(({ teamId }) => teamId),
    ),
  });
}

export async function setHours(
  parts: Parts,
  actor: Actor,
  { teamId, staffId, hours }: ClinicHoursBody,
  now: Date,
): Promise<Result<{ hours: ClinicHours[] }>> {
  const { kernel } = parts;
  const team = (await teamsOfActor(parts, kernel.db, actor, permissions.write, dayOf(now))).find(
    (own) => own.teamId === teamId,
  );
  if (!team?.members.some((member) => member.staffId === staffId)) return fail(doctorNotInTeam);
  if (hours.some(({ fromMinute, toMinute }) => toMinute <= fromMinute)) return fail(slotUnknown);
  await kernel.db.tx(async (q) => {
    await replaceHours(q, { teamId, staffId }, hours);
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: permissions.write,
      outcome: 'success',
      object: `FamilyDoctorHours/${staffId}`,
    });
  });
  return succeed({ hours });
}
