// The scopes that the form offers for each kind of app; others can be typed.
import type { AppKind } from '#platform/apps-contract.ts';

export interface UsualScope {
  scope: string;
  /** A resource type or `*`; or the name of a scope's text where there is no verb. */
  type: string;
  verb?: 'read' | 'write';
}

const read = (level: string, ...types: string[]): UsualScope[] =>
  types.map((type) => ({ scope: `${level}/${type}.rs`, type, verb: 'read' }));
const write = (level: string, ...types: string[]): UsualScope[] =>
  types.map((type) => ({ scope: `${level}/${type}.cruds`, type, verb: 'write' }));
const who: UsualScope[] = [
  { scope: 'openid', type: 'openid' },
  { scope: 'fhirUser', type: 'fhirUser' },
  { scope: 'offline_access', type: 'offline_access' },
];
const clinical = [
  'Patient',
  'Observation',
  'Condition',
  'Encounter',
  'DiagnosticReport',
  'MedicationRequest',
  'Immunization',
  'AllergyIntolerance',
];

const usual: Record<AppKind, readonly UsualScope[]> = {
  'patient-app': [{ scope: 'launch/patient', type: 'launch_patient' }, ...who, ...read('patient', '*', ...clinical)],
  'staff-app': [...who, ...read('user', '*', ...clinical), ...write('user', 'Observation', 'Condition', 'Encounter')],
  backend: [...read('system', '*', ...clinical), ...write('system', ...clinical)],
};

export const usualScopes = (kind: AppKind): readonly UsualScope[] => usual[kind];
/** What a new app of this kind most likely needs. */
export const firstScopes = (kind: AppKind): string[] =>
  kind === 'patient-app'
    ? ['launch/patient', 'openid', 'fhirUser']
    : kind === 'staff-app'
      ? ['openid', 'fhirUser']
      : [];
