// What can be measured at a stop: values of an electrocardiogram and of small laboratory devices, with units, ranges and critical bounds.
import type { Modality } from '../contract.ts';

export interface MeasuredTest {
  key: string;
  modality: Extract<Modality, 'ecg' | 'laboratory'>;
  name: { zh: string; en: string };
  loinc: string;
  /** UCUM. */
  unit: string;
  /** Outside it is a slip of the pen. */
  possible: readonly [low: number, high: number];
  /** Usual range of an adult. */
  usual?: readonly [low: number | undefined, high: number | undefined];
  /** Below or above: tell the doctor at once. Figures of our reference from memory: unconfirmed, a hospital sets its own. */
  critical?: readonly [low: number | undefined, high: number | undefined];
  digits: number;
  /** Computed, never entered. */
  computed?: true;
}

export const tests: readonly MeasuredTest[] = [
  {
    key: 'rate',
    modality: 'ecg',
    name: { zh: '心室率', en: 'Ventricular rate' },
    loinc: '8867-4',
    unit: '/min',
    possible: [15, 300],
    usual: [60, 100],
    critical: [35, 180],
    digits: 0,
  },
  {
    key: 'pr',
    modality: 'ecg',
    name: { zh: 'PR 间期', en: 'PR interval' },
    loinc: '8625-6',
    unit: 'ms',
    possible: [40, 600],
    usual: [120, 200],
    digits: 0,
  },
  {
    key: 'qrs',
    modality: 'ecg',
    name: { zh: 'QRS 时限', en: 'QRS duration' },
    loinc: '8633-0',
    unit: 'ms',
    possible: [40, 400],
    usual: [undefined, 120],
    digits: 0,
  },
  {
    key: 'qt',
    modality: 'ecg',
    name: { zh: 'QT 间期', en: 'QT interval' },
    loinc: '8634-8',
    unit: 'ms',
    possible: [150, 800],
    digits: 0,
  },
  {
    key: 'qtc',
    modality: 'ecg',
    name: { zh: 'QTc（Bazett 公式）', en: 'QTc (Bazett)' },
    loinc: '8636-3',
    unit: 'ms',
    possible: [150, 1_000],
    usual: [undefined, 450],
    critical: [undefined, 550],
    digits: 0,
    computed: true,
  },
  // Ranges of WS/T 404 and WS/T 461 as elsewhere in the county's data; potassium bounds appear as samples in the reference.
  {
    key: 'glucose',
    modality: 'laboratory',
    name: { zh: '血糖', en: 'Glucose' },
    loinc: '15074-8',
    unit: 'mmol/L',
    possible: [0.5, 60],
    usual: [3.9, 6.1],
    critical: [2.8, 22.2],
    digits: 1,
  },
  {
    key: 'hba1c',
    modality: 'laboratory',
    name: { zh: '糖化血红蛋白', en: 'HbA1c' },
    loinc: '4548-4',
    unit: '%',
    possible: [3, 20],
    usual: [4, 6.5],
    digits: 1,
  },
  {
    key: 'ldl',
    modality: 'laboratory',
    name: { zh: '低密度脂蛋白胆固醇', en: 'LDL cholesterol' },
    loinc: '22748-8',
    unit: 'mmol/L',
    possible: [0.1, 20],
    usual: [undefined, 3.4],
    digits: 2,
  },
  {
    key: 'creatinine',
    modality: 'laboratory',
    name: { zh: '血肌酐', en: 'Creatinine' },
    loinc: '14682-9',
    unit: 'umol/L',
    possible: [5, 2_500],
    usual: [41, 111],
    digits: 0,
  },
  {
    key: 'potassium',
    modality: 'laboratory',
    name: { zh: '血钾', en: 'Potassium' },
    loinc: '2823-3',
    unit: 'mmol/L',
    possible: [1, 12],
    usual: [3.5, 5.3],
    critical: [2.8, 6.5],
    digits: 1,
  },
  {
    key: 'haemoglobin',
    modality: 'laboratory',
    name: { zh: '血红蛋白', en: 'Haemoglobin' },
    loinc: '718-7',
    unit: 'g/L',
    possible: [20, 260],
    usual: [115, 175],
    critical: [50, undefined],
    digits: 0,
  },
];
export const testOf = (key: string): MeasuredTest | undefined => tests.find((one) => one.key === key);
export const testsOf = (modality: Modality): MeasuredTest[] => tests.filter((one) => one.modality === modality);

export type ValueState = 'low' | 'normal' | 'high' | 'critical' | 'unknown';
export function valueState({ usual, critical }: MeasuredTest, value: number): ValueState {
  const [criticalLow, criticalHigh] = critical ?? [];
  if ((criticalLow !== undefined && value < criticalLow) || (criticalHigh !== undefined && value > criticalHigh))
    return 'critical';
  if (!usual) return 'unknown';
  const [low, high] = usual;
  return low !== undefined && value < low ? 'low' : high !== undefined && value > high ? 'high' : 'normal';
}
