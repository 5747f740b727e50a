// Binds the routes of follow-up to their use cases.
import type { FastifyReply } from 'fastify';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  answerBody,
  audienceQuery,
  callBody,
  changeTemplateBody,
  createTemplateBody,
  followUpRoutes as routes,
  linkParams,
  phoneCallBody,
  phoneCallParams,
  outreachesQuery,
  outreachParams,
  publishBody,
  reachTimesBody,
  roundParams,
  roundSheetPath,
  roundsSheetPath,
  startRoundBody,
  templateParams,
  tvParams,
} from '../contract.ts';
import { fail, succeed } from '#platform/contract.ts';
import type { Parts } from './parts.ts';
import { phoneCallOver } from './problems.ts';
import { noteCall, readOutreach, readPermission, takeAnswers, writePermission } from './use-cases/answer.ts';
import { readAudience, startPermission } from './use-cases/audience.ts';
import { policyPermission, readReachTimes, setReachTimes } from './use-cases/reach-policy.ts';
import { answerTelevision, ownPermission, readTelevision, refuseTelevision } from './use-cases/television.ts';
import { exportRound, exportRounds } from './use-cases/export-rounds.ts';
import { answerLink, readLink, refuseLink } from './use-cases/links.ts';
import {
  endRound,
  readPermission as readRounds,
  readRound,
  readRounds as listRounds,
  startRound,
} from './use-cases/rounds.ts';
import * as templates from './use-cases/templates.ts';

const noSuchAddress = { kind: 'not-found', code: 'http/no-such-address' } as const;
const nobody = { person: 'none' } as const;
const ofPerson = {
  person: ({ params }: { params: { personId: string } }) => params.personId,
  params: outreachParams,
} as const;
const mine = { ...nobody, permission: templates.writePermission };
/** A link is typed by nobody: more than this a minute is a machine that guesses. */
const perMinute = 60;

