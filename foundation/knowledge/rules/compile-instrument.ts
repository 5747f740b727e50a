// Turns an instrument into a function that gives exactly what evaluateInstrument gives, many times faster: for whole counties.
// It makes code with `new Function`, which a browser's content policy forbids: browsers keep the evaluator.
import { conditionCode } from './compile/condition-code.ts';
import { fits, inputCode, take } from './compile/input-code.ts';
import { missingCode } from './compile/missing-code.ts';
import { isKnown, isUnknown, namesOf } from './compile/names.ts';
import { contributionsCode, derivedCode, rowsCode, valueCode } from './compile/result-code.ts';
import { valueOnCurve, type Curve } from './curve.ts';
import { zScore } from './lms.ts';
import { inputsOf } from './condition.ts';
import { countVisits, evaluateInstrument } from './evaluate-instrument.ts';
import type { Instrument, InstrumentResult } from './instrument.ts';
import { partsOf } from './proof/instrument-keys.ts';
import type { InputValues } from './values.ts';

export type CompiledInstrument = (values: InputValues, history?: readonly InputValues[]) => InstrumentResult;

/** Results share their unchanging parts: whoever gets one does not change it. */
export function compileInstrument(instrument: Instrument): CompiledInstrument {
  if (instrument.status === 'awaiting-table') {
    const result = Object.freeze(evaluateInstrument(instrument, {}));
    return () => result;
  }
  const { id, version, status, exclusions, derived } = instrument;
  const head = { instrument: id, version, status };
  const given = {
    ...fixed,
    ...head,
    inputs: instrument.inputs,
    rows: instrument.rows,
    curves: Object.fromEntries(derived.flatMap((value) => ('curve' in value ? [[value.key, value.curve]] : []))),
    labels: derived.filter(({ contributes }) => contributes).map(({ label }) => label),
    unit: derived.find(({ key }) => key === instrument.score)?.unit,
    excluded: exclusions.map(({ reason }) => Object.freeze({ ...head, state: 'not-applicable', reason })),
    // What is out of range or in an unknown unit is rare: the evaluator says itself what it makes of it.
    evaluate: (values: InputValues, history?: readonly InputValues[]) =>
      evaluateInstrument(instrument, values, history),
    count: (counts: string, history: readonly InputValues[] = []) => countVisits(instrument, counts, history),
  };
  // oxlint-disable-next-line no-new-func, no-implied-eval -- made of content that was proved, see the head of this file
  const make = new Function(...Object.keys(given), functionCode(instrument)) as (
    ...all: unknown[]
  ) => CompiledInstrument;
  return make(...Object.values(given));
}

const isNumber = (value: number): boolean => Number.isFinite(value);
const fixed = {
  take,
  fits,
  zScore,
  onCurve: (curve: Curve, place: number): number => valueOnCurve(curve, place) ?? NaN,
  hasAny: (codes: readonly string[], asked: readonly string[]): boolean => asked.some((code) => codes.includes(code)),
  mean: (parts: readonly number[], fewest: number): number => {
    const known = parts.filter(isNumber);
    return known.length < fewest ? NaN : known.reduce((sum, one) => sum + one, 0) / known.length;
  },
  countKnown: (parts: readonly number[]): number => parts.filter(isNumber).length,
  firstKnown: (parts: readonly number[]): number => parts.find(isNumber) ?? NaN,
  nothing: Object.freeze([]) as readonly string[],
};

function functionCode(instrument: Instrument): string {
  const names = namesOf(instrument);
  const { inputs, derived, exclusions, rows, counters = [], score } = instrument;
  const variables = [...inputs, ...counters, ...derived].map(({ key }) => names(key).variable).join(', ');
  const made = new Map(derived.map((value) => [value.key, value]));
  /** With what it is made of in front. */
  const make = (key: string): string => {
    const value = made.get(key);
    if (!value) return '';
    made.delete(key);
    return `${partsOf(value).map(make).join('')}${valueCode(value, names)}`;
  };
  const exclusionCodes = exclusions.map(({ when }, index) => {
    const { isTrue, isFalse } = conditionCode(when, names);
    return {
      leave: `${inputsOf(when).map(make).join('')}if (${isTrue}) return excluded[${index}];\n`,
      undecided: `!(${isTrue} || ${isFalse})`,
    };
  });
  const incomplete = [
    ...inputs.filter(({ required }) => required).map(({ key }) => isUnknown(names(key))),
    ...exclusionCodes.map(({ undecided }) => undecided),
    'row === undefined',
    ...(score === undefined ? [] : [`!alone && ${isUnknown(names(score))}`]),
  ].join(' || ');
  const unit = derived.find(({ key }) => key === score)?.unit;
  const aloneRows = rows.some(({ alone }) => alone);
  const scoreCode =
    score === undefined ? '' : `score: { value: ${names(score).variable}${unit === undefined ? '' : ', unit'} }`;
  // A row that stands alone may come without its score.
  const scored =
    scoreCode === '' ? '' : aloneRows ? `...(${isKnown(names(score!))} && { ${scoreCode} }), ` : `${scoreCode}, `;
  const shown = derived.filter(({ contributes }) => contributes);
  return `'use strict';
${rows.map((_, index) => `const row${index} = rows[${index}].key, outcome${index} = rows[${index}].outcome;\n`).join('')}
${shown.map((_, index) => `const label${index} = labels[${index}];\n`).join('')}
function lacks(${variables}) {
const missing = [];
const note = (key) => { if (!missing.includes(key)) missing.push(key); };
${missingCode(instrument, names)}
return { instrument, version, status, state: 'incomplete', missing, implausible: nothing };
}
return function (values, history) {
${inputs.map((input, index) => inputCode(input, index, names)).join('')}
${counters.map(({ key, counts }) => `const ${names(key).variable} = count(${JSON.stringify(counts)}, history);\n`).join('')}
${exclusionCodes.map(({ leave }) => leave).join('')}
${derived.map(({ key }) => make(key)).join('')}
let row, outcome, alone = false;
${rowsCode(instrument, names)}
if (${incomplete}) return lacks(${variables});
return { instrument, version, status, state: 'complete', ${scored}row, outcome,
contributions: ${contributionsCode(shown, names)},
derived: ${derivedCode(derived, names)} };
};`;
}
