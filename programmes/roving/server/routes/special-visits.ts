// Binds the routes of special visits to their use cases.
import { succeed } from '#platform/contract.ts';
import { sheetTemplate } from '#platform/kernel/documents/excel-import.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  agreementBody,
  memberImportBody,
  packageBody,
  packageParams,
  siteParams,
  specialVisitBody,
  specialVisitParams,
  specialVisitRoutes as routes,
} from '../../special-visit-contract.ts';
import type { Parts } from '../parts.ts';
import { packagesOf, savePackageOf } from '../use-cases/packages.ts';
import { importMembers, memberColumns, readMembers } from '../use-cases/site-members.ts';
import { readSums } from '../use-cases/site-sums.ts';
import { readSite, readSites, setAgreement } from '../use-cases/sites.ts';
import { planSpecialVisit } from '../use-cases/special-visits.ts';

const read = { permission: 'roving.site.read', person: 'none' } as const;
const write = { permission: 'roving.site.write', person: 'none' } as const;
const basis = { permission: 'roving.basis.write', person: 'none' } as const;
const importLimit = 15_000_000;

export const specialVisitEndpoints = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  endpoint(
    routes.sites,
    { ...read, summary: 'Care homes, communities and enterprises with agreement, cadence and next visit' },
    ({ actor, now }) => readSites(parts, actor, now),
  ),
  endpoint(
    routes.site,
    { ...read, params: siteParams, summary: 'One site with its visits' },
    ({ actor, params, now }) => readSite(parts, actor, params.servicePointId, now),
  ),
  endpoint(
    routes.setAgreement,
    { ...write, params: siteParams, body: agreementBody, summary: 'Contact and cadence of a site' },
    ({ actor, params, body, ifMatch, now }) => setAgreement(parts, actor, params.servicePointId, body, ifMatch!, now),
  ),
  endpoint(
    routes.members,
    {
      permission: 'roving.site-member.read',
      person: 'filtered',
      params: siteParams,
      summary: 'Name list of a site: people whom the reader may see',
    },
    ({ actor, params, now }) => readMembers(parts, actor, params.servicePointId, now),
  ),
  endpoint(
    routes.importMembers,
    {
      permission: 'roving.site-member.import',
      person: 'filtered',
      params: siteParams,
      body: memberImportBody,
      bodyLimit: importLimit,
      summary: 'Name list from an Excel sheet, with a dry run and errors by row',
    },
    ({ actor, params, body, now }) => importMembers(parts, actor, params.servicePointId, body, now),
  ),
  endpoint(
    routes.addVisit,
    { ...write, params: siteParams, body: specialVisitBody, summary: 'Plan a special visit' },
    ({ actor, params, body, now }) => planSpecialVisit(parts, actor, params.servicePointId, undefined, body, 0, now),
  ),
  endpoint(
    routes.changeVisit,
    { ...write, params: specialVisitParams, body: specialVisitBody, summary: 'Move or cancel a special visit' },
    ({ actor, params, body, ifMatch, now }) =>
      planSpecialVisit(parts, actor, params.servicePointId, params.visitId, body, ifMatch!, now),
  ),
  endpoint(
    routes.sums,
    {
      permission: 'roving.site-sums.read',
      person: 'none',
      params: siteParams,
      summary: 'Sums for the site; small numbers are hidden',
    },
    ({ actor, params, now }) => readSums(parts, actor, params.servicePointId, now),
  ),
  endpoint(routes.packages, { ...read, summary: 'Check-up packages by age and sex' }, async ({ actor }) =>
    succeed({ packages: await packagesOf(parts, actor) }),
  ),
  endpoint(routes.addPackage, { ...basis, body: packageBody, summary: 'Add a check-up package' }, ({ actor, body }) =>
    savePackageOf(parts, actor, undefined, body, 0),
  ),
  endpoint(
    routes.changePackage,
    { ...basis, params: packageParams, body: packageBody, summary: 'Change a check-up package' },
    ({ actor, params, body, ifMatch }) => savePackageOf(parts, actor, params.packageId, body, ifMatch!),
  ),
  {
    kind: 'raw',
    method: 'GET',
    path: '/api/roving/site-members.xlsx',
    permission: 'roving.site-member.import',
    summary: "Empty Excel sheet for a site's name list",
    auditsItself: true,
    handle: async (_request, reply) =>
      reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', 'attachment; filename="site-members.xlsx"')
        .send(await sheetTemplate('名单', memberColumns)),
  },
];
