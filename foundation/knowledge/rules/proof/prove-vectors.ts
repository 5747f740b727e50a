// Proves that an instrument gives the expected result for each of its worked examples, and that each row has one.
import type { InstrumentVector } from '../../contract.ts';
import { evaluateInstrument } from '../evaluate-instrument.ts';
import type { Instrument } from '../instrument.ts';
import { contentFault, type ContentFault } from './fault.ts';

const fewestVectors = 2;

export function proveVectors(instrument: Instrument, vectors: readonly InstrumentVector[]): ContentFault[] {
  const faults: ContentFault[] = [];
  if (vectors.length < fewestVectors)
    faults.push(contentFault('no-vectors', 'vectors', `${vectors.length} of at least ${fewestVectors}`));
  const reached = new Set<string>();
  for (const vector of vectors) {
    const result = evaluateInstrument(instrument, vector.values, vector.history);
    if (result.state === 'complete') reached.add(result.row);
    const wrong = mismatch(vector.expect, result);
    if (wrong) faults.push(contentFault('vector-fails', vector.name, wrong));
  }
  for (const { key } of instrument.rows)
    if (!reached.has(key)) faults.push(contentFault('row-without-vector', `rows.${key}`, 'no vector reaches it'));
  return faults;
}

/** What differs from what was expected; `undefined` where nothing does. */
export function mismatch(
  expected: InstrumentVector['expect'],
  result: ReturnType<typeof evaluateInstrument>,
): string | undefined {
  const found = JSON.stringify(result);
  if (expected.state !== result.state) return `expected ${expected.state}, found ${found}`;
  if (expected.state === 'incomplete' && result.state === 'incomplete') {
    const same = (left: readonly string[] | undefined, right: readonly string[]): boolean =>
      left === undefined || [...left].sort().join() === [...right].sort().join();
    return same(expected.missing, result.missing) && same(expected.implausible, result.implausible) ? undefined : found;
  }
  if (expected.state !== 'complete' || result.state !== 'complete') return undefined;
  if (expected.row !== undefined && expected.row !== result.row) return `expected row ${expected.row}, found ${found}`;
  if (expected.score !== undefined) {
    const off = Math.abs((result.score?.value ?? NaN) - expected.score);
    if (!(off <= (expected.tolerance ?? 1e-9))) return `expected ${expected.score}, found ${result.score?.value}`;
  }
  for (const [key, value] of Object.entries(expected.derived ?? {}))
    if (result.derived[key] !== value) return `expected ${key} ${String(value)}, found ${String(result.derived[key])}`;
  return undefined;
}
