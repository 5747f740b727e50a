// What the record tells of a person's chronic diseases, in the order in which it happened.
import type { Day } from '#platform/contract.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import type { Disease } from './disease.ts';

/** LOINC codes that registers and colours read. */
export const readCodes = {
  systolic: vitalRules.systolic.loinc,
  diastolic: vitalRules.diastolic.loinc,
  fastingGlucose: vitalRules['glucose-fasting'].loinc,
  glucose: vitalRules.glucose.loinc,
  saturation: vitalRules['oxygen-saturation'].loinc,
  weight: vitalRules['body-weight'].loinc,
  haemoglobinA1c: '4548-4',
  creatinine: '14682-9',
  lowDensityLipoprotein: '22748-8',
} as const;
export type ReadKey = keyof typeof readCodes;

export interface Reading {
  /** Id of the Observation. */
  id: string;
  key: ReadKey;
  value: number;
  at: Date;
  on: Day;
  /** Measured at home by a device or the person, not by staff. */
  atHome: boolean;
}
export interface FilledFollowUp {
  id: string;
  disease: Disease;
  on: Day;
  answers: Answers;
}
export interface Evidence {
  birthOn?: Day;
  sex: string;
  /** Diseases with a standing diagnosis, and since when where it is known. */
  diagnoses: ReadonlyMap<Disease, Day | undefined>;
  /** Newest first. */
  readings: readonly Reading[];
  /** Newest first. */
  followUps: readonly FilledFollowUp[];
}
