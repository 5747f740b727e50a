// Applies an instrument to a person's values: complete, incomplete with what is missing, or not applicable with the reason.
import { holds, type Read } from './condition.ts';
import type { LocalText } from './content.ts';
import { valueOnCurve } from './curve.ts';
import { compute } from './expression.ts';
import type { DerivedValue, Instrument, InstrumentInput, InstrumentResult } from './instrument.ts';
import { isQuantity, type InputValues, type Quantity, type Value } from './values.ts';

export const awaitingTable: LocalText = {
  zh: '评分表或系数待核定，暂不能计算',
  en: 'The table or the coefficients are not available yet',
};

/** `history` holds the values of earlier visits, newest first; counters are made of it. */
export function evaluateInstrument(
  instrument: Instrument,
  values: InputValues,
  history: readonly InputValues[] = [],
): InstrumentResult {
  const head = { instrument: instrument.id, version: instrument.version, status: instrument.status };
  if (instrument.status === 'awaiting-table') return { ...head, state: 'not-applicable', reason: awaitingTable };
  const sheet = worksheet(instrument, values, history);
  const excluded = instrument.exclusions.find(({ when }) => holds(when, sheet.quiet) === true);
  if (excluded) return { ...head, state: 'not-applicable', reason: excluded.reason };
  for (const { key, required } of instrument.inputs) if (required) sheet.read(key);
  const undecided = instrument.exclusions.some(({ when }) => holds(when, sheet.read) === undefined);
  const row = undecided ? undefined : firstRow(instrument, sheet.read);
  const score = instrument.score === undefined ? undefined : sheet.read(instrument.score);
  const lacksScore = instrument.score !== undefined && typeof score !== 'number' && row?.alone !== true;
  const lacksRequired = instrument.inputs.some(({ key, required }) => required && sheet.missing.has(key));
  if (!row || lacksScore || lacksRequired || sheet.implausible.size > 0)
    return { ...head, state: 'incomplete', missing: [...sheet.missing], implausible: [...sheet.implausible] };
  const unit = instrument.derived.find(({ key }) => key === instrument.score)?.unit;
  return {
    ...head,
    state: 'complete',
    ...(typeof score === 'number' && { score: { value: score, ...(unit !== undefined && { unit }) } }),
    row: row.key,
    outcome: row.outcome,
    contributions: instrument.derived.flatMap(({ key, label, contributes }) => {
      const value = contributes ? sheet.quiet(key) : undefined;
      return typeof value === 'number' ? [{ key, label, value }] : [];
    }),
    derived: Object.fromEntries(instrument.derived.map(({ key }) => [key, sheet.quiet(key)])),
  };
}

/** One derived value alone, as far as it is known: what a result that is not complete can already tell of its parts. */
export function readDerived(instrument: Instrument, values: InputValues, key: string): DerivedReading {
  const sheet = worksheet(instrument, values, []);
  const value = sheet.read(key);
  return {
    ...(value !== undefined && { value }),
    missing: value === undefined ? [...sheet.missing] : [],
    implausible: [...sheet.implausible],
  };
}
export interface DerivedReading {
  value?: Value;
  /** Inputs for want of which it is unknown. */
  missing: readonly string[];
  implausible: readonly string[];
}

/** The first row that holds; none where an earlier row is undecided: the rest is read all the same, to tell what is missing. */
function firstRow({ rows }: Instrument, read: Read) {
  let undecided = false;
  for (const row of rows) {
    const applies = row.when ? holds(row.when, read) : true;
    if (applies && !undecided) return row;
    if (applies === undefined) undecided = true;
  }
  return undefined;
}

interface Worksheet {
  /** Reads and notes what is missing. */
  read: Read;
  /** Reads only. */
  quiet: Read;
  missing: Set<string>;
  implausible: Set<string>;
}
function worksheet(instrument: Instrument, values: InputValues, history: readonly InputValues[]): Worksheet {
  const inputs = new Map(instrument.inputs.map((input) => [input.key, input]));
  const counters = new Map(instrument.counters?.map((counter) => [counter.key, counter]));
  const derived = new Map(instrument.derived.map((value) => [value.key, value]));
  const known = new Map<string, Value | undefined>();
  const missing = new Set<string>();
  const implausible = new Set<string>();
  const find = (key: string, read: Read): Value | undefined => {
    const input = inputs.get(key);
    if (input) {
      const taken = takeInput(input, values[key]);
      if (taken === 'implausible') implausible.add(key);
      return taken === 'implausible' ? undefined : taken?.value;
    }
    const counter = counters.get(key);
    if (counter) return countVisits(instrument, counter.counts, history);
    const value = derived.get(key);
    return value && derive(value, read);
  };
  const quiet: Read = (key) => {
    if (!known.has(key)) known.set(key, find(key, quiet));
    return known.get(key);
  };
  const read: Read = (key) => {
    const value = quiet(key);
    if (value !== undefined) return value;
    if (inputs.has(key)) {
      if (!implausible.has(key)) missing.add(key);
    } else {
      const unknown = derived.get(key);
      if (unknown) derive(unknown, read);
    }
    return undefined;
  };
  return { read, quiet, missing, implausible };
}

export function derive(derived: DerivedValue, read: Read): Value | undefined {
  if ('expression' in derived) return compute(derived.expression, read);
  if ('condition' in derived) return holds(derived.condition, read);
  if ('table' in derived) {
    for (const { when, value } of derived.table) {
      const applies = when ? holds(when, read) : true;
      if (applies) return value;
      if (applies === undefined) return undefined;
    }
    return undefined;
  }
  const of = read(derived.of);
  if ('choices' in derived) return typeof of === 'string' ? derived.choices[of] : undefined;
  if (typeof of !== 'number') return undefined;
  if ('curve' in derived) return valueOnCurve(derived.curve, of);
  return derived.intervals.find(({ from = -Infinity, below = Infinity }) => of >= from && of < below)?.value;
}

/** The value in the input's own unit; `implausible` outside of the range, of the options or of the accepted units. */
export function takeInput(
  input: InstrumentInput,
  given: Value | Quantity | undefined,
): { value: Value } | 'implausible' | undefined {
  if (given === undefined) return undefined;
  if (input.kind === 'number') {
    const factor = !isQuantity(given) || given.unit === input.unit ? 1 : input.accept?.[given.unit];
    const number = isQuantity(given) ? given.value : given;
    if (factor === undefined || typeof number !== 'number') return 'implausible';
    const value = number * factor;
    return value >= input.range[0] && value <= input.range[1] ? { value } : 'implausible';
  }
  if (isQuantity(given)) return 'implausible';
  if (input.kind === 'yes-no') return typeof given === 'boolean' ? { value: given } : 'implausible';
  const known = (code: unknown): boolean => input.options.some((option) => option.code === code);
  if (input.kind === 'choice') return known(given) ? { value: given } : 'implausible';
  return Array.isArray(given) && given.every(known) ? { value: given } : 'implausible';
}

/** Visits before this one in a row that fulfilled the condition; an undecided visit ends the row. */
export function countVisits(instrument: Instrument, condition: string, history: readonly InputValues[]): number {
  const broken = history.findIndex(
    (values, index) => worksheet(instrument, values, history.slice(index + 1)).quiet(condition) !== true,
  );
  return broken < 0 ? history.length : broken;
}
