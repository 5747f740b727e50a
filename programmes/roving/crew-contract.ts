// What the crew's devices take along and write: rows of packs and kinds of documents of the roving clinics.
import type { Day } from '#platform/contract.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import type { Sex } from '#foundation/registry/contract.ts';
import type { MonthlyService } from './rules/policy.ts';

export const crewKinds = {
  person: 'roving.person',
  attendance: 'roving.attendance',
  form: 'roving.form',
  checkIn: 'roving.check-in',
} as const;

/** Kinds of rows in the packs of the roving clinics. */
export const crewRows = {
  stop: 'stop',
  person: 'person',
  /** A form definition; its id is `code|version`. */
  form: 'form',
  /** A decision table of a form; its id is `id|version`. */
  decisionTable: 'decision-table',
  formBefore: 'form-before',
} as const;

/** Row kind `stop`; its id is the visit's. */
export interface StopRow {
  visitId: string;
  on: Day;
  /** `home-visit`: a family doctor's, without a vehicle and a check-in. */
  service: MonthlyService | 'home-visit';
  villageId: string;
  villageName: string;
  pointId: string;
  pointName: string;
  address?: string;
  /** WGS-84. */
  at?: [lon: number, lat: number];
  vehicleId?: string;
  vehicleName?: string;
  sequence: number;
  startMinute: number;
  leaveMinute: number;
  teamId: string;
  staffName?: string;
}

/** Row kind `person`; its id is the person's. */
export interface CrewPerson {
  name: string;
  sex: Sex;
  birthOn?: Day;
  phone?: string;
  address?: string;
  villageId: string;
  householdId?: string;
  /** Last four characters of the ID number: enough to compare with the card in the hand. */
  idTail?: string;
  healthRecordNumber?: string;
  allergies: string[];
  /** ICD-10 code where the record has one. */
  conditions: { title: string; code?: string }[];
  colour?: ChronicColour;
  /** Newest values within a year, by LOINC code. */
  newest: Record<string, number>;
  /** Initials of the name's likely readings: `wgl`. */
  initials: string[];
  lastVisitAt?: string;
  /** Examinations of the county's package for this age and sex. */
  checkUpItems?: string[];
  simulated: boolean;
}

/** Row kind `form-before`: the last two times that a form was filled for a person; its id is `personId:form`. */
export interface FormBeforeRow {
  /** Id of the form without its version. */
  form: string;
  /** Newest first. */
  times: { on: Day; version: string; answers: Answers }[];
}
