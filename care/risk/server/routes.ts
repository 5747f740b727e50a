// Binds risk prediction's routes to their use cases.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  answersBody,
  permissions,
  personParams,
  recallBody,
  recallQuery,
  recallSheetPath,
  riskRoutes as routes,
} from '../contract.ts';
import { riskModels } from '../rules/models.ts';
import type { Parts } from './parts.ts';
import { answerFacts } from './use-cases/answer-facts.ts';
import { readRun, startRun } from './use-cases/county-run.ts';
import { readPersonRisk } from './use-cases/read-person.ts';
import { exportRecall, listRecall, placeRecalls } from './use-cases/recall.ts';

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const person = ({ params }: { params: { personId: string } }) => params.personId;

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  endpoint(
    routes.person,
    {
      permission: permissions.read,
      person,
      params: personParams,
      summary: 'Risks of a person by all models, with what they rest on',
    },
    ({ actor, params, now }) => readPersonRisk(parts, actor, params.personId, now),
  ),
  endpoint(
    routes.answer,
    {
      permission: permissions.answer,
      person,
      params: personParams,
      body: answersBody,
      summary: 'Write down what only the person can say: smoking, relatives, exercise',
    },
    ({ actor, params, body, now }) => answerFacts(parts, actor, params.personId, body, now),
  ),
  endpoint(
    routes.recall,
    {
      permission: permissions.list,
      person: 'filtered',
      query: recallQuery,
      summary: 'People of medium and high risk, the gravest first',
    },
    ({ actor, query, now }) => listRecall(parts, actor, query, now),
  ),
  {
    kind: 'raw',
    method: 'GET',
    path: recallSheetPath,
    permission: permissions.list,
    summary: 'People of medium and high risk as a sheet',
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const { format, ...query } = request.query as Record<string, string>;
      const kind = format === 'csv' ? 'csv' : 'xlsx';
      const asked = recallQuery.safeParse(query).data ?? { model: riskModels[0]!.id };
      return reply
        .type(kind === 'xlsx' ? excel : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="risk-recall-${asked.model}.${kind}"`)
        .send(await exportRecall(parts, actor, asked, kind, now));
    },
  },
  endpoint(
    routes.placeRecalls,
    {
      permission: permissions.list,
      person: 'filtered',
      body: recallBody,
      summary: 'Ask the teams of these people to call them in',
    },
    ({ actor, body, now }) => placeRecalls(parts, actor, body, now),
  ),
  endpoint(
    routes.run,
    { permission: permissions.runRead, person: 'none', summary: 'How far the walk through everybody is' },
    () => readRun(parts),
  ),
  endpoint(
    routes.startRun,
    { permission: permissions.run, person: 'none', summary: 'Reckon the risks of everybody' },
    ({ actor, now }) => startRun(parts, actor, now),
  ),
];
