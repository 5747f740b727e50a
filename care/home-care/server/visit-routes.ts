// Binds the routes of visits, payments, alarms and complaints to their use cases.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { personParams } from '../contract.ts';
import {
  alarmBody,
  alarmParams,
  answerBody,
  complaintBody,
  complaintParams,
  deskQuery,
  paymentBody,
  visitParams,
  visitRoutes as routes,
  workQuery,
} from '../visits-contract.ts';
import type { Parts } from './parts.ts';
import { acknowledgeAlarm, raiseAlarm, readAlarms } from './use-cases/alarms.ts';
import { handleComplaint, makeComplaint, readComplaints } from './use-cases/complaints.ts';
import { payVisit, readOffers, readSheet } from './use-cases/visit-sheet.ts';
import { readDesk, readWork, visitsOfPerson } from './use-cases/work.ts';

const person = ({ params }: { params: { personId: string } }) => params.personId;

export const visitEndpoints = (parts: Parts): Endpoint[] => [...listEndpoints(parts), ...oneVisitEndpoints(parts)];

function listEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint(
      routes.work,
      {
        permission: 'home-care.order.visit',
        person: 'filtered',
        query: workQuery,
        summary: 'Visits that the nurse may take, with distance, and those taken',
      },
      ({ actor, query, now }) =>
        readWork(
          parts,
          actor,
          query.lon !== undefined && query.lat !== undefined ? { lon: query.lon, lat: query.lat } : undefined,
          now,
        ),
    ),
    endpoint(
      routes.desk,
      {
        permission: 'home-care.desk.read',
        person: 'filtered',
        query: deskQuery,
        summary: 'Visits of the own institutions by state',
      },
      ({ actor, query, now }) => readDesk(parts, actor, query, now),
    ),
    endpoint(
      routes.alarms,
      {
        permission: 'home-care.desk.read',
        person: 'filtered',
        summary: 'Alarms of the own institutions, open ones first',
      },
      ({ actor, now }) => readAlarms(parts, actor, now),
    ),
    endpoint(
      routes.complaints,
      { permission: 'home-care.desk.read', person: 'filtered', summary: 'Complaints about the own institutions' },
      ({ actor }) => readComplaints(parts, actor),
    ),
    endpoint(
      routes.offers,
      {
        permission: 'home-care.order.read',
        person,
        params: personParams,
        summary: 'Home services that may be ordered for this person',
      },
      ({ params, now }) => readOffers(parts, params.personId, now),
    ),
    endpoint(
      routes.ofPerson,
      { permission: 'home-care.order.read', person, params: personParams, summary: 'Visits of a person, newest first' },
      ({ actor, params, now }) => visitsOfPerson(parts, actor, params.personId, now),
    ),
  ];
}

function oneVisitEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint(
      routes.read,
      {
        permission: 'home-care.order.read',
        person,
        params: visitParams,
        summary: 'One visit with money and complaints',
      },
      ({ actor, params, now }) => readSheet(parts, actor, params, now),
    ),
    endpoint(
      routes.pay,
      {
        permission: 'home-care.order.pay',
        person,
        params: visitParams,
        body: paymentBody,
        summary: 'Pay what is owed of a visit, once',
      },
      ({ actor, params, body, now }) => payVisit(parts, actor, params, body, now),
    ),
    endpoint(
      routes.complain,
      {
        permission: 'home-care.order.complain',
        person,
        params: visitParams,
        body: complaintBody,
        summary: 'Complain about a visit',
      },
      ({ actor, params, body, now }) => makeComplaint(parts, actor, params, body, now),
    ),
    endpoint(
      routes.answer,
      {
        permission: 'home-care.complaint.answer',
        person,
        params: complaintParams,
        body: answerBody,
        summary: 'Answer a complaint: it is handled then',
      },
      ({ actor, params, body, now }) => handleComplaint(parts, actor, params, body, now),
    ),
    endpoint(
      routes.raiseAlarm,
      {
        permission: 'home-care.order.visit',
        person,
        params: visitParams,
        body: alarmBody,
        summary: "The safety button of the nurse's own visit",
      },
      ({ actor, params, body, now }) => raiseAlarm(parts, actor, params, body, now),
    ),
    endpoint(
      routes.acknowledge,
      {
        permission: 'home-care.desk.read',
        person,
        params: alarmParams,
        summary: 'Say by name that somebody takes care of an alarm',
      },
      ({ actor, params, now }) => acknowledgeAlarm(parts, actor, params, now),
    ),
  ];
}
