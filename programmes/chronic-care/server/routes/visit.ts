// Binds the routes of the chronic clinic visit to their use cases.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { personParams } from '../../contract.ts';
import { visitBody, visitPermission, visitRoutes as routes } from '../../visit-contract.ts';
import type { Parts } from '../parts.ts';
import { saveVisit } from '../use-cases/save-visit.ts';
import { startVisit } from '../use-cases/start-visit.ts';

const person = ({ params }: { params: { personId: string } }) => params.personId;

export const visitEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.start,
    { permission: visitPermission, person, params: personParams, summary: 'What a chronic clinic visit begins with' },
    ({ params, now }) => startVisit(parts, params.personId, now),
  ),
  endpoint(
    routes.save,
    {
      permission: visitPermission,
      person,
      params: personParams,
      body: visitBody,
      summary: 'Save a chronic clinic visit: all diseases at once',
    },
    ({ params, body, actor, now }) => saveVisit(parts, actor, params.personId, body, now),
  ),
];
