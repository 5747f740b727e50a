// Which table holds which resource type, and the columns that all of them share.

import { patientWalk } from '../../rules/search-parameters.ts';

export const nobody = '00000000-0000-0000-0000-000000000000';

export interface ResourceTable {
  name: string;
  /** Shared tables name the type in a column. */
  typed: boolean;
  /** The directory has no patients. */
  personal: boolean;
}

const frequent: Record<string, string> = {
  Patient: 'patient',
  Encounter: 'encounter',
  Condition: 'condition',
  Observation: 'observation',
  DiagnosticReport: 'diagnostic_report',
  MedicationRequest: 'medication_request',
  Procedure: 'procedure',
  Immunization: 'immunization',
  AllergyIntolerance: 'allergy_intolerance',
  CarePlan: 'care_plan',
  ServiceRequest: 'service_request',
  DocumentReference: 'document_reference',
};
const own = new Map(
  Object.entries(frequent).map(([type, name]) => [type, { name: `record.${name}`, typed: false, personal: true }]),
);
export const otherTable: ResourceTable = { name: 'record.other', typed: true, personal: true };
export const directoryTable: ResourceTable = { name: 'record.directory', typed: true, personal: false };

/** Types without any path to a patient go to the directory. */
export function tableOf(type: string): ResourceTable {
  return own.get(type) ?? (patientWalk(type) ? otherTable : directoryTable);
}
export const personalTables: readonly { table: ResourceTable; type?: string }[] = [
  ...[...own].map(([type, table]) => ({ type, table })),
  { table: otherTable },
];

/** SQL type of each column, in the order in which rows are written. */
export const columnTypes = {
  patient_id: 'uuid',
  type: 'text',
  id: 'text',
  ver: 'integer',
  updated: 'timestamptz',
  sensitive: 'boolean',
  status: 'text',
  cat_sys: 'integer',
  category: 'text',
  code_sys: 'integer',
  code: 'text',
  lo: 'timestamptz',
  hi: 'timestamptz',
  lo2: 'timestamptz',
  hi2: 'timestamptz',
  num: 'double precision',
  unit: 'text',
  encounter: 'text',
  org: 'text',
  performer: 'text',
  tokens: 'text[]',
  codes: 'text[]',
  content: 'text',
  latitude: 'double precision',
  longitude: 'double precision',
} as const;
export type Column = keyof typeof columnTypes;

export function columnsOf(table: ResourceTable): Column[] {
  return (Object.keys(columnTypes) as Column[]).filter((column) => {
    if (column === 'patient_id') return table.personal;
    if (column === 'type') return table.typed;
    if (column === 'latitude' || column === 'longitude') return !table.personal;
    return true;
  });
}
export const keyOf = (table: ResourceTable): string =>
  [table.personal ? 'patient_id' : '', table.typed ? 'type' : '', 'id'].filter(Boolean).join(', ');
