// Turns what the record holds of a person into the named values of the instruments, each with where it came from.
import type { Day } from '#platform/contract.ts';
import { yearsOn } from '#platform/contract.ts';
import { askedFactKeys, schoolings, type AskedFact } from './asked-facts.ts';
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
  /** Blood pressure that was measured at home. */
  atHome?: boolean;
}
interface Answer<Of = Value> {
  value: Of;
  id: string;
  at: Date;
}
export interface FoundPerson {
  birthOn?: Day;
  sex: string;
  numbers: readonly FoundNumber[];
  /** ICD-10 codes that stand. */
  conditions: readonly string[];
  answers: Partial<Record<AskedFact, Answer>>;
  /** What the CT screening asked, beside the answers that have the same codes. */
  lung?: { smoking?: Answer<'never' | 'former' | 'current'>; packYears?: Answer<number>; copd?: Answer<boolean> };
  /** Lives where the registry knows an urban community, not a village. */
  inCommunity?: boolean;
}

/**
 * `absent`: no such diagnosis is on record of somebody whose blood pressure staff or a device measured within two years,
 * and it counts as absent; said beside every result that rests on it. Our own policy.
 * `home`: a blood pressure that was measured at home, where no other is young enough: the equations were made with office
 * readings, and every result that rests on it says so.
 */
export const origins = ['registered', 'measured', 'home', 'computed', 'diagnosed', 'asked', 'absent'] as const;
export type Origin = (typeof origins)[number];
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

/**
 * `region`: south of the Yangtze, as the whole province is. `urban`: whoever lives in an urban community (社区), our own
 * mapping. `race`: who lives in this county, our own mapping to the words of the equation. `ages`: most days of each number.
 */
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
  values.race = { value: 'asian', origin: 'registered' };
  if (found.inCommunity !== undefined) values.urban = { value: found.inCommunity, origin: 'registered' };
  const seen = takeNumbers(values, found.numbers, now, ages);
  const { weight, height } = values;
  if (!values.bmi && weight && height && (height.value as number) > 0)
    values.bmi = {
      value: Math.round(((weight.value as number) / ((height.value as number) / 100) ** 2) * 10) / 10,
      origin: 'computed',
      ...(weight.at && { at: weight.at }),
      observations: [...weight.observations!, ...height.observations!],
    };
  const told = found.lung?.copd;
  if (told) values.copd = asked(told);
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
    if (answer) values[key] = asked(answer);
  }
  takeSmoking(values, found, now);
  const { schooling } = values;
  if (schooling)
    values.education = { ...schooling, value: schoolings.indexOf(schooling.value as (typeof schoolings)[number]) + 1 };
  values.lipids = lipids(values, found.conditions);
  return values;
}

const asked = ({ value, id, at }: Answer): KnownValue => ({ value, origin: 'asked', at, observations: [id] });

/** The newest of each number that is young enough; whether staff or a device measured a blood pressure within two years. */
function takeNumbers(
  values: Record<string, KnownValue>,
  numbers: readonly FoundNumber[],
  now: Date,
  ages: ReadonlyMap<string, number>,
): boolean {
  const oldest = (days: number) => now.getTime() - days * dayMilliseconds;
  let seen = false;
  // What was measured at home counts only where nothing else is young enough.
  for (const atHome of [false, true]) {
    const newest = new Map(numbers.flatMap((one) => ((one.atHome ?? false) === atHome ? [[one.code, one]] : [])));
    if (newest.size === 0) continue;
    for (const key in numberCodes) {
      const days = ages.get(key) ?? seenDays;
      for (const code of numberCodes[key]!) {
        const one = newest.get(code);
        if (!one) continue;
        if (key === 'systolic' && one.at.getTime() >= oldest(seenDays)) seen = true;
        if (values[key] || one.at.getTime() < oldest(days)) continue;
        values[key] = { value: one.value, origin: atHome ? 'home' : 'measured', at: one.at, observations: [one.id] };
      }
    }
  }
  return seen;
}

const cigarettesOfPack = 20;
const yearDays = 365.25;

/**
 * Who says how they smoke says whether they do. Of two answers the newer one counts, but nobody who told of smoking becomes
 * one who never did because a screening wrote so: that is told again where it was told.
 */
function takeSmoking(values: Record<string, KnownValue>, { lung }: FoundPerson, now: Date): void {
  const { nicotine } = values;
  const told = lung?.smoking;
  const contradicts = told?.value === 'never' && nicotine !== undefined && nicotine.value !== 'never';
  if (told && !contradicts && (!nicotine?.at || told.at > nicotine.at)) values.smoking = asked(told);
  else if (nicotine) values.smoking = { ...nicotine, value: smokingOf[nicotine.value as keyof typeof smokingOf] };
  const { smoking, cigarettes, smokedYears, quitYears } = values;
  if (smoking) values.smoker = { ...smoking, value: smoking.value === 'current' };
  // Whoever had stopped two years ago when asked last year has stopped three years ago.
  if (quitYears?.at) {
    const since = Math.max(0, Math.floor((now.getTime() - quitYears.at.getTime()) / (yearDays * dayMilliseconds)));
    values.quitYears = { ...quitYears, value: (quitYears.value as number) + since };
  }
  if (lung?.packYears) values.packYears = asked(lung.packYears);
  else if (cigarettes && smokedYears)
    values.packYears = {
      ...cigarettes,
      value: Math.round(((cigarettes.value as number) / cigarettesOfPack) * (smokedYears.value as number)),
      origin: 'computed',
      observations: [...cigarettes.observations!, ...smokedYears.observations!],
    };
}
const smokingOf = {
  never: 'never',
  quitOver5: 'former',
  quit1to5: 'former',
  recent: 'former',
  current: 'current',
} as const;

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
