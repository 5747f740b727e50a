// The CapabilityStatement, made from the same table as the searches.
import { resourceTypes } from '#platform/fhir/structure.ts';
import { eventParameters } from '../../rules/audit-event/event-query.ts';
import { operations } from './operations/index.ts';
import type { FhirOperation } from './operations/operation.ts';
import { parametersOf } from '../../rules/search-parameters.ts';

/** The day on which what this server can do changed last. */
const changedOn = '2026-11-25';
const interactions = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
];

function operationsOf(wanted: (operation: FhirOperation) => boolean): object {
  const found = operations.filter(wanted).map(({ name, definition }) => ({ name, definition }));
  return found.length > 0 ? { operation: found } : {};
}

/** The audit trail is read only. */
const auditEvent = {
  type: 'AuditEvent',
  interaction: [{ code: 'read' }, { code: 'search-type' }],
  versioning: 'no-version',
  searchParam: eventParameters,
};

function resourceOf(type: string): object {
  if (type === 'AuditEvent') return auditEvent;
  const parameters = [...parametersOf(type).values()];
  const references = parameters.filter((one) => one.type === 'reference').map((one) => `${type}:${one.name}`);
  return {
    type,
    interaction: interactions.map((code) => ({ code })),
    versioning: 'versioned-update',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'full-support',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    referencePolicy: ['literal', 'local'],
    ...(references.length > 0 ? { searchInclude: references } : {}),
    searchParam: parameters.map(({ name, definition, type: parameterType }) => ({
      name,
      definition,
      type: parameterType,
    })),
    ...operationsOf((operation) => operation.types !== 'any' && (operation.types?.includes(type) ?? false)),
  };
}

/** SMART App Launch 2: where an app finds the authorization server. */
const oauthAddresses = (issuer: string): object => ({
  url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
  extension: ['authorize', 'token', 'introspect', 'revoke'].map((url) => ({ url, valueUri: `${issuer}/${url}` })),
});

let rest: object[] | undefined;

export function capabilityStatement(base: string): object {
  rest ??= [...resourceTypes].toSorted().map(resourceOf);
  return {
    resourceType: 'CapabilityStatement',
    id: 'tianmu',
    url: `${base}/metadata`,
    name: 'Tianmu',
    title: 'Tianmu health record of a county',
    status: 'active',
    date: changedOn,
    kind: 'instance',
    software: { name: 'Tianmu' },
    implementation: { description: 'FHIR R4 interface of the health record', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json'],
    rest: [
      {
        mode: 'server',
        security: {
          cors: true,
          service: [
            {
              coding: [
                { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' },
              ],
            },
          ],
          extension: [oauthAddresses(`${base.slice(0, -'/fhir'.length)}/oidc`)],
          description:
            'SMART on FHIR (/fhir/.well-known/smart-configuration) for apps, bearer token of POST /api/session for accounts; ' +
            'scopes, roles, care relations and labels decide, every call is audited.',
        },
        resource: rest,
        interaction: [{ code: 'transaction' }, { code: 'batch' }],
        ...operationsOf((operation) => operation.types === 'any' || operation.on.includes('system')),
      },
    ],
  };
}
