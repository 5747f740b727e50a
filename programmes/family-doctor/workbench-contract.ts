// What crosses the wire of the family doctor's day: due work, follow-ups, questions, bookings, visits with their route, hand-over.
import { z } from 'zod';
import { route, type Day, type Instant } from '#platform/contract.ts';
import type { Answers, PreviousAnswers } from '#foundation/knowledge/rules/form.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { Sex, Substitution } from '#foundation/registry/contract.ts';
import type { PersonParams } from './contract.ts';
import type { KeyGroup } from './rules/key-group.ts';
import type { ServiceProgress } from './rules/service-plan.ts';

const id = z.uuid();
const day = z.iso.date();
const text = (most: number) => z.string().trim().min(1).max(most);

export const teamQuery = z.object({ team: id.optional() });
export const dueQuery = teamQuery.extend({
  /** What is due and late, late alone, or what comes later. */
  show: z.enum(['due', 'overdue', 'later']).optional(),
  text: z.string().trim().max(50).optional(),
  page: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
});
export type DueQuery = z.infer<typeof dueQuery>;
export interface DueRow extends ServiceProgress {
  personId: string;
  name: string;
  sex: Sex;
  birthOn?: Day;
  phone?: string;
  villageName: string;
  colour?: ChronicColour;
  groups: KeyGroup[];
  serviceName: string;
  /** The form that counts it, where one does. */
  form?: string;
}
export interface DueReply {
  on: Day;
  items: DueRow[];
  total: number;
  next?: string;
  overdue: number;
  due: number;
  waitingQuestions: number;
  bookings: number;
  visits: number;
  renewing: number;
}

export const followUpParams = z.object({ personId: id, form: z.string().regex(/^[a-z0-9-]{2,60}$/) });
export interface FollowUpStart {
  /** Newest first, at most two. */
  before: PreviousAnswers[];
}
export const followUpBody = z.strictObject({
  /** Made by the screen: sent twice, it is one follow-up. */
  followUpId: id,
  form: z.strictObject({ id: z.string().max(60), version: z.string().max(20) }),
  answeredOn: day,
  answers: z.record(z.string().max(60), z.json()),
  visit: z.enum(['clinic', 'home', 'remote']),
});
export type FollowUpBody = Omit<z.infer<typeof followUpBody>, 'answers'> & { answers: Answers };
export interface FollowUpReply {
  followUpId: string;
  /** Services of the contract that it counted for. */
  counted: string[];
  repeated: boolean;
}

export interface Message {
  messageId: string;
  at: Instant;
  from: 'resident' | 'doctor';
  authorName: string;
  text: string;
  readAt?: Instant;
}
export interface ThreadReply {
  personId: string;
  name: string;
  messages: Message[];
  doctorName?: string;
  /** Without a contract nobody answers: the page says how to sign. */
  open: boolean;
}
export const messageBody = z.strictObject({ messageId: id, text: text(1_000) });
export type MessageBody = z.infer<typeof messageBody>;
export interface ThreadRow {
  personId: string;
  name: string;
  sex: Sex;
  birthOn?: Day;
  villageName: string;
  lastAt: Instant;
  lastFrom: 'resident' | 'doctor';
  lastText: string;
  unread: number;
  waiting: boolean;
}

/** Doctor's hours for residents: a weekday (1 Monday to 7 Sunday) with slots of equal length. */
export const clinicHoursBody = z.strictObject({
  teamId: id,
  staffId: id,
  hours: z
    .array(
      z.strictObject({
        weekday: z.number().int().min(1).max(7),
        fromMinute: z.number().int().min(0).max(1439),
        toMinute: z.number().int().min(1).max(1440),
        slotMinutes: z.number().int().min(5).max(120),
        place: text(60),
      }),
    )
    .max(14),
});
export type ClinicHoursBody = z.infer<typeof clinicHoursBody>;
export type ClinicHours = ClinicHoursBody['hours'][number];
export interface SlotsReply {
  doctorName: string;
  days: { on: Day; place: string; minutes: number[] }[];
}
export const bookingKinds = ['clinic', 'home'] as const;
export type BookingKind = (typeof bookingKinds)[number];
export const bookingBody = z.strictObject({
  bookingId: id,
  kind: z.enum(bookingKinds),
  on: day,
  /** Minute of the day; of a home visit nobody promises one. */
  minute: z.number().int().min(0).max(1439).optional(),
  reason: text(200),
});
export type BookingBody = z.infer<typeof bookingBody>;
export const bookingStates = ['asked', 'agreed', 'done', 'cancelled'] as const;
export type BookingState = (typeof bookingStates)[number];
export interface Booking {
  bookingId: string;
  personId: string;
  kind: BookingKind;
  on: Day;
  minute?: number;
  reason: string;
  state: BookingState;
  place?: string;
  doctorName: string;
  cancelReason?: string;
}
export interface BookingRow extends Booking {
  name: string;
  phone?: string;
  villageName: string;
  address?: string;
}
export const bookingParams = z.object({ personId: id, bookingId: id });
export const bookingChangeBody = z.strictObject({
  state: z.enum(['agreed', 'done', 'cancelled']),
  on: day.optional(),
  reason: z.string().trim().max(200).optional(),
  /** Of a home visit that was done: how, and what shows it. */
  evidence: z.string().trim().min(2).max(300).optional(),
});
/** `agreed` after `done` takes the note back. */
export type BookingChangeBody = z.infer<typeof bookingChangeBody>;

