// What can be measured: LOINC code, UCUM unit, plausible range (outside is a typing error) and adult reference range.
import type { Interpretation, VitalKind } from '../contract.ts';

export interface VitalRule {
  loinc: string;
  display: string;
  /** Chinese wording kept in the record. */
  text: string;
  /** UCUM. */
  unit: string;
  /** Inclusive; values outside are refused. */
  plausible: readonly [low: number, high: number];
  /** Inclusive reference range of adults; some measures have none. */
  reference?: readonly [low: number, high: number];
  category: 'vital-signs' | 'laboratory';
}

/** Reference ranges: blood pressure below 140/90 (2018 Chinese hypertension guideline), glucose WS/T 397, others usual adult ranges. */
export const vitalRules: Record<VitalKind, VitalRule> = {
  systolic: {
    loinc: '8480-6',
    display: 'Systolic blood pressure',
    text: '收缩压',
    unit: 'mm[Hg]',
    plausible: [40, 300],
    reference: [90, 139],
    category: 'vital-signs',
  },
  diastolic: {
    loinc: '8462-4',
    display: 'Diastolic blood pressure',
    text: '舒张压',
    unit: 'mm[Hg]',
    plausible: [20, 200],
    reference: [60, 89],
    category: 'vital-signs',
  },
  'heart-rate': {
    loinc: '8867-4',
    display: 'Heart rate',
    text: '心率',
    unit: '/min',
    plausible: [20, 250],
    reference: [60, 100],
    category: 'vital-signs',
  },
  'body-temperature': {
    loinc: '8310-5',
    display: 'Body temperature',
    text: '体温',
    unit: 'Cel',
    plausible: [30, 45],
    reference: [36, 37.2],
    category: 'vital-signs',
  },
  'respiratory-rate': {
    loinc: '9279-1',
    display: 'Respiratory rate',
    text: '呼吸频率',
    unit: '/min',
    plausible: [4, 80],
    reference: [12, 20],
    category: 'vital-signs',
  },
  'oxygen-saturation': {
    loinc: '59408-5',
    display: 'Oxygen saturation in Arterial blood by Pulse oximetry',
    text: '血氧饱和度',
    unit: '%',
    plausible: [40, 100],
    reference: [95, 100],
    category: 'vital-signs',
  },
  glucose: {
    loinc: '15074-8',
    display: 'Glucose [Moles/volume] in Blood',
    text: '随机血糖',
    unit: 'mmol/L',
    plausible: [1, 50],
    reference: [3.9, 11],
    category: 'laboratory',
  },
  'glucose-fasting': {
    loinc: '76629-5',
    display: 'Fasting glucose [Moles/volume] in Blood',
    text: '空腹血糖',
    unit: 'mmol/L',
    plausible: [1, 50],
    reference: [3.9, 6.1],
    category: 'laboratory',
  },
  'body-weight': {
    loinc: '29463-7',
    display: 'Body weight',
    text: '体重',
    unit: 'kg',
    plausible: [0.3, 400],
    category: 'vital-signs',
  },
  'body-height': {
    loinc: '8302-2',
    display: 'Body height',
    text: '身高',
    unit: 'cm',
    plausible: [20, 260],
    category: 'vital-signs',
  },
  waist: {
    loinc: '8280-0',
    display: 'Waist Circumference at umbilicus by Tape measure',
    text: '腰围',
    unit: 'cm',
    plausible: [20, 250],
    category: 'vital-signs',
  },
};

export const bloodPressurePanel = {
  loinc: '85354-9',
  display: 'Blood pressure panel with all children optional',
  text: '血压',
};
/** Codes under which systolic and diastolic stand together; the second one is older. */
export const bloodPressurePanels: readonly string[] = [bloodPressurePanel.loinc, '55284-4'];

export const kindOfLoinc = new Map(
  (Object.entries(vitalRules) as [VitalKind, VitalRule][]).map(([kind, rule]) => [rule.loinc, kind]),
);

export function isPlausible(kind: VitalKind, value: number): boolean {
  const [low, high] = vitalRules[kind].plausible;
  return Number.isFinite(value) && value >= low && value <= high;
}

export function interpretation(
  value: number,
  low: number | undefined,
  high: number | undefined,
): Interpretation | undefined {
  if (low === undefined && high === undefined) return undefined;
  if (low !== undefined && value < low) return 'low';
  return high !== undefined && value > high ? 'high' : 'normal';
}
export function vitalInterpretation(kind: VitalKind, value: number): Interpretation | undefined {
  const { reference } = vitalRules[kind];
  return interpretation(value, reference?.[0], reference?.[1]);
}
