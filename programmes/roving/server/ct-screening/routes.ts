// Binds the routes of the CT screening to their use cases.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import { parseWith } from '#platform/kernel/http/validation.ts';
import {
  ctAnswerBody,
  ctCaseFilters,
  ctCaseParams,
  ctCasesQuery,
  ctConsentBody,
  ctDayQuery,
  ctEvaluationBody,
  ctFactsBody,
  ctInvitationBody,
  ctInvitationsBody,
  ctPeopleQuery,
  ctPermissions,
  ctPersonParams,
  ctPolicyBody,
  ctReportBody,
  ctResultBody,
  ctRoutes as routes,
  ctScanBody,
  ctSlotBody,
  ctYearParams,
  ctYearQuery,
} from '../../ct-screening-contract.ts';
import type { LungFacts } from '../../rules/ct-screening/lung-facts.ts';
import type { Parts } from '../parts.ts';
import { answerInvitation, bookSlot, releaseSlot, waitForSlot } from './answer.ts';
import { enterResult, exportCases, readCases } from './cases.ts';
import { giveConsent, takeConsentBack } from './consent.ts';
import { checkIn, noteScan, readDayList, readWorklist } from './day.ts';
import { startEvaluation } from './evaluate.ts';
import { enterFacts, invitePerson, inviteVillage } from './invite.ts';
import { readFigures, readPeople, readPerson, readStops, setCtPolicy } from './overview.ts';
import { readQueue, signReport } from './report.ts';

const person = ({ params }: { params: { personId: string } }) => params.personId;
const ofYear = (params: { personId: string; year: string }) => ({
  personId: params.personId,
  year: Number(params.year),
});
const onPerson = (permission: string) => ({ permission, person, params: ctYearParams });

export const ctScreeningEndpoints = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  ...personEndpoints(parts),
  ...staffEndpoints(parts),
  ...listEndpoints(parts),
  ...(['csv', 'xlsx'] as const).map((format) => sheetEndpoint(parts, format)),
];

const personEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.person,
    {
      permission: ctPermissions.person,
      person,
      params: ctPersonParams,
      summary: "A person's CT screenings, results and what is followed",
    },
    ({ actor, params, now }) => readPerson(parts, actor, params.personId, now),
  ),
  endpoint(
    routes.answer,
    { ...onPerson(ctPermissions.answer), body: ctAnswerBody, summary: 'Accept, decline, or ask for a call' },
    ({ actor, params, body, now }) => answerInvitation(parts, actor, ofYear(params), body.answer, now),
  ),
  endpoint(
    routes.book,
    { ...onPerson(ctPermissions.answer), body: ctSlotBody, summary: 'Book or change the slot; the first one has it' },
    ({ actor, params, body, now }) => bookSlot(parts, actor, ofYear(params), body.minute, now),
  ),
  endpoint(
    routes.release,
    { ...onPerson(ctPermissions.answer), summary: 'Leave the slot or the waiting list' },
    ({ actor, params, now }) => releaseSlot(parts, actor, ofYear(params), now),
  ),
  endpoint(
    routes.wait,
    { ...onPerson(ctPermissions.answer), summary: 'Wait for a slot where none is left' },
    ({ actor, params, now }) => waitForSlot(parts, actor, ofYear(params), now),
  ),
  endpoint(
    routes.consent,
    { ...onPerson(ctPermissions.answer), body: ctConsentBody, summary: 'Consent to the scan, with its text by hash' },
    ({ actor, params, body, now }) => giveConsent(parts, actor, ofYear(params), body, now),
  ),
  endpoint(
    routes.withdraw,
    { ...onPerson(ctPermissions.answer), summary: 'Take the consent back before the scan' },
    ({ actor, params, now }) => takeConsentBack(parts, actor, ofYear(params), now),
  ),
];

const staffEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.invite,
    {
      ...onPerson(ctPermissions.invite),
      body: ctInvitationBody,
      summary: 'Invite one person by name, with a reason where the rule did not',
    },
    ({ actor, params, body, now }) => invitePerson(parts, actor, ofYear(params), body.reason, now),
  ),
  endpoint(
    routes.facts,
    { ...onPerson(ctPermissions.invite), body: ctFactsBody, summary: 'Answers that the rule lacks, into the record' },
    ({ actor, params, body, now }) => enterFacts(parts, actor, ofYear(params), body as LungFacts, now),
  ),
  endpoint(
    routes.arrive,
    { ...onPerson(ctPermissions.day), summary: 'Check in at the CT truck; gives the accession number' },
    ({ actor, params, now }) => checkIn(parts, actor, ofYear(params), now),
  ),
  endpoint(
    routes.scan,
    { ...onPerson(ctPermissions.day), body: ctScanBody, summary: 'Scanned, or not and why' },
    ({ actor, params, body, now }) => noteScan(parts, actor, ofYear(params), body, now),
  ),
  endpoint(
    routes.report,
    { ...onPerson(ctPermissions.report), body: ctReportBody, summary: 'Sign the report; opens what is followed' },
    ({ actor, params, body, now }) => signReport(parts, actor, ofYear(params), body, now),
  ),
  endpoint(
    routes.result,
    {
      permission: ctPermissions.followUp,
      person,
      params: ctCaseParams,
      body: ctResultBody,
      summary: 'Result of a follow-up: it goes on, or is closed',
    },
    ({ actor, params, body, now }) => enterResult(parts, actor, params, body, now),
  ),
];

const listEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.stops,
    {
      permission: ctPermissions.read,
      person: 'none',
      query: ctYearQuery,
      summary: 'CT stops of the own villages, in sums',
    },
    ({ actor, query, now }) => readStops(parts, actor, Number(query.year), now),
  ),
  endpoint(
    routes.figures,
    {
      permission: ctPermissions.read,
      person: 'none',
      query: ctYearQuery,
      summary: 'The year by township; small numbers of others are hidden',
    },
    ({ actor, query, now }) => readFigures(parts, actor, Number(query.year), now),
  ),
  endpoint(
    routes.evaluate,
    {
      permission: ctPermissions.invite,
      person: 'none',
      body: ctEvaluationBody,
      summary: 'Run the low-dose CT rule over own villages',
    },
    ({ actor, body, now }) => startEvaluation(parts, actor, body, now),
  ),
  endpoint(
    routes.inviteAll,
    {
      permission: ctPermissions.invite,
      person: 'filtered',
      body: ctInvitationsBody,
      summary: 'Invite all whom the rule found in a village',
    },
    ({ actor, body, now }) => inviteVillage(parts, actor, body, now),
  ),
  endpoint(
    routes.people,
    {
      permission: ctPermissions.people,
      person: 'filtered',
      query: ctPeopleQuery,
      summary: 'People of the own villages with their stage, by page',
    },
    ({ actor, query, now }) => readPeople(parts, actor, query, now),
  ),
  endpoint(
    routes.day,
    { permission: ctPermissions.day, person: 'filtered', query: ctDayQuery, summary: 'Who comes to the CT on a day' },
    ({ actor, query, now }) => readDayList(parts, actor, query.on, now),
  ),
  endpoint(
    routes.worklist,
    {
      permission: ctPermissions.day,
      person: 'filtered',
      query: ctDayQuery,
      summary: "Worklist of the CT's console: checked in, not yet scanned",
    },
    ({ actor, query, now }) => readWorklist(parts, actor, query.on, now),
  ),
  endpoint(
    routes.readings,
    { permission: ctPermissions.report, person: 'filtered', summary: 'Scans that wait for their report' },
    ({ actor, now }) => readQueue(parts, actor, now),
  ),
  endpoint(
    routes.cases,
    {
      permission: ctPermissions.followUp,
      person: 'filtered',
      query: ctCasesQuery,
      summary: 'Findings that are followed, with their clocks, by page',
    },
    ({ actor, query, now }) => readCases(parts, actor, query, now),
  ),
  endpoint(
    routes.setPolicy,
    {
      permission: 'roving.basis.write',
      person: 'none',
      body: ctPolicyBody,
      summary: 'Slots and clocks of the CT screening from a day on',
    },
    ({ actor, body }) => setCtPolicy(parts, actor, body),
  ),
];

const sheetTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const sheetEndpoint = (parts: Parts, format: 'csv' | 'xlsx'): RawEndpoint => ({
  kind: 'raw',
  method: 'GET',
  path: `/api/roving/ct-screening/cases.${format}`,
  permission: ctPermissions.followUp,
  summary: `Findings that are followed as ${format.toUpperCase()}, with the filters of the list`,
  auditsItself: true,
  handle: async (request, reply, actor, now) => {
    const { portal: _, ...asked } = request.query as Record<string, unknown>;
    const filters = parseWith(ctCaseFilters, asked, 'query', actor.locale);
    if (!filters.ok) return sendProblem(reply, filters.problem, parts.kernel.messages, actor.locale);
    return reply
      .type(sheetTypes[format])
      .header('content-disposition', `attachment; filename="ct-cases.${format}"`)
      .send(await exportCases(parts, actor, filters.value, format, now));
  },
});
