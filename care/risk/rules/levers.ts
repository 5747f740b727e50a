// What would become of a risk if one thing were changed: the values with one factor set to what is aimed at, model by model.
import type { InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import type { InputValues } from '#foundation/knowledge/rules/values.ts';
import { leverKeys, type LeverKey } from './models.ts';

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

/** No value becomes worse: one that is better already stays. Unknown values stay unknown. */
export function changedValues(values: InputValues, whatIf: WhatIf): InputValues {
  const changed: Record<string, InputValues[string]> = { ...values };
  const lower = (key: string, to: number) => {
    const now = values[key];
    if (typeof now === 'number' && now > to) changed[key] = to;
  };
  if (whatIf.smoking && values.smoker === true) {
    changed.smoker = false;
    if (values.smoking === 'current') Object.assign(changed, { smoking: 'former', quitYears: 0 });
  }
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

export type Evaluate = (values: InputValues) => InstrumentResult;
const scoreOf = (result: InstrumentResult): number | undefined =>
  result.state === 'complete' ? result.score?.value : undefined;
const differs = (before: InputValues, after: InputValues): boolean =>
  Object.keys(after).some((key) => after[key] !== before[key]);

export type LeverEffect =
  | { kind: 'changed'; score: number }
  /** The model does not look at it, or not in these steps. */
  | { kind: 'same' }
  /** The model would call it a harm, as its numbers came out for people like this: nothing to be told. */
  | { kind: 'unsupported' }
  /** There is nothing to change: does not smoke, is better than what is aimed at, or was not measured. */
  | { kind: 'needless' };

/** What one lever does to the number of a model whose higher numbers are worse. */
export function leverEffect(evaluate: Evaluate, values: InputValues, key: LeverKey): LeverEffect {
  const changed = changedValues(values, leverAlone(key));
  if (!differs(values, changed)) return { kind: 'needless' };
  const [before, after] = [scoreOf(evaluate(values)), scoreOf(evaluate(changed))];
  if (before === undefined || after === undefined || after === before) return { kind: 'same' };
  return after < before ? { kind: 'changed', score: after } : { kind: 'unsupported' };
}

/** The number with these changes together, without those that the model would call a harm. */
export function scoreIf(evaluate: Evaluate, values: InputValues, whatIf: WhatIf): number | undefined {
  let kept: WhatIf = {};
  let score = scoreOf(evaluate(values));
  for (const key of leverKeys) {
    if (score === undefined || whatIf[key] === undefined) continue;
    const tried = { ...kept, [key]: whatIf[key] };
    const then = scoreOf(evaluate(changedValues(values, tried)));
    if (then !== undefined && then <= score) [kept, score] = [tried, then];
  }
  return score;
}
