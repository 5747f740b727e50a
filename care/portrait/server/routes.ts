// Binds the routes of index and portrait to their use cases.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  answersBody,
  examinedBody,
  lacksQuery,
  lacksSheetPath,
  permissions,
  personParams,
  portraitRoutes as routes,
} from '../contract.ts';
import type { Parts } from './parts.ts';
import type { TagSource } from './tag-source.ts';
import { answer, writeFindings } from './use-cases/answer.ts';
import { readRun, startRun } from './use-cases/county-run.ts';
import { exportLacks, listLacks } from './use-cases/lacks.ts';
import { readPersonIndex } from './use-cases/read-person.ts';
import { readPortrait } from './use-cases/read-portrait.ts';

const ofPerson = {
  person: ({ params }: { params: { personId: string } }) => params.personId,
  params: personParams,
} as const;
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const endpointsOf = (parts: Parts, sources: readonly TagSource[]): (Endpoint | RawEndpoint)[] => [
  endpoint(
    routes.index,
    {
      ...ofPerson,
      permission: permissions.read,
      summary: 'Health index of a person with its parts, trend and standing',
    },
    ({ actor, params, now }) => readPersonIndex(parts, actor, params.personId, now),
  ),
  endpoint(
    routes.answer,
    {
      ...ofPerson,
      permission: permissions.answer,
      body: answersBody,
      summary: 'Write down what only the person can say for the index',
    },
    ({ actor, params, body, now }) => answer(parts, actor, params.personId, body, now),
  ),
  endpoint(
    routes.examined,
    {
      ...ofPerson,
      permission: permissions.frailty,
      body: examinedBody,
      summary: 'Write down what a clinician found: diet sum, items of the frailty index',
    },
    ({ actor, params, body, now }) => writeFindings(parts, actor, params.personId, body, now),
  ),
  endpoint(
    routes.portrait,
    { ...ofPerson, permission: permissions.portrait, summary: 'Tags of a person with what they rest on' },
    ({ actor, params, now }) => readPortrait(parts, sources, actor, params.personId, now),
  ),
  endpoint(
    routes.lacks,
    {
      permission: permissions.lacks,
      person: 'filtered',
      query: lacksQuery,
      summary: 'Who lacks a record, an index or the report of this year',
    },
    ({ actor, query, now }) => listLacks(parts, actor, query, now),
  ),
  {
    kind: 'raw',
    method: 'GET',
    path: lacksSheetPath,
    permission: permissions.lacks,
    summary: 'Who lacks what as a sheet',
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const { format, ...query } = request.query as Record<string, string>;
      const kind = format === 'csv' ? 'csv' : 'xlsx';
      const asked = lacksQuery.safeParse(query).data ?? { what: 'index' as const };
      return reply
        .type(kind === 'xlsx' ? excel : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="who-lacks-${asked.what}.${kind}"`)
        .send(await exportLacks(parts, actor, asked, kind, now));
    },
  },
  endpoint(
    routes.run,
    { permission: permissions.runRead, person: 'none', summary: 'How far the walk through everybody is' },
    () => readRun(parts),
  ),
  endpoint(
    routes.startRun,
    { permission: permissions.run, person: 'none', summary: 'Reckon the index of everybody' },
    ({ actor, now }) => startRun(parts, actor, now),
  ),
];
