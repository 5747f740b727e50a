// Binds the routes of annual reports to their use cases.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import {
  fileParams,
  populationQuery,
  reportFilePath,
  reportParams,
  reportPermissions as permissions,
  reportRoutes as routes,
  runBody,
  signBody,
  villageQuery,
  type ReportOf,
  type ReportParams,
} from '../../report-contract.ts';
import { makePersonReport, readPersonReport, readReportFile, signPersonReport } from './person-report.ts';
import { reportUnknown } from './problems.ts';
import type { ReportParts } from './report-parts.ts';
import { listVillageReports, listVillages, readPopulation } from './village-reports.ts';
import { startVillageRun } from './village-run.ts';

const ofPerson = {
  person: ({ params }: { params: ReportParams }) => params.personId,
  params: reportParams,
} as const;

const reportOf = ({ personId, year }: ReportParams): ReportOf => ({ personId, year: Number(year) });

export const reportEndpoints = (parts: ReportParts): (Endpoint | RawEndpoint)[] => [
  endpoint(
    routes.person,
    { ...ofPerson, permission: permissions.read, summary: "A person's annual report as its reader may see it" },
    ({ actor, params }) => readPersonReport(parts, actor, reportOf(params)),
  ),
  endpoint(
    routes.make,
    { ...ofPerson, permission: permissions.make, summary: 'Make the annual report from the record as it stands' },
    ({ actor, params, now }) => makePersonReport(parts, actor, reportOf(params), now),
  ),
  endpoint(
    routes.sign,
    {
      ...ofPerson,
      permission: permissions.sign,
      body: signBody,
      summary: 'Sign the health prescription: the resident sees what was kept',
    },
    ({ actor, params, body, now }) => signPersonReport(parts, actor, reportOf(params), body, now),
  ),
  reportFile(parts),
  endpoint(
    routes.villages,
    { permission: permissions.list, person: 'none', summary: 'Villages whose reports the reader may see' },
    ({ actor, now }) => listVillages(parts, actor, now),
  ),
  endpoint(
    routes.village,
    {
      permission: permissions.list,
      person: 'filtered',
      query: villageQuery,
      summary: 'Reports of a village, and how far its run is',
    },
    ({ actor, query, now }) => listVillageReports(parts, actor, query, now),
  ),
  endpoint(
    routes.run,
    {
      permission: permissions.run,
      person: 'filtered',
      body: runBody,
      summary: 'Make the reports of everybody in a village',
    },
    ({ actor, body, now }) => startVillageRun(parts, actor, body, now),
  ),
  endpoint(
    routes.population,
    {
      permission: permissions.population,
      person: 'none',
      query: populationQuery,
      summary: 'Sums over the reports of villages; small numbers hidden',
    },
    ({ actor, query, now }) => readPopulation(parts, actor, query, now),
  ),
];

const reportFile = (parts: ReportParts): RawEndpoint => ({
  kind: 'raw',
  method: 'GET',
  path: reportFilePath,
  permission: permissions.read,
  summary: 'The printed report as PDF',
  auditsItself: true,
  async handle(request, reply, actor, now) {
    const { kernel } = parts;
    const refuse = (problem: Parameters<typeof sendProblem>[1]) =>
      sendProblem(reply, problem, kernel.messages, actor.locale);
    const params = fileParams.safeParse(request.params);
    if (!params.success) return refuse(reportUnknown);
    const { personId, year, kind } = params.data;
    const allowed = await kernel.access.check(kernel.db, actor, permissions.read, personId, now);
    if (!allowed.ok) return refuse(allowed.problem);
    const file = await readReportFile(parts, actor, { ...reportOf(params.data), kind });
    await kernel.audit.recordRead(actor, {
      action: 'read',
      permission: permissions.read,
      outcome: file.ok ? 'success' : 'failed',
      persons: [personId],
      object: `AnnualReport/${year}/${kind}`,
    });
    if (!file.ok) return refuse(file.problem);
    return reply
      .type('application/pdf')
      .header('cache-control', 'no-store')
      .header('content-disposition', `inline; filename="health-report-${year}.pdf"`)
      .send(file.value);
  },
});
