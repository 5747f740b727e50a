// Binds the routes of the inbox to their use cases.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import {
  assignBody,
  discardBody,
  heldOfPersonParams,
  heldParams,
  heldQuery,
  inboxRoutes as routes,
  versionBody,
} from '../inbox-contract.ts';
import type { Parts } from './parts.ts';
import { assignReading, discardReading, readInbox, reopenReading, takeBack } from './use-cases/inbox.ts';

const decide = 'intake.inbox.decide';
const ofPerson = {
  person: ({ params }: { params: { personId: string } }) => params.personId,
  params: heldOfPersonParams,
  permission: decide,
};
const ofNobody = { person: 'none', params: heldParams, permission: 'intake.inbox.discard' } as const;

export const inboxEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.list,
    {
      permission: 'intake.inbox.read',
      person: 'filtered',
      query: heldQuery,
      summary: 'Readings of the own institutions that wait for somebody, or were decided',
    },
    ({ actor, query, now }) => readInbox(parts, actor, query, now),
  ),
  endpoint(
    routes.assign,
    { ...ofPerson, body: assignBody, summary: 'Say whose a reading is: it goes into that record' },
    ({ actor, params, body, now }) => assignReading(parts, actor, { ...params, ...body }, now),
  ),
  endpoint(
    routes.takeBack,
    { ...ofPerson, body: versionBody, summary: 'Take an assigned reading out of the record again' },
    ({ actor, params, body, now }) => takeBack(parts, actor, { ...params, ...body }, now),
  ),
  endpoint(
    routes.discard,
    { ...ofNobody, body: discardBody, summary: 'Discard a reading, with a reason' },
    ({ actor, params, body, now }) => discardReading(parts, actor, { ...params, ...body }, now),
  ),
  endpoint(
    routes.reopen,
    { ...ofNobody, body: versionBody, summary: 'Let a discarded reading wait again' },
    ({ actor, params, body, now }) => reopenReading(parts, actor, { ...params, ...body }, now),
  ),
];
