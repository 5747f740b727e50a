// Binds the routes of the indicators to their use cases.
import { fail } from '#platform/contract.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import {
  catalogueParams,
  factsQuery,
  indicatorRoutes as routes,
  recountBody,
  scorecardSheetPath,
  scorecardsQuery,
  trendQuery,
} from '../contract.ts';
import type { Parts } from './parts.ts';
import { indicatorPermissions } from './permissions.ts';
import { catalogueUnknown } from './problems.ts';
import { exportScorecards } from './use-cases/export-scorecards.ts';
import { readFacts } from './use-cases/read-facts.ts';
import { recount } from './use-cases/recount.ts';
import { readScorecards, readTrend } from './use-cases/read-scorecards.ts';

const read = { permission: indicatorPermissions.read, person: 'none', params: catalogueParams } as const;

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  endpoint(
    routes.scorecards,
    { ...read, query: scorecardsQuery, summary: 'Scorecards of a month by county, township, team or vehicle' },
    ({ actor, params, query }) => readScorecards(parts, actor, params.catalogue, query),
  ),
  endpoint(
    routes.trend,
    { ...read, query: trendQuery, summary: 'The last months of one of those who are compared' },
    ({ actor, params, query, now }) => readTrend(parts, actor, params.catalogue, query, now),
  ),
  endpoint(
    routes.facts,
    { ...read, query: factsQuery, summary: 'The facts behind a number' },
    ({ actor, params, query }) => readFacts(parts, actor, params.catalogue, query),
  ),
  endpoint(
    routes.recount,
    {
      permission: indicatorPermissions.count,
      person: 'none',
      params: catalogueParams,
      body: recountBody,
      summary: 'Count a month anew',
    },
    ({ params, body }) => recount(parts, params.catalogue, body.month),
  ),
  {
    kind: 'raw',
    method: 'GET',
    path: scorecardSheetPath,
    permission: indicatorPermissions.read,
    summary: 'The scorecards as an Excel sheet',
    auditsItself: true,
    async handle(request, reply, actor) {
      const params = catalogueParams.safeParse(request.params);
      const query = scorecardsQuery.safeParse(request.query);
      const sheet =
        params.success && query.success
          ? await exportScorecards(parts, actor, params.data.catalogue, query.data)
          : fail(catalogueUnknown);
      if (!sheet.ok) return sendProblem(reply, sheet.problem, parts.kernel.messages, actor.locale);
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename="scorecards-${query.data!.month}.xlsx"`)
        .send(sheet.value);
    },
  },
];
