// The vitals that a visit form asks for, in the order of the hand: units as on the devices, ranges in which a value is possible.
import type { NumberRange } from '#platform/ui/form/range.ts';
import type { VitalKind } from '../../contract.ts';

export interface VitalField {
  kind: VitalKind;
  /** UCUM, as rules/vitals.ts stores it. */
  unit: string;
  range: NumberRange;
}

/** `possible` is wider than any living adult or child shows; `usual` is the adult reference that asks for a second look. */
export const vitalFields: readonly VitalField[] = [
  { kind: 'systolic', unit: 'mmHg', range: { possible: [50, 300], usual: [90, 139] } },
  { kind: 'diastolic', unit: 'mmHg', range: { possible: [20, 200], usual: [60, 89] } },
  { kind: 'heart-rate', unit: '/min', range: { possible: [20, 250], usual: [60, 100] } },
  { kind: 'body-temperature', unit: '℃', range: { possible: [30, 44], usual: [36, 37.2], digits: 1 } },
  { kind: 'oxygen-saturation', unit: '%', range: { possible: [40, 100], usual: [95, 100] } },
  { kind: 'glucose-fasting', unit: 'mmol/L', range: { possible: [1, 40], usual: [3.9, 6.1], digits: 1 } },
  { kind: 'body-weight', unit: 'kg', range: { possible: [1, 300], digits: 1 } },
];
