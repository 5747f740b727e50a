// Binds the routes of the doctor's day to their use cases: due work, follow-ups, messages, bookings, route, hand-over.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { permissions, personParams } from '../../contract.ts';
import {
  bookingBody,
  bookingChangeBody,
  bookingParams,
  clinicHoursBody,
  dueQuery,
  followUpBody,
  followUpParams,
  handOverBody,
  messageBody,
  noteParams,
  planVisitBody,
  teamQuery,
  visitsQuery,
  workbenchRoutes as routes,
  type FollowUpBody,
} from '../../workbench-contract.ts';
import type { Parts } from '../parts.ts';
import {
  book,
  changeBooking,
  listBookings,
  planVisit,
  readHours,
  readSlots,
  setHours,
  teamBookings,
} from '../use-cases/bookings.ts';
import { readDayRoute } from '../use-cases/day-route.ts';
import { saveFollowUp, startFollowUp } from '../use-cases/follow-up.ts';
import { leaveNote, readHandOver, takeNote } from '../use-cases/hand-over.ts';
import { listDue } from '../use-cases/list-due.ts';
import { listThreads, markRead, readThread, writeMessage } from '../use-cases/messages.ts';

const person = ({ params }: { params: { personId: string } }) => params.personId;
const onPerson = (permission: string) => ({ permission, person, params: personParams });
const onTeam = { permission: permissions.workbench, query: teamQuery } as const;

export const workbenchEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.due,
    {
      permission: permissions.workbench,
      person: 'filtered',
      query: dueQuery,
      summary: 'What is due for the signed people of the own teams, by urgency and page',
    },
    ({ actor, query, now }) => listDue(parts, actor, query, now),
  ),
  endpoint(
    routes.followUpStart,
    { permission: permissions.followUp, person, params: followUpParams, summary: 'How a form was filled before' },
    ({ params, now }) => startFollowUp(parts, params, now),
  ),
  endpoint(
    routes.followUp,
    {
      ...onPerson(permissions.followUp),
      body: followUpBody as never,
      summary: 'Save a follow-up into the record; it counts for the contract',
    },
    ({ actor, params, body, now }) => saveFollowUp(parts, actor, params.personId, body as FollowUpBody, now),
  ),
  ...messageEndpoints(parts),
  ...bookingEndpoints(parts),
  endpoint(
    routes.visits,
    {
      permission: permissions.workbench,
      person: 'filtered',
      query: visitsQuery,
      summary: 'Home visits of a day in the order of the shortest way',
    },
    ({ actor, query, now }) => readDayRoute(parts, actor, query, now),
  ),
  endpoint(
    routes.handOver,
    { ...onTeam, person: 'none', summary: 'Hand-over notes and substitutions of the own teams' },
    ({ actor, query, now }) => readHandOver(parts, actor, query.team, now),
  ),
  endpoint(
    routes.leaveNote,
    { permission: permissions.workbench, person: 'none', body: handOverBody, summary: 'Leave a note for the team' },
    ({ actor, body, now }) => leaveNote(parts, actor, body, now),
  ),
  endpoint(
    routes.takeNote,
    { permission: permissions.workbench, person: 'none', params: noteParams, summary: 'Take over what a note says' },
    ({ actor, params, now }) => takeNote(parts, actor, params.noteId, now),
  ),
];

const messageEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.threads,
    { ...onTeam, person: 'filtered', summary: 'Conversations of the own teams, those that wait first' },
    ({ actor, query, now }) => listThreads(parts, actor, query.team, now),
  ),
  endpoint(
    routes.thread,
    { ...onPerson(permissions.read), summary: 'Questions and answers of one person' },
    ({ params, now }) => readThread(parts, params.personId, now),
  ),
  endpoint(
    routes.ask,
    { ...onPerson(permissions.confirm), body: messageBody, perMinute: 20, summary: 'Ask the family doctor' },
    ({ actor, params, body, now }) => writeMessage(parts, actor, params.personId, 'resident', body, now),
  ),
  endpoint(
    routes.answer,
    { ...onPerson(permissions.message), body: messageBody, summary: 'Answer a resident' },
    ({ actor, params, body, now }) => writeMessage(parts, actor, params.personId, 'doctor', body, now),
  ),
  endpoint(
    routes.readThread,
    { ...onPerson(permissions.read), summary: 'Mark what the other side wrote as read' },
    ({ actor, params, now }) => markRead(parts, actor, params.personId, now),
  ),
];

const bookingEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.hours,
    { ...onTeam, person: 'none', summary: "Doctors' hours of the own teams" },
    ({ actor, query, now }) => readHours(parts, actor, query.team, now),
  ),
  endpoint(
    routes.setHours,
    { permission: permissions.write, person: 'none', body: clinicHoursBody, summary: "Set a doctor's hours" },
    ({ actor, body, now }) => setHours(parts, actor, body, now),
  ),
  endpoint(
    routes.slots,
    { ...onPerson(permissions.read), summary: 'Free times of the own family doctor' },
    ({ params, now }) => readSlots(parts, params.personId, now),
  ),
  endpoint(routes.bookings, { ...onPerson(permissions.read), summary: 'Appointments of one person' }, ({ params }) =>
    listBookings(parts, params.personId),
  ),
  endpoint(
    routes.book,
    { ...onPerson(permissions.confirm), body: bookingBody, summary: 'Book a time, or ask for a home visit' },
    ({ actor, params, body, now }) => book(parts, actor, params.personId, body, now),
  ),
  endpoint(
    routes.cancelBooking,
    { permission: permissions.confirm, person, params: bookingParams, summary: 'Cancel an appointment' },
    ({ actor, params, now }) => changeBooking(parts, actor, params, { state: 'cancelled' }, now),
  ),
  endpoint(
    routes.changeBooking,
    {
      permission: permissions.write,
      person,
      params: bookingParams,
      body: bookingChangeBody,
      summary: 'Agree, move, note as done, or cancel with a reason',
    },
    ({ actor, params, body, now }) => changeBooking(parts, actor, params, body, now),
  ),
  endpoint(
    routes.planVisit,
    { ...onPerson(permissions.write), body: planVisitBody, summary: 'Plan a home visit' },
    ({ actor, params, body, now }) => planVisit(parts, actor, params.personId, body, now),
  ),
  endpoint(
    routes.teamBookings,
    { ...onTeam, person: 'filtered', summary: 'Coming appointments of the own teams' },
    ({ actor, query, now }) => teamBookings(parts, actor, query.team, now),
  ),
];
