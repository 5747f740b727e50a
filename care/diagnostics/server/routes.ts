// Binds the routes of readings and studies to their use cases.
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  answerBody,
  diagnosticsRoutes as routes,
  fileParams,
  readingsQuery,
  studyFilePath,
  studyParams,
} from '../contract.ts';
import type { Parts } from './parts.ts';
import { fileNotHere } from './problems.ts';
import { answerStudy } from './use-cases/answer-study.ts';
import { openStudy, readFile, readReadings, readStudy } from './use-cases/read-studies.ts';

const ofStudy = {
  person: ({ params }: { params: { personId: string; study: string } }) => params.personId,
  params: studyParams,
} as const;

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  endpoint(
    routes.readings,
    {
      permission: 'diagnostics.reading.read',
      person: 'filtered',
      query: readingsQuery,
      summary: 'Studies that wait at the own hospital, urgent and long waiting ones first',
    },
    ({ actor, query, now }) => readReadings(parts, actor, query, now),
  ),
  endpoint(
    routes.study,
    { ...ofStudy, permission: 'diagnostics.study.read', summary: 'A study that was sent out, with values and files' },
    ({ params, now }) => readStudy(parts, params, now),
  ),
  endpoint(
    routes.open,
    { ...ofStudy, permission: 'diagnostics.reading.answer', summary: 'Say that the asker reads it now' },
    ({ actor, params, now }) => openStudy(parts, actor, params, now),
  ),
  endpoint(
    routes.answer,
    {
      ...ofStudy,
      permission: 'diagnostics.reading.answer',
      body: answerBody,
      summary: "Sign a conclusion: it goes into the visit and the person's record",
    },
    ({ actor, params, body, now }) => answerStudy(parts, actor, params, body, now),
  ),
  {
    kind: 'raw',
    method: 'GET',
    path: studyFilePath,
    permission: 'diagnostics.study.read',
    summary: 'The bytes of a file of a study',
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const { kernel } = parts;
      const refuse = (problem: Parameters<typeof sendProblem>[1]) =>
        sendProblem(reply, problem, kernel.messages, actor.locale);
      const params = fileParams.safeParse(request.params);
      if (!params.success) return refuse(fileNotHere);
      const permission = 'diagnostics.study.read';
      const allowed = await kernel.access.check(kernel.db, actor, permission, params.data.personId, now);
      if (!allowed.ok) return refuse(allowed.problem);
      const file = await readFile(parts, params.data);
      await kernel.audit.recordRead(actor, {
        action: 'read',
        permission,
        outcome: file.ok ? 'success' : 'failed',
        persons: [params.data.personId],
        object: `StudyFile/${params.data.file}`,
      });
      if (!file.ok) return refuse(file.problem);
      return reply
        .type(file.value.mediaType)
        .header('cache-control', 'no-store')
        .header('content-disposition', 'inline')
        .send(file.value.content);
    },
  },
];
