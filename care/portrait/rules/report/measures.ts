// What a report measures: code, unit and reference range of each number, with the source of the range.
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import { measureKeys, type MeasureKey } from './measure-keys.ts';
import type { Bounds, Mark, Measured, Reading, Reference, Target } from './report-model.ts';

const le8: LocalText = {
  zh: 'Circulation 2022;146:e18（生命八要素）',
  en: "Circulation 2022;146:e18 (Life's Essential 8)",
};
const guideline: LocalText = { zh: '中国高血压防治指南 2018', en: 'Chinese hypertension guideline 2018' };
const service: LocalText = {
  zh: '国家基本公共卫生服务规范（第三版，2017）',
  en: 'National basic public health services, third edition, 2017',
};
const kdigo: LocalText = { zh: 'KDIGO 慢性肾脏病分期', en: 'KDIGO stages of kidney disease' };
const unchecked: LocalText = { zh: '常用成人范围，原文未核', en: 'Usual adult range, source not checked' };

export interface Measure {
  /** LOINC, best first; none for what is computed. */
  codes: readonly string[];
  /** UCUM, as the record keeps it. */
  unit: string;
  digits: number;
  reference?: (person: { sex: string; diabetes: boolean }) => Reference | undefined;
}
const range =
  (bounds: Bounds, source: LocalText, mark: Mark = 'seen') =>
  (): Reference => ({ ...bounds, source, mark });

export const measures: Record<MeasureKey, Measure> = {
  systolic: { codes: ['8480-6'], unit: 'mm[Hg]', digits: 0, reference: range({ atLeast: 90, atMost: 139 }, guideline) },
  diastolic: { codes: ['8462-4'], unit: 'mm[Hg]', digits: 0, reference: range({ atLeast: 60, atMost: 89 }, guideline) },
  heartRate: {
    codes: ['8867-4'],
    unit: '/min',
    digits: 0,
    reference: range({ atLeast: 60, atMost: 100 }, unchecked, 'draft'),
  },
  weight: { codes: ['29463-7'], unit: 'kg', digits: 1 },
  bmi: { codes: ['39156-5'], unit: 'kg/m2', digits: 1, reference: range({ atLeast: 18.5, below: 24 }, service) },
  waist: {
    codes: ['8280-0'],
    unit: 'cm',
    digits: 0,
    reference: ({ sex }) =>
      sex === 'male' || sex === 'female'
        ? { below: sex === 'male' ? 90 : 85, source: service, mark: 'seen' }
        : undefined,
  },
  fastingGlucose: {
    codes: ['76629-5', '1558-6'],
    unit: 'mmol/L',
    digits: 1,
    // 100 mg/dL for people without diabetes; below 7.0 counts as controlled with it.
    reference: ({ diabetes }) =>
      diabetes ? { below: 7, source: service, mark: 'seen' } : { below: 5.6, source: le8, mark: 'seen' },
  },
  hba1c: {
    codes: ['4548-4'],
    unit: '%',
    digits: 1,
    reference: ({ diabetes }) => (diabetes ? undefined : { below: 5.7, source: le8, mark: 'seen' }),
  },
  totalCholesterol: {
    codes: ['14647-2', '2093-3'],
    unit: 'mmol/L',
    digits: 2,
    reference: range({ below: 5.2 }, unchecked, 'draft'),
  },
  hdl: {
    codes: ['14646-4', '2085-9'],
    unit: 'mmol/L',
    digits: 2,
    reference: range({ atLeast: 1 }, unchecked, 'draft'),
  },
  // 130 mg/dL by the factor of the instrument.
  nonHdl: { codes: [], unit: 'mmol/L', digits: 2, reference: range({ below: 3.37 }, le8) },
  filtrationRate: { codes: [], unit: 'mL/min/{1.73_m2}', digits: 0, reference: range({ atLeast: 60 }, kdigo) },
};
export const measureCodes = measureKeys.flatMap((key) => measures[key].codes);

export const rounded = (value: number, digits: number): number => {
  const factor = 10 ** digits;
  return Math.round((value + Number.EPSILON) * factor) / factor;
};
/** How far outside of what is aimed at; 0 inside. */
export const distanceTo = ({ atLeast, below, atMost }: Bounds, value: number): number => {
  if (atLeast !== undefined && value < atLeast) return atLeast - value;
  if (atMost !== undefined && value > atMost) return value - atMost;
  // On an exclusive bound is outside, however little.
  if (below !== undefined && value >= below) return value - below + Number.MIN_VALUE;
  return 0;
};

/** Numbers are compared as they are shown: a reader who subtracts finds the same. */
export function compare(
  key: MeasureKey,
  found: { now?: Reading; before?: Reading },
  reference: Reference | undefined,
  target: Target | undefined,
): Measured {
  const { unit, digits } = measures[key];
  const shown = (reading: Reading | undefined) => reading && { ...reading, value: rounded(reading.value, digits) };
  const [now, before] = [shown(found.now), shown(found.before)];
  const aim = target ?? reference;
  return {
    key,
    unit,
    digits,
    ...(now && { now }),
    ...(before && { before }),
    ...(now && before && { arrow: now.value > before.value ? 'up' : now.value < before.value ? 'down' : 'same' }),
    ...(now && before && aim && { verdict: verdictOf(distanceTo(aim, before.value), distanceTo(aim, now.value)) }),
    ...(reference && { reference }),
    ...(target && { target }),
    ...(now && aim && { met: distanceTo(aim, now.value) === 0 }),
  };
}
const verdictOf = (before: number, now: number): 'better' | 'worse' | 'steady' =>
  now < before ? 'better' : now > before ? 'worse' : 'steady';

export const boundText = ({ atLeast, below, atMost }: Bounds): string =>
  [atLeast !== undefined && `≥${atLeast}`, atMost !== undefined && `≤${atMost}`, below !== undefined && `<${below}`]
    .filter(Boolean)
    .join(' ');
