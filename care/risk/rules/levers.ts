// What would become of a risk if one thing were changed: the values with one factor set to what is aimed at.
import type { InputValues } from '#foundation/knowledge/rules/values.ts';
import type { LeverKey } from './models.ts';

export interface WhatIf {
  /** Stops smoking. */
  smoking?: boolean;
  /** Systolic pressure, mm[Hg]. */
  systolic?: number;
  /** Kilograms that are lost; waist follows by a centimetre a kilogram (assumed). */
  weight?: number;
  /** Total cholesterol, mmol/L. */
  cholesterol?: number;
}
/** 240 mg/dL is where the official China-PAR page advises; 130 mm[Hg] and five kilograms are the issue's own examples. */
export const aims = { systolic: 130, weight: 5, cholesterol: 5.2 } as const;
/** Assumed: centimetres of waist for each kilogram. */
const waistOfKilogram = 1;

/** Nothing becomes worse: a value that is better already stays. Unknown values stay unknown. */
export function changedValues(values: InputValues, whatIf: WhatIf): InputValues {
  const changed: Record<string, InputValues[string]> = { ...values };
  const lower = (key: string, to: number) => {
    const now = values[key];
    if (typeof now === 'number' && now > to) changed[key] = to;
  };
  if (whatIf.smoking && values.smoker === true) changed.smoker = false;
  if (whatIf.systolic !== undefined) lower('systolic', whatIf.systolic);
  if (whatIf.cholesterol !== undefined) {
    lower('totalCholesterol', whatIf.cholesterol);
    if (values.lipids === 'abnormal' && changed.totalCholesterol !== values.totalCholesterol) changed.lipids = 'normal';
  }
  const { weight, height, waist, bmi } = values;
  if (whatIf.weight) {
    if (typeof weight === 'number') changed.weight = weight - whatIf.weight;
    if (typeof waist === 'number') changed.waist = waist - whatIf.weight * waistOfKilogram;
    if (typeof height === 'number' && typeof bmi === 'number')
      changed.bmi = Math.round((bmi - whatIf.weight / (height / 100) ** 2) * 10) / 10;
  }
  return changed;
}

/** One lever alone, set to its aim. */
export const leverAlone = (key: LeverKey): WhatIf => (key === 'smoking' ? { smoking: true } : { [key]: aims[key] });
