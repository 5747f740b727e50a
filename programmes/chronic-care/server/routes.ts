// Binds the routes of registers and worklists to their use cases.
import { hasRole } from '#platform/kernel/access/actor.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  chronicRoutes as routes,
  enrolBody,
  overrideBody,
  permissions,
  personParams,
  registrationParams,
  worklistQuery,
  worklistSheetPath,
} from '../contract.ts';
import type { Parts } from './parts.ts';
import { decideEnrolment, endOverride, overrideColour } from './use-cases/decide-person.ts';
import { readPerson } from './use-cases/read-person.ts';
import { exportWorklist, readWorklist } from './use-cases/worklist.ts';

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const person = ({ params }: { params: { personId: string } }) => params.personId;
const onDisease = { person, params: registrationParams };

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  endpoint(
    routes.person,
    {
      permission: permissions.read,
      person,
      params: personParams,
      summary: 'Chronic diseases of a person with colours',
    },
    ({ params, actor, now }) => readPerson(parts, params.personId, now, hasRole(actor, 'resident')),
  ),
  endpoint(
    routes.enrol,
    { permission: permissions.write, ...onDisease, body: enrolBody, summary: 'Enrol, note a refusal, or end' },
    ({ params, body, actor, now }) => decideEnrolment(parts, actor, params, body, now),
  ),
  endpoint(
    routes.override,
    { permission: permissions.override, ...onDisease, body: overrideBody, summary: 'Another colour for some days' },
    ({ params, body, actor, now }) => overrideColour(parts, actor, params, body, now),
  ),
  endpoint(
    routes.endOverride,
    { permission: permissions.override, ...onDisease, summary: 'The rule decides again' },
    ({ params, actor, now }) => endOverride(parts, actor, params, now),
  ),
  endpoint(
    routes.worklist,
    { permission: permissions.worklist, person: 'filtered', query: worklistQuery, summary: 'People of the registers' },
    ({ query, actor, now }) => readWorklist(parts, actor, query, now),
  ),
  {
    kind: 'raw',
    method: 'GET',
    path: worklistSheetPath,
    permission: permissions.exportWorklist,
    summary: 'The worklist as CSV or Excel (format=csv|xlsx)',
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const { format, ...filters } = request.query as Record<string, string>;
      const query = worklistQuery.safeParse(filters);
      const kind = format === 'xlsx' ? 'xlsx' : 'csv';
      return reply
        .type(kind === 'xlsx' ? excel : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="chronic-care.${kind}"`)
        .send(await exportWorklist(parts, actor, query.success ? query.data : {}, kind, now));
    },
  },
];
