// The vitals that a visit form asks for, in the order of the hand; units and ranges are the record's own rules.
import type { NumberRange } from '#platform/ui/form/range.ts';
import type { VitalKind } from '../../contract.ts';
import { vitalRules } from '../../rules/vitals.ts';

export interface VitalField {
  kind: VitalKind;
  /** UCUM. */
  unit: string;
  range: NumberRange;
}

/** Digits after the point as the devices show them. */
const digits: Partial<Record<VitalKind, number>> = {
  'body-temperature': 1,
  'glucose-fasting': 1,
  glucose: 1,
  'body-weight': 1,
};
const asked: readonly VitalKind[] = [
  'systolic',
  'diastolic',
  'heart-rate',
  'body-temperature',
  'oxygen-saturation',
  'glucose-fasting',
  'glucose',
  'body-weight',
];

export const vitalFields: readonly VitalField[] = asked.map((kind) => {
  const { unit, plausible, reference } = vitalRules[kind];
  return {
    kind,
    unit,
    range: { possible: plausible, digits: digits[kind] ?? 0, ...(reference && { usual: reference }) },
  };
});