type SheetKind = 'csv' | 'xlsx';
const sheetKind = (query: unknown): SheetKind =>
  (query as Record<string, string>)['format'] === 'xlsx' ? 'xlsx' : 'csv';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const sendSheet = (reply: FastifyReply, name: string, kind: SheetKind, sheet: Buffer) =>
  reply
    .type(kind === 'xlsx' ? excel : 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.${kind}"`)
    .send(sheet);

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  endpoint(
    routes.templates,
    {
      ...nobody,
      permission: templates.readPermission,
      summary: 'Follow-up templates of the own house, and what others have released',
    },
    ({ actor }) => templates.readTemplates(parts, actor),
  ),
  endpoint(
    routes.template,
    { ...nobody, permission: templates.readPermission, params: templateParams, summary: 'One template' },
    ({ actor, params }) => templates.readTemplate(parts, actor, params.templateId),
  ),
  endpoint(
    routes.createTemplate,
    { ...mine, body: createTemplateBody, summary: 'Begin a template' },
    ({ actor, body, now }) => templates.createTemplate(parts, actor, body, now),
  ),
  endpoint(
    routes.changeTemplate,
    { ...mine, params: templateParams, body: changeTemplateBody, summary: 'Change a template; If-Match' },
    ({ actor, params, body, ifMatch, now }) =>
      templates.saveTemplate(parts, actor, params.templateId, body.template, ifMatch!, now),
  ),
  endpoint(
    routes.publish,
    { ...mine, params: templateParams, body: publishBody, summary: 'Release the template as it stands' },
    ({ actor, params, body, now }) => templates.publishTemplate(parts, actor, params.templateId, body.version, now),
  ),
  endpoint(
    routes.retire,
    { ...mine, params: templateParams, summary: 'Offer the template no more' },
    ({ actor, params, now }) => templates.retire(parts, actor, params.templateId, now),
  ),
  endpoint(
    routes.audience,
    { permission: startPermission, person: 'filtered', query: audienceQuery, summary: 'Whom a round may ask' },
    ({ actor, query, now }) => readAudience(parts, actor, query, now),
  ),
  endpoint(
    routes.startRound,
    { permission: startPermission, person: 'filtered', body: startRoundBody, summary: 'Ask a template of many people' },
    ({ actor, body, now }) => startRound(parts, actor, body, now),
  ),
  endpoint(
    routes.rounds,
    { ...nobody, permission: readRounds, summary: 'Rounds of the own house with their counts' },
    ({ actor }) => listRounds(parts, actor),
  ),
  endpoint(
    routes.round,
    {
      permission: readRounds,
      person: 'filtered',
      params: roundParams,
      query: outreachesQuery,
      summary: 'A round with its people, abnormal answers first',
    },
    ({ actor, params, query, now }) => readRound(parts, actor, params.roundId, query, now),
  ),
  {
    kind: 'raw',
    method: 'GET',
    path: roundsSheetPath,
    permission: readRounds,
    summary: 'Rounds of the own house as CSV or Excel (format=csv|xlsx)',
    auditsItself: true,
    async handle(request, reply, actor) {
      const kind = sheetKind(request.query);
      return sendSheet(reply, 'rounds', kind, await exportRounds(parts, actor, kind));
    },
  },
  {
    kind: 'raw',
    method: 'GET',
    path: roundSheetPath,
    permission: readRounds,
    summary: 'The people of a round with their answers as CSV or Excel (format=csv|xlsx), with the filters of its page',
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const kind = sheetKind(request.query);
      const { format: _format, portal: _portal, ...asked } = request.query as Record<string, string>;
      const query = outreachesQuery.safeParse(asked);
      const params = roundParams.safeParse(request.params);
      if (!query.success || !params.success) return reply.code(400).send();
      const sheet = await exportRound(parts, actor, params.data.roundId, query.data, kind, now);
      return sheet.ok ? sendSheet(reply, 'round', kind, sheet.value) : reply.code(404).send();
    },
  },
  endpoint(
    routes.stopRound,
    { ...nobody, permission: startPermission, params: roundParams, summary: 'Ask nobody of this round any more' },
    ({ actor, params, now }) => endRound(parts, actor, params.roundId, now),
  ),
  endpoint(
    routes.outreach,
    { ...ofPerson, permission: readPermission, summary: 'The questions to one person, and the answers' },
    ({ actor, params, now }) => readOutreach(parts, actor, params, now),
  ),
  endpoint(
    routes.answer,
    {
      ...ofPerson,
      permission: writePermission,
      body: answerBody,
      summary: 'Enter the answers that a person gave on the phone',
    },
    ({ actor, params, body, now }) => takeAnswers(parts, actor, params, body.answers, 'staff', now),
  ),
  endpoint(
    routes.call,
    { ...ofPerson, permission: writePermission, body: callBody, summary: 'Note a call that brought no answers' },
    ({ actor, params, body }) => noteCall(parts, actor, params, body),
  ),
  endpoint(
    routes.television,
    { permission: ownPermission, person: 'self', summary: 'Questions that stand on the own television' },
    ({ actor, now }) => readTelevision(parts, actor, now),
  ),
  endpoint(
    routes.answerTelevision,
    {
      permission: ownPermission,
      person: 'self',
      params: tvParams,
      body: answerBody,
      summary: 'Answer the questions on the own television',
    },
    ({ actor, params, body, now }) => answerTelevision(parts, actor, params.outreachId, body.answers, now),
  ),
  endpoint(
    routes.refuseTelevision,
    { permission: ownPermission, person: 'self', params: tvParams, summary: 'Ask not to be asked by machine again' },
    ({ actor, params, now }) => refuseTelevision(parts, actor, params.outreachId, now),
  ),
  endpoint(
    routes.reachTimes,
    { ...nobody, permission: 'follow-up.reach-policy.read', summary: 'When and how often people are asked' },
    ({ actor, now }) => readReachTimes(parts, actor, now),
  ),
  endpoint(
    routes.setReachTimes,
    { ...nobody, permission: policyPermission, body: reachTimesBody, summary: 'Set the hours and attempts of rounds' },
    ({ actor, body, now }) => setReachTimes(parts, actor, body, now),
  ),
  endpoint(
    routes.link,
    { ...nobody, permission: 'public', params: linkParams, perMinute, summary: 'The questions behind a link' },
    ({ params, now }) => readLink(parts, params.token, now),
  ),
  endpoint(
    routes.answerLink,
    {
      ...nobody,
      permission: 'public',
      params: linkParams,
      body: answerBody,
      perMinute,
      summary: 'Answer the questions behind a link',
    },
    ({ params, body, now }) => answerLink(parts, params.token, body.answers, now),
  ),
  endpoint(
    routes.refuseLink,
    { ...nobody, permission: 'public', params: linkParams, perMinute, summary: 'Ask not to be asked by machine again' },
    ({ params, now }) => refuseLink(parts, params.token, now),
  ),
  endpoint(
    routes.phoneCalls,
    { ...nobody, permission: 'public', summary: 'Calls on the invented phones of the demo' },
    async () => (parts.telephone.phones ? succeed({ calls: parts.telephone.phones.calls() }) : fail(noSuchAddress)),
  ),
  endpoint(
    routes.phoneCall,
    {
      ...nobody,
      permission: 'public',
      params: phoneCallParams,
      body: phoneCallBody,
      summary: 'Pick up an invented phone of the demo, press its keys, hang up',
    },
    async ({ params, body }) => {
      const { phones } = parts.telephone;
      if (!phones) return fail(noSuchAddress);
      return phones.act(params.callId, body) ? succeed({ calls: phones.calls() }) : fail(phoneCallOver);
    },
  ),
];
