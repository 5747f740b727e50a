// Turns what the record holds of a person into the named values of the instruments, each with where it came from.
import type { Day } from '#platform/contract.ts';
import { yearsOn } from '#platform/contract.ts';
import { askedFactKeys, type AskedFact } from './asked-facts.ts';
import type { Value } from '#foundation/knowledge/rules/values.ts';

/** LOINC of each number, best first; units are those of the record. */
export const numberCodes: Record<string, readonly string[]> = {
  systolic: ['8480-6'],
  diastolic: ['8462-4'],
  bmi: ['39156-5'],
  weight: ['29463-7'],
  height: ['8302-2'],
  waist: ['8280-0'],
  totalCholesterol: ['14647-2', '2093-3'],
  hdl: ['14646-4', '2085-9', 'hdl'],
  creatinine: ['14682-9', '2160-0'],
  albuminCreatinine: ['9318-7'],
  ast: ['1920-8', 'ast'],
  alt: ['1742-6', 'alt'],
  platelets: ['777-3', 'platelets'],
  fastingGlucose: ['76629-5', '1558-6'],
  hba1c: ['4548-4'],
};
export const allNumberCodes = Object.values(numberCodes).flat();

/** Beginnings of ICD-10 codes that make a fact true. */
export const conditionCodes = {
  diabetes: ['E10', 'E11', 'E13', 'E14'],
  hypertension: ['I10', 'I11', 'I12', 'I13', 'I15'],
  ascvd: ['I20', 'I21', 'I22', 'I24', 'I25', 'I63', 'I65', 'I66', 'I69', 'I70', 'I73'],
  stroke: ['I60', 'I61', 'I62', 'I63', 'I64', 'I69'],
  tia: ['G45'],
  atrialFibrillation: ['I48'],
  copd: ['J44'],
  cancer: ['C'],
} as const;
export const allConditionCodes = Object.values(conditionCodes).flat();

export interface FoundNumber {
  code: string;
  value: number;
  /** Id of the Observation. */
  id: string;
  at: Date;
}
export interface FoundPerson {
  birthOn?: Day;
  sex: string;
  numbers: readonly FoundNumber[];
  /** ICD-10 codes that stand. */
  conditions: readonly string[];
  answers: Partial<Record<AskedFact, { value: Value; id: string; at: Date }>>;
}

/**
 * `absent`: no such diagnosis is on record of somebody whose blood pressure staff or a device measured within two years,
 * and it counts as absent; said beside every result that rests on it. Our own policy.
 */
export type Origin = 'registered' | 'measured' | 'computed' | 'diagnosed' | 'asked' | 'absent';
export interface KnownValue {
  value: Value;
  origin: Origin;
  at?: Date;
  /** Observations that it rests on. */
  observations?: readonly string[];
}
export type PersonValues = Readonly<Record<string, KnownValue>>;

const dayMilliseconds = 86_400_000;
const seenDays = 730;
/** Diagnoses whose absence counts once somebody was seen. */
const absentOnceSeen = [
  'diabetes',
  'ascvd',
  'stroke',
  'tia',
  'atrialFibrillation',
  'hypertension',
  'copd',
  'cancer',
] as const;

/** `region`: south of the Yangtze, as the whole province is; `urban` stays unknown. `ages`: most days of each number. */
export function personValues(
  found: FoundPerson,
  today: Day,
  now: Date,
  ages: ReadonlyMap<string, number>,
): PersonValues {
  const values: Record<string, KnownValue> = {};
  if (found.birthOn) values.age = { value: yearsOn(found.birthOn, today), origin: 'registered' };
  if (found.sex === 'male' || found.sex === 'female') values.sex = { value: found.sex, origin: 'registered' };
  values.region = { value: 'south', origin: 'registered' };
  let seen = false;
  const oldest = (days: number) => now.getTime() - days * dayMilliseconds;
  const newest = new Map(found.numbers.map((one) => [one.code, one]));
  for (const key in numberCodes) {
    const days = ages.get(key) ?? seenDays;
    for (const code of numberCodes[key]!) {
      const one = newest.get(code);
      if (!one) continue;
      if (key === 'systolic' && one.at.getTime() >= oldest(seenDays)) seen = true;
      if (values[key] || one.at.getTime() < oldest(days)) continue;
      values[key] = { value: one.value, origin: 'measured', at: one.at, observations: [one.id] };
    }
  }
  const { weight, height } = values;
  if (!values.bmi && weight && height && (height.value as number) > 0)
    values.bmi = {
      value: Math.round(((weight.value as number) / ((height.value as number) / 100) ** 2) * 10) / 10,
      origin: 'computed',
      ...(weight.at && { at: weight.at }),
      observations: [...weight.observations!, ...height.observations!],
    };
  for (const key in conditionCodes) {
    const codes: readonly string[] = conditionCodes[key as keyof typeof conditionCodes];
    if (found.conditions.some((code) => codes.some((prefix) => code.startsWith(prefix))))
      values[key] = { value: true, origin: 'diagnosed' };
  }
  if (seen) for (const key of absentOnceSeen) values[key] ??= { value: false, origin: 'absent' };
  // Whoever has no high blood pressure takes nothing against it.
  if (values.hypertension?.value === false) values.antihypertensive = values.hypertension;
  for (const key of askedFactKeys) {
    const answer = found.answers[key];
    if (answer) values[key] = { value: answer.value, origin: 'asked', at: answer.at, observations: [answer.id] };
  }
  // Who says how they smoke says whether they do.
  const { nicotine } = values;
  if (nicotine) values.smoker = { ...nicotine, value: nicotine.value === 'current' };
  values.lipids = lipids(values, found.conditions);
  return values;
}

/** The stroke card counts unknown lipids as a factor: that is its rule, not ours. */
function lipids(values: PersonValues, conditions: readonly string[]): KnownValue {
  if (conditions.some((code) => code.startsWith('E78'))) return { value: 'abnormal', origin: 'diagnosed' };
  const { totalCholesterol } = values;
  if (!totalCholesterol) return { value: 'untested', origin: 'registered' };
  const high = (totalCholesterol.value as number) >= highCholesterol;
  return { ...totalCholesterol, value: high ? 'abnormal' : 'normal', origin: 'computed' };
}
/** mmol/L; 240 mg/dL, where the official China-PAR page advises treatment. */
const highCholesterol = 6.21;
