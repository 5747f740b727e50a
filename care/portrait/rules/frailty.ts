// The frailty index of people from 65: which of its items the record knows; what nobody found or asked stays unknown.
import type { Instrument, InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import type { InputValues } from '#foundation/knowledge/rules/values.ts';
import type { KnownValue, KnownValues } from './health-index.ts';

export const frailtyInstrument = 'frailty-index';
/** The instrument's own age. */
export const frailtyFromAge = 65;

/** Beginnings of ICD-10 codes whose standing diagnosis makes an item true; our own reading of the items' names. */
export const frailtyConditions: Readonly<Record<string, readonly string[]>> = {
  hypertension: ['I10', 'I11', 'I12', 'I13', 'I15'],
  coronaryDisease: ['I20', 'I21', 'I22', 'I24', 'I25'],
  heartFailure: ['I50'],
  atrialFibrillation: ['I48'],
  stroke: ['I60', 'I61', 'I62', 'I63', 'I64', 'I69'],
  diabetes: ['E10', 'E11', 'E13', 'E14'],
  copd: ['J44'],
  kidneyDisease: ['N18'],
  cancer: ['C'],
  arthritis: ['M05', 'M06', 'M15', 'M16', 'M17', 'M19'],
  osteoporosis: ['M80', 'M81'],
  dementia: ['F00', 'F01', 'F02', 'F03', 'G30'],
  parkinson: ['G20'],
  depression: ['F32', 'F33'],
  cataract: ['H25', 'H26'],
  hearingLoss: ['H90', 'H91'],
  incontinence: ['N39.3', 'N39.4', 'R32'],
};
export const frailtyCodes = [...new Set(Object.values(frailtyConditions).flat())];
/** Five standing prescriptions and more (own policy, usual in the literature). */
const manyDrugs = 5;

export interface FrailtyFacts {
  age: number;
  /** ICD-10 codes of standing diagnoses. */
  conditions: readonly string[];
  drugs: number;
  /** Stays in hospital within a year. */
  stays: number;
  /** By item; an answer is newer than the record's silence, and stands above a diagnosis. */
  answers: KnownValues;
}

export function frailtyValues({ age, conditions, drugs, stays, answers }: FrailtyFacts): KnownValues {
  const values: Record<string, KnownValue> = { age: { value: age, origin: 'registered' } };
  for (const [key, beginnings] of Object.entries(frailtyConditions))
    if (conditions.some((code) => beginnings.some((beginning) => code.startsWith(beginning))))
      values[key] = { value: true, origin: 'diagnosed' };
  if (drugs >= manyDrugs) values['polypharmacy'] = { value: true, origin: 'computed' };
  if (stays > 0) values['hospitalised'] = { value: true, origin: 'computed' };
  return { ...values, ...answers };
}

export interface Frailty {
  state: 'known' | 'too-few';
  /** 0 to 1. */
  score?: number;
  band?: string;
  known: number;
  of: number;
  /** Which items nobody found or asked. */
  missing: string[];
}

export function frailty(
  instrument: Instrument,
  evaluate: (values: InputValues) => InstrumentResult,
  values: KnownValues,
): Frailty {
  const items = instrument.inputs.filter(({ key }) => key !== 'age');
  const missing = items.flatMap(({ key }) => (values[key] ? [] : [key]));
  const counted = { known: items.length - missing.length, of: items.length, missing };
  const result = evaluate(Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value])));
  if (result.state !== 'complete' || !result.score) return { state: 'too-few', ...counted };
  return { state: 'known', score: result.score.value, band: result.row, ...counted };
}
