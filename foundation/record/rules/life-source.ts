// From which part of life an entry of the record comes: the ten sources of a whole life, told by type, category, visit and tag.

export const lifeSources = [
  'outpatient',
  'inpatient',
  'check-up',
  'immunization',
  'public-health',
  'laboratory',
  'imaging',
  'insurance',
  'roving',
  'device',
] as const;
export type LifeSource = (typeof lifeSources)[number];

type Json = Record<string, unknown>;
interface Coded {
  coding?: { system?: string; code?: string }[];
}
const list = <Item>(value: unknown): Item[] =>
  Array.isArray(value) ? (value as Item[]) : value === undefined ? [] : [value as Item];
const codesOf = (value: unknown): string[] =>
  list<Coded>(value).flatMap((one) => one.coding?.flatMap(({ code }) => code ?? []) ?? []);
const has = (codes: readonly string[], wanted: readonly string[]): boolean =>
  codes.some((code) => wanted.includes(code));

/** HL7 table 0074, diagnostic service sections: what is an image, what comes from a laboratory. */
const imagingSections = ['RAD', 'RX', 'CT', 'CTH', 'CUS', 'NMR', 'NMS', 'XRC', 'US', 'imaging'];
const laboratorySections = ['LAB', 'laboratory', 'CH', 'HM', 'MB', 'SR', 'UR', 'GE', 'PAT'];
/** v3-ActCode of Encounter.class: stays in a ward. */
const wardClasses = ['IMP', 'ACUTE', 'NONAC', 'SS'];
const insuranceTypes = ['Invoice', 'Claim', 'ClaimResponse', 'ExplanationOfBenefit', 'Coverage'];
/** Forms of the national basic public health services that are no check-up. */
const checkUpForm = /check-?up/;

/** `source` is the tag of whoever wrote it (timeline-entry.ts); an inpatient stay is told by its own Encounter alone. */
export function lifeSourceOf(type: string, resource: object, source: string): LifeSource {
  const json = resource as Json;
  const category = codesOf(json.category);
  if (insuranceTypes.includes(type)) return 'insurance';
  if (type === 'Immunization') return 'immunization';
  if (type === 'ImagingStudy' || has(category, imagingSections)) return 'imaging';
  if (type === 'Encounter' && wardClasses.includes((json.class as { code?: string } | undefined)?.code ?? ''))
    return 'inpatient';
  const form = type === 'QuestionnaireResponse' ? ((json.questionnaire as string | undefined) ?? '') : '';
  if (checkUpForm.test(form)) return 'check-up';
  if (source === 'vehicle') return 'roving';
  if (has(category, laboratorySections)) return 'laboratory';
  if (type === 'Observation' && (json.device !== undefined || source === 'home')) return 'device';
  if (type === 'QuestionnaireResponse' || type === 'CarePlan' || type === 'Flag' || type === 'EpisodeOfCare')
    return 'public-health';
  // What the person says, or what the county's programmes write by themselves, belongs to no visit.
  if (source === 'self' || source === 'system') return 'public-health';
  return 'outpatient';
}
