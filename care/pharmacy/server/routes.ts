// Binds the pharmacy's routes to their use cases.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { permissions, personParams, pharmacyRoutes as routes, refillOrderBody, refillQuery } from '../contract.ts';
import type { Parts } from './parts.ts';
import { listRefills, orderRefills } from './use-cases/list-refills.ts';
import { readMedicines } from './use-cases/read-medicines.ts';

export const endpointsOf = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.medicines,
    {
      permission: permissions.readMedicines,
      person: ({ params }) => params.personId,
      params: personParams,
      summary: 'Medicines of a person, how long they last, days covered, and reminders with their receipts',
    },
    ({ actor, params, now }) => readMedicines(parts, actor, params.personId, now),
  ),
  endpoint(
    routes.refills,
    {
      permission: permissions.listRefills,
      person: 'filtered',
      query: refillQuery,
      summary: 'Whose medicines run out, or who has them on fewer than 80 % of the days',
    },
    ({ actor, query, now }) => listRefills(parts, actor, query, now),
  ),
  endpoint(
    routes.orderRefills,
    {
      permission: permissions.orderRefills,
      person: 'filtered',
      body: refillOrderBody,
      summary: 'Have the medicines of these people brought home',
    },
    ({ actor, body, now }) => orderRefills(parts, actor, body.personIds, now),
  ),
];
