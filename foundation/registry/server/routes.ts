// Binds the registry's routes to its use cases.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  assignVillagesBody,
  editPersonBody,
  editSubstitutionBody,
  findPeopleQuery,
  importBody,
  organisationsQuery,
  orgUnitsQuery,
  personParams,
  proxyBody,
  proxyParams,
  registerPersonBody,
  registryRoutes as routes,
  staffQuery,
  substitutionBody,
  substitutionParams,
  teamsQuery,
} from '../contract.ts';
import type { Parts } from './parts.ts';
import { consentEndpoints } from './routes/consents.ts';
import { identityEndpoints } from './routes/identity.ts';
import { openedRecordEndpoints } from './routes/opened-records.ts';
import { servicePointEndpoints } from './routes/service-points.ts';
import { assignVillages } from './use-cases/assign-villages.ts';
import { browseOrganisations, browseStaff, browseUnits } from './use-cases/browse-structure.ts';
import { editPerson } from './use-cases/edit-person.ts';
import { findPeople } from './use-cases/find-people.ts';
import { importResidents } from './use-cases/import-residents.ts';
import { importUnits } from './use-cases/import-units.ts';
import { importStaff } from './use-cases/import-staff.ts';
import { endProxy, grantProxy, listProxies, myPeople } from './use-cases/proxies.ts';
import { makeTemplate } from './use-cases/make-template.ts';
import { readHousehold } from './use-cases/read-household.ts';
import { readPerson } from './use-cases/read-person.ts';
import { registerPerson } from './use-cases/register-person.ts';
import { showTeams } from './use-cases/show-teams.ts';
import { addSubstitution, editSubstitution } from './use-cases/substitute.ts';

const onePerson = ({ params }: { params: { personId: string } }) => params.personId;
/** 14 MB of base64 carry a workbook of 10 MB. */
const importLimit = 15_000_000;

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  ...peopleEndpoints(parts),
  ...structureEndpoints(parts),
  ...servicePointEndpoints(parts),
  ...identityEndpoints(parts),
  ...openedRecordEndpoints(parts),
  ...consentEndpoints(parts),
  templateEndpoint('residents', 'registry.person.import'),
  templateEndpoint('staff', 'registry.staff.import'),
  templateEndpoint('units', 'registry.structure.import'),
];

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function templateEndpoint(what: 'residents' | 'staff' | 'units', permission: string): RawEndpoint {
  return {
    kind: 'raw',
    method: 'GET',
    path: `/api/imports/${what}/template`,
    permission,
    summary: `Empty Excel sheet for the import of ${what}`,
    // Nobody's data: nothing for the audit trail.
    auditsItself: true,
    handle: async (_request, reply) =>
      reply
        .type(workbookType)
        .header('content-disposition', `attachment; filename="tianmu-${what}.xlsx"`)
        .send(await makeTemplate(what)),
  };
}

function peopleEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint(
      routes.findPeople,
      {
        permission: 'registry.person.find',
        person: 'filtered',
        query: findPeopleQuery,
        summary: 'Find people by name, pinyin, initials, ID number, phone, last four or birth date',
      },
      ({ actor, query, now }) => findPeople(parts, actor, query, now),
    ),
    endpoint(
      routes.readPerson,
      { permission: 'registry.person.read', person: onePerson, params: personParams, summary: 'Facts of one person' },
      ({ actor, params, now }) => readPerson(parts, actor, params.personId, now),
    ),
    endpoint(
      routes.registerPerson,
      {
        permission: 'registry.person.register',
        person: 'filtered',
        body: registerPersonBody,
        summary: 'Register a person; a known ID number answers the existing person',
      },
      ({ actor, body, now }) => registerPerson(parts, actor, body, now),
    ),
    endpoint(
      routes.editPerson,
      {
        permission: 'registry.person.edit',
        person: onePerson,
        params: personParams,
        body: editPersonBody,
        summary: 'Change particulars, record death or moving away',
      },
      ({ actor, params, body, ifMatch, now }) => editPerson(parts, actor, params.personId, body, ifMatch!, now),
    ),
    endpoint(
      routes.readHousehold,
      {
        permission: 'registry.household.read',
        person: onePerson,
        params: personParams,
        summary: 'Household of a person',
      },
      ({ actor, params, now }) => readHousehold(parts, actor, params.personId, now),
    ),
    endpoint(
      routes.listProxies,
      {
        permission: 'registry.proxy.read',
        person: onePerson,
        params: personParams,
        summary: 'Who may act for a person',
      },
      ({ actor, params, now }) => listProxies(parts, actor, params.personId, now),
    ),
    endpoint(
      routes.grantProxy,
      {
        permission: 'registry.proxy.grant',
        person: onePerson,
        params: personParams,
        body: proxyBody,
        summary: 'Let a relative act for a person until a day',
      },
      ({ actor, params, body, now }) => grantProxy(parts, actor, params.personId, body, now),
    ),
    endpoint(
      routes.endProxy,
      { permission: 'registry.proxy.grant', person: onePerson, params: proxyParams, summary: 'End a proxy now' },
      ({ actor, params, now }) => endProxy(parts, actor, params.personId, params.proxyId, now),
    ),
    endpoint(
      routes.myPeople,
      {
        permission: 'registry.own-people.read',
        person: 'self',
        summary: 'The resident and those for whom the resident may act',
      },
      ({ actor, now }) => myPeople(parts, actor, now),
    ),
    endpoint(
      routes.importResidents,
      {
        permission: 'registry.person.import',
        person: 'filtered',
        body: importBody,
        bodyLimit: importLimit,
        summary: 'Import residents from an Excel sheet, with a dry run and errors by row',
      },
      ({ actor, body, now }) => importResidents(parts, actor, body, now),
    ),
  ];
}

function structureEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint(
      routes.orgUnits,
      { permission: 'registry.structure.read', person: 'none', query: orgUnitsQuery, summary: 'The organisation tree' },
      ({ query }) => browseUnits(parts, query),
    ),
    endpoint(
      routes.organisations,
      {
        permission: 'registry.structure.read',
        person: 'none',
        query: organisationsQuery,
        summary: 'Hospitals, centres, clinics, stations, private institutions',
      },
      ({ query }) => browseOrganisations(parts, query),
    ),
    endpoint(
      routes.staff,
      { permission: 'registry.staff.read', person: 'none', query: staffQuery, summary: 'Staff with qualifications' },
      ({ query, now }) => browseStaff(parts, query, now),
    ),
    endpoint(
      routes.teams,
      {
        permission: 'registry.team.read',
        person: 'none',
        query: teamsQuery,
        summary: 'Service teams, their villages and the coverage check',
      },
      ({ query, now }) => showTeams(parts, query, now),
    ),
    endpoint(
      routes.assignVillages,
      {
        permission: 'registry.team.write',
        person: 'none',
        body: assignVillagesBody,
        summary: 'Give villages to other teams or name another responsible member, from today',
      },
      ({ actor, body, now }) => assignVillages(parts, actor, body, now),
    ),
    endpoint(
      routes.addSubstitution,
      {
        permission: 'registry.substitution.write',
        person: 'none',
        body: substitutionBody,
        summary: 'Let somebody stand in for a team member',
      },
      ({ actor, body, now }) => addSubstitution(parts, actor, body, now),
    ),
    endpoint(
      routes.editSubstitution,
      {
        permission: 'registry.substitution.write',
        person: 'none',
        params: substitutionParams,
        body: editSubstitutionBody,
        summary: 'Change the days or reason of a substitution',
      },
      ({ actor, params, body, ifMatch, now }) =>
        editSubstitution(parts, actor, params.substitutionId, body, ifMatch!, now),
    ),
    endpoint(
      routes.importUnits,
      {
        permission: 'registry.structure.import',
        person: 'none',
        body: importBody,
        bodyLimit: importLimit,
        summary: 'Import divisions and institutions from an Excel sheet, with a dry run and errors by row',
      },
      ({ actor, body }) => importUnits(parts, actor, body),
    ),
    endpoint(
      routes.importStaff,
      {
        permission: 'registry.staff.import',
        person: 'none',
        body: importBody,
        bodyLimit: importLimit,
        summary: 'Import staff from an Excel sheet, with a dry run and errors by row',
      },
      ({ actor, body, now }) => importStaff(parts, actor, body, now),
    ),
  ];
}
