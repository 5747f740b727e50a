// Turns a row of the audit trail into an AuditEvent of R4 (http://hl7.org/fhir/R4/auditevent.html).
import { localReference } from '#platform/fhir/reference.ts';

/** What a row says; `app` names the application through which the account acted, where there was one. */
export interface AuditedAction {
  id: string;
  at: Date;
  account: string;
  accountId: string;
  displayName: string;
  roles: readonly string[];
  purpose: string;
  route: string;
  action: string;
  permission: string;
  outcome: string;
  object?: string;
  version?: number;
  detail?: Record<string, string | number | boolean>;
  app?: string;
  /** Ids of the Patients whose data were shown or changed. */
  patients: readonly string[];
}

export const accountSystem = 'urn:tianmu:fhir:account';
const roleSystem = 'urn:tianmu:fhir:role';
const appSystem = 'urn:tianmu:fhir:app';
const terminology = 'http://terminology.hl7.org/CodeSystem';

/** C, R, U, D and E of R4: searches, operations and signing in are executions. */
export const actionCodes: Readonly<Record<string, string>> = {
  create: 'C',
  read: 'R',
  update: 'U',
  delete: 'D',
  search: 'E',
  execute: 'E',
  'sign-in': 'E',
  'sign-out': 'E',
};
export const outcomeCodes: Readonly<Record<string, string>> = { success: '0', refused: '4', failed: '8' };

const interactions: Readonly<Record<string, string>> = { search: 'search-type', execute: 'operation' };
/** v3 ActReason: why the account works. */
const reasons: Readonly<Record<string, string>> = {
  treatment: 'TREAT',
  self: 'PATRQT',
  supervision: 'HOPERAT',
  integration: 'HSYSADMIN',
  emergency: 'ETREAT',
  system: 'HSYSADMIN',
};

/** Signing in and out are events of DICOM's list, everything else is a RESTful interaction. */
function kindOf(action: string): object {
  const dicom = 'http://dicom.nema.org/resources/ontology/DCM';
  if (action === 'sign-in' || action === 'sign-out')
    return {
      type: { system: dicom, code: '110114', display: 'User Authentication' },
      subtype: [
        action === 'sign-in'
          ? { system: dicom, code: '110122', display: 'Login' }
          : { system: dicom, code: '110123', display: 'Logout' },
      ],
    };
  return {
    type: { system: `${terminology}/audit-event-type`, code: 'rest', display: 'RESTful Operation' },
    subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: interactions[action] ?? action }],
  };
}

function objectEntity({ object, version, permission, route, detail }: AuditedAction): object {
  const local = object === undefined ? undefined : localReference(object);
  const details = { permission, route, ...detail };
  return {
    ...(local && {
      what: {
        reference: `${object!}${version === undefined || object!.includes('/_history/') ? '' : `/_history/${version}`}`,
      },
    }),
    type: { system: `${terminology}/audit-entity-type`, code: '2', display: 'System Object' },
    ...(object !== undefined && !local && { name: object }),
    detail: Object.entries(details).map(([type, value]) => ({ type, valueString: String(value) })),
  };
}

export function auditEventOf(row: AuditedAction): object {
  const reason = reasons[row.purpose];
  return {
    resourceType: 'AuditEvent',
    id: row.id,
    meta: { versionId: '1', lastUpdated: row.at.toISOString() },
    ...kindOf(row.action),
    action: actionCodes[row.action] ?? 'E',
    recorded: row.at.toISOString(),
    outcome: outcomeCodes[row.outcome] ?? '8',
    purposeOfEvent: [
      { ...(reason && { coding: [{ system: `${terminology}/v3-ActReason`, code: reason }] }), text: row.purpose },
    ],
    agent: [
      {
        ...(row.roles.length > 0 && { role: row.roles.map((code) => ({ coding: [{ system: roleSystem, code }] })) }),
        who: { identifier: { system: accountSystem, value: row.account }, display: row.displayName },
        altId: row.accountId,
        name: row.displayName,
        requestor: true,
      },
      ...(row.app === undefined
        ? []
        : [{ who: { identifier: { system: appSystem, value: row.app } }, altId: row.app, requestor: false }]),
    ],
    source: {
      site: 'Tianmu',
      observer: { display: 'Tianmu' },
      type: [{ system: `${terminology}/security-source-type`, code: '4', display: 'Application Server' }],
    },
    entity: [
      ...row.patients.map((id) => ({
        what: { reference: `Patient/${id}` },
        type: { system: `${terminology}/audit-entity-type`, code: '1', display: 'Person' },
        role: { system: `${terminology}/object-role`, code: '1', display: 'Patient' },
      })),
      objectEntity(row),
    ],
  };
}
