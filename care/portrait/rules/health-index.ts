// The health index of one person from named values: by the published instrument, never filled up, with each part told on its own.
import { readDerived } from '#foundation/knowledge/rules/evaluate-instrument.ts';
import type { Instrument, InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import type { InputValues, Value } from '#foundation/knowledge/rules/values.ts';
import { indexTerms, type IndexTermKey } from './index-terms.ts';

/** Where a value came from; `home`: a blood pressure measured at home, where no other is young enough; `absent`: no such diagnosis on record of somebody who was seen within two years. */
export type ValueOrigin = 'registered' | 'measured' | 'home' | 'computed' | 'diagnosed' | 'asked' | 'absent';
export interface KnownValue {
  value: Value;
  origin: ValueOrigin;
  at?: Date;
  /** Observations on which it rests. */
  observations?: readonly string[];
}
export type KnownValues = Readonly<Record<string, KnownValue>>;
export interface IndexInput extends KnownValue {
  key: string;
}
export interface IndexTerm {
  key: IndexTermKey;
  /** 0 to 100; absent where it is not known. */
  points?: number;
  /** The value that decides, in the unit of the record: pressure as `128/76`, lipids as non-HDL cholesterol in mmol/L. */
  value?: Value;
  origin?: ValueOrigin;
  at?: Date;
  observations?: readonly string[];
  /** All known values that the points rest on. */
  inputs: IndexInput[];
  /** Inputs for want of which there are no points. */
  missing: readonly string[];
}
export const indexBands = ['low', 'moderate', 'high'] as const;
export type IndexBand = (typeof indexBands)[number];
export interface HealthIndex {
  state: 'known' | 'too-few' | 'not-applicable';
  /** Mean of the known parts, 0 to 100, not rounded. */
  score?: number;
  known: number;
  of: 8;
  band?: IndexBand;
  terms: IndexTerm[];
}

/** A value out of the instrument's range counts as unknown: it is not cut, and it does not spoil the other parts. */
export function healthIndex(
  instrument: Instrument,
  evaluate: (values: InputValues) => InstrumentResult,
  values: KnownValues,
): HealthIndex {
  const plain: Record<string, InputValues[string]> = {};
  for (const { key } of instrument.inputs) if (values[key]) plain[key] = values[key].value;
  let result = evaluate(plain);
  if (result.state === 'incomplete' && result.implausible.length > 0) {
    for (const key of result.implausible) delete plain[key];
    result = evaluate(plain);
  }
  if (result.state === 'not-applicable') return { state: 'not-applicable', known: 0, of: 8, terms: [] };
  const terms = indexTerms.map((term): IndexTerm => {
    const { value: points, missing } = readDerived(instrument, plain, term.points);
    const inputs = term.inputs.flatMap((key): IndexInput[] =>
      plain[key] === undefined ? [] : [{ key, ...values[key]! }],
    );
    return {
      key: term.key,
      ...(typeof points === 'number' && { points }),
      ...leading(term.key, inputs),
      inputs,
      missing,
    };
  });
  const known = terms.filter(({ points }) => points !== undefined).length;
  if (result.state === 'incomplete' || !result.score) return { state: 'too-few', known, of: 8, terms };
  return { state: 'known', score: result.score.value, known, of: 8, band: result.row as IndexBand, terms };
}

type Leading = Pick<IndexTerm, 'value' | 'origin' | 'at' | 'observations'>;
/** The value that a reader is told of a part that rests on several. */
function leading(key: IndexTermKey, inputs: readonly IndexInput[]): Leading {
  const of = (name: string) => inputs.find((input) => input.key === name);
  const told = (from: IndexInput | undefined, value?: Value, also?: IndexInput): Leading =>
    from
      ? {
          value: value ?? from.value,
          origin: from.origin,
          ...(from.at && { at: from.at }),
          ...((from.observations ?? also?.observations) && {
            observations: [...new Set([...(from.observations ?? []), ...(also?.observations ?? [])])],
          }),
        }
      : {};
  if (key === 'pressure') {
    const [systolic, diastolic] = [of('systolic'), of('diastolic')];
    return systolic && diastolic
      ? told(systolic, `${String(systolic.value)}/${String(diastolic.value)}`, diastolic)
      : {};
  }
  if (key === 'lipids') {
    const [total, hdl] = [of('totalCholesterol'), of('hdl')];
    return hdl && total
      ? told(total, Math.round(((total.value as number) - (hdl.value as number)) * 100) / 100, hdl)
      : {};
  }
  if (key === 'glucose') return told(of('hba1c') ?? of('fastingGlucose'));
  return told(inputs[0]);
}
