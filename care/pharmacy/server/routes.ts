// Binds the pharmacy's routes to their use cases.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  permissions,
  personParams,
  pharmacyRoutes as routes,
  refillOrderBody,
  refillQuery,
  refillSheetPath,
} from '../contract.ts';
import type { Parts } from './parts.ts';
import { exportRefills } from './use-cases/export-refills.ts';
import { listRefills, orderRefills } from './use-cases/list-refills.ts';
import { readMedicines } from './use-cases/read-medicines.ts';

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
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
  {
    kind: 'raw',
    method: 'GET',
    path: refillSheetPath,
    permission: permissions.exportRefills,
    summary: 'The refill list as CSV or Excel (format=csv|xlsx)',
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const { format, ...filters } = request.query as Record<string, string>;
      const query = refillQuery.safeParse(filters);
      const kind = format === 'xlsx' ? 'xlsx' : 'csv';
      return reply
        .type(kind === 'xlsx' ? excel : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="refills.${kind}"`)
        .send(await exportRefills(parts, actor, query.success ? query.data : { list: 'running-out' }, kind, now));
    },
  },
];
