// Binds the routes of home care to their use cases.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { succeed } from '#platform/contract.ts';
import {
  assessBody,
  catalogueItemBody,
  catalogueQuery,
  coverageExportPath,
  coverageQuery,
  eldersExportPath,
  eldersQuery,
  homeCareRoutes as routes,
  nurseParams,
  nursesQuery,
  personParams,
  policiesQuery,
  policyBody,
  policyParams,
  qualificationBody,
} from '../contract.ts';
import type { Parts } from './parts.ts';
import { readCatalogue, saveCatalogueItem } from './use-cases/catalogue.ts';
import { exportCoverage, readCoverage } from './use-cases/coverage.ts';
import { exportElders, readElders } from './use-cases/elders.ts';
import { enterQualification, readNurses } from './use-cases/nurses.ts';
import { readPolicies, setPolicy } from './use-cases/policy.ts';
import { assessSelfCare, readSelfCare } from './use-cases/self-care.ts';

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ofPerson = {
  person: ({ params }: { params: { personId: string } }) => params.personId,
  params: personParams,
} as const;

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  ...elderEndpoints(parts),
  ...offerEndpoints(parts),
  sheet(coverageExportPath, 'home-care.coverage.read', 'Coverage by village as a sheet', (actor, query, format, now) =>
    exportCoverage(parts, actor, coverageQuery.safeParse(query).data?.below, format, now),
  ),
  sheet(eldersExportPath, 'home-care.elder.list', 'Disabled elders as a sheet', (actor, query, format, now) =>
    exportElders(parts, actor, eldersQuery.safeParse(query).data ?? {}, format, now),
  ),
];

function elderEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint(
      routes.selfCare,
      { ...ofPerson, permission: 'home-care.assessment.read', summary: 'Self-care assessments of a person' },
      ({ params, now }) => readSelfCare(parts, params.personId, now),
    ),
    endpoint(
      routes.assess,
      {
        ...ofPerson,
        permission: 'home-care.assessment.write',
        body: assessBody,
        summary: 'Enter a self-care assessment: it goes into the record and may put the person into the list',
      },
      ({ actor, params, body, now }) => assessSelfCare(parts, actor, params.personId, body, now),
    ),
    endpoint(
      routes.elders,
      {
        permission: 'home-care.elder.list',
        person: 'filtered',
        query: eldersQuery,
        summary: 'Disabled elders with the services that they were given',
      },
      ({ actor, query, now }) => readElders(parts, actor, query, now),
    ),
    endpoint(
      routes.coverage,
      {
        permission: 'home-care.coverage.read',
        person: 'none',
        query: coverageQuery,
        summary: 'Share of the listed elders who were given a service, by township or village',
      },
      ({ actor, query, now }) => readCoverage(parts, actor, query.below, now),
    ),
    endpoint(
      routes.policies,
      {
        permission: 'home-care.coverage.read',
        person: 'none',
        query: policiesQuery,
        summary: 'What the county decided about home care: who is listed, how near a check-in is, what is refunded',
      },
      async ({ actor, query, now }) =>
        succeed(await readPolicies(parts, actor.homeUnitId, query.on ? new Date(`${query.on}T23:59:59+08:00`) : now)),
    ),
    endpoint(
      routes.setPolicy,
      {
        permission: 'home-care.policy.write',
        person: 'none',
        params: policyParams,
        body: policyBody,
        summary: 'Change a policy of home care from a day on',
      },
      ({ actor, params, body, now }) => setPolicy(parts, actor, params.policy, body, now),
    ),
  ];
}

function offerEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint(
      routes.catalogue,
      {
        permission: 'home-care.catalogue.read',
        person: 'none',
        query: catalogueQuery,
        summary: 'Home services that an institution offers on a day',
      },
      ({ actor, query, now }) => readCatalogue(parts, actor, query, now),
    ),
    endpoint(
      routes.saveItem,
      {
        permission: 'home-care.catalogue.write',
        person: 'none',
        body: catalogueItemBody,
        summary: 'A service of the catalogue as it holds from a day on',
      },
      ({ actor, body, now }) => saveCatalogueItem(parts, actor, body, now),
    ),
    endpoint(
      routes.nurses,
      {
        permission: 'home-care.qualification.read',
        person: 'none',
        query: nursesQuery,
        summary: 'Nurses of the own institutions with their qualifications for home care',
      },
      ({ actor, query, now }) => readNurses(parts, actor, query.text, now),
    ),
    endpoint(
      routes.saveQualification,
      {
        permission: 'home-care.qualification.write',
        person: 'none',
        params: nurseParams,
        body: qualificationBody,
        summary: "Enter, prolong or suspend a nurse's qualification for home care",
      },
      ({ actor, params, body, now }) => enterQualification(parts, actor, params.nurseId, body, now),
    ),
  ];
}

type Write = (
  actor: Parameters<RawEndpoint['handle']>[2],
  query: Record<string, string>,
  format: 'csv' | 'xlsx',
  now: Date,
) => Promise<Buffer>;
function sheet(path: string, permission: string, summary: string, write: Write): RawEndpoint {
  return {
    kind: 'raw',
    method: 'GET',
    path,
    permission,
    summary,
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const { format, ...query } = request.query as Record<string, string>;
      const kind = format === 'csv' ? 'csv' : 'xlsx';
      return reply
        .type(kind === 'xlsx' ? excel : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${path.split('/').at(-1)}.${kind}"`)
        .send(await write(actor, query, kind, now));
    },
  };
}