export const visitsQuery = teamQuery.extend({ on: day });
export type VisitsQuery = z.infer<typeof visitsQuery>;
/** A stop of the day's route: people of one village are one stop. */
export interface RouteStop {
  villageId: string;
  villageName: string;
  at?: [lon: number, lat: number];
  /** From the stop before; absent where no way is known. */
  metres?: number;
  seconds?: number;
  visits: BookingRow[];
}
export interface VisitsReply {
  on: Day;
  start?: { name: string; at: [lon: number, lat: number] };
  stops: RouteStop[];
  metres: number;
  seconds: number;
  /** `roads` or an estimate by distance. */
  basis: 'roads' | 'estimate';
}
/** The doctor plans a home visit of the own accord. */
export const planVisitBody = z.strictObject({ bookingId: id, on: day, reason: text(200) });
export type PlanVisitBody = z.infer<typeof planVisitBody>;

export interface HandOver {
  noteId: string;
  teamId: string;
  at: Instant;
  byName: string;
  text: string;
  forOn: Day;
  takenBy?: string;
  takenAt?: Instant;
}
export interface HandOverReply {
  notes: HandOver[];
  substitutions: (Substitution & { staffName: string })[];
}
export const handOverBody = z.strictObject({ noteId: id, teamId: id, text: text(1_000), forOn: day });
export type HandOverBody = z.infer<typeof handOverBody>;
export const noteParams = z.object({ noteId: id });

const person = '/api/people/:personId/family-doctor' as const;
export const workbenchRoutes = {
  due: route<{ query: DueQuery; reply: DueReply }>('GET', '/api/family-doctor/due'),
  followUpStart: route<{ params: { personId: string; form: string }; reply: FollowUpStart }>(
    'GET',
    `${person}/follow-ups/:form`,
  ),
  followUp: route<{ params: PersonParams; body: FollowUpBody; reply: FollowUpReply }>('POST', `${person}/follow-ups`),
  threads: route<{ query: z.infer<typeof teamQuery>; reply: { items: ThreadRow[] } }>(
    'GET',
    '/api/family-doctor/threads',
  ),
  thread: route<{ params: PersonParams; reply: ThreadReply }>('GET', `${person}/messages`),
  ask: route<{ params: PersonParams; body: MessageBody; reply: ThreadReply }>('POST', `${person}/questions`),
  answer: route<{ params: PersonParams; body: MessageBody; reply: ThreadReply }>('POST', `${person}/answers`),
  readThread: route<{ params: PersonParams; reply: { unread: number } }>('POST', `${person}/messages/read`),
  hours: route<{
    query: z.infer<typeof teamQuery>;
    reply: { hours: (ClinicHours & { staffId: string; teamId: string })[] };
  }>('GET', '/api/family-doctor/clinic-hours'),
  setHours: route<{ body: ClinicHoursBody; reply: { hours: ClinicHours[] } }>(
    'POST',
    '/api/family-doctor/clinic-hours',
  ),
  slots: route<{ params: PersonParams; reply: SlotsReply }>('GET', `${person}/slots`),
  bookings: route<{ params: PersonParams; reply: { items: Booking[] } }>('GET', `${person}/bookings`),
  book: route<{ params: PersonParams; body: BookingBody; reply: Booking }>('POST', `${person}/bookings`),
  cancelBooking: route<{ params: { personId: string; bookingId: string }; reply: Booking }>(
    'DELETE',
    `${person}/bookings/:bookingId`,
  ),
  changeBooking: route<{
    params: { personId: string; bookingId: string };
    body: BookingChangeBody;
    reply: Booking;
  }>('POST', `${person}/bookings/:bookingId/state`),
  planVisit: route<{ params: PersonParams; body: PlanVisitBody; reply: Booking }>('POST', `${person}/visits`),
  teamBookings: route<{ query: z.infer<typeof teamQuery>; reply: { items: BookingRow[] } }>(
    'GET',
    '/api/family-doctor/bookings',
  ),
  visits: route<{ query: VisitsQuery; reply: VisitsReply }>('GET', '/api/family-doctor/visits'),
  handOver: route<{ query: z.infer<typeof teamQuery>; reply: HandOverReply }>('GET', '/api/family-doctor/hand-over'),
  leaveNote: route<{ body: HandOverBody; reply: HandOverReply }>('POST', '/api/family-doctor/hand-over'),
  takeNote: route<{ params: { noteId: string }; reply: HandOverReply }>(
    'POST',
    '/api/family-doctor/hand-over/:noteId/taken',
  ),
} as const;
/** Follow `family-doctor.thread/<personId>`: somebody wrote. */
export const threadTopic = 'family-doctor.thread';
