// What only the person, or who examined them, can say for the index, and what the clinic asks for the frailty index.
import type { Value } from '#foundation/knowledge/rules/values.ts';
import { sourceSystem } from '#foundation/record/rules/visit-resources.ts';

/** Of the index: asked of the person. They stand in the record as risk prediction writes them (`urn:tianmu:fhir:risk-fact`). */
export const personFacts = [
  'nicotine',
  'smokerAtHome',
  'activityMinutes',
  'sleepHours',
  'antihypertensive',
  'lipidLowering',
] as const;
export type PersonFact = (typeof personFacts)[number];
export const nicotineStates = ['never', 'quitOver5', 'quit1to5', 'recent', 'current'] as const;

/** Own facts: what a clinician found. Codes are unlike any other code of the record. */
export const portraitFactSystem = 'urn:tianmu:fhir:portrait-fact';
export const dashSumCode = 'portrait.dash-sum';
export const frailtyCode = (key: string): string => `portrait.frailty.${key}`;

export interface FactWriting {
  id: string;
  personId: string;
  code: string;
  text: string;
  value: Value;
  unit?: string;
  at: Date;
}
/** A clinician's finding as an Observation. */
export const factObservation = ({ id, personId, code, text, value, unit, at }: FactWriting): FactObservation => ({
  resourceType: 'Observation',
  id,
  meta: { tag: [{ system: sourceSystem, code: 'clinic' }] },
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] }],
  code: { coding: [{ system: portraitFactSystem, code }], text },
  subject: { reference: `Patient/${personId}` },
  effectiveDateTime: at.toISOString(),
  ...(typeof value === 'boolean' && { valueBoolean: value }),
  ...(typeof value === 'string' && { valueString: value }),
  ...(typeof value === 'number' && {
    valueQuantity: { value, ...(unit && { unit, system: 'http://unitsofmeasure.org', code: unit }) },
  }),
});
type FactObservation = { resourceType: 'Observation'; id: string } & Record<string, unknown>;

export function factValue(resource: Record<string, unknown>): Value | undefined {
  const quantity = resource['valueQuantity'] as { value?: number } | undefined;
  const value = resource['valueBoolean'] ?? resource['valueString'] ?? quantity?.value;
  return typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
