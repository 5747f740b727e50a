// Proves an instrument as a whole: references first, then intervals, units, rows, worked examples and status.
import type { InstrumentVector } from '../../contract.ts';
import type { Review } from '../content.ts';
import type { Instrument } from '../instrument.ts';
import { contentFault, type ContentFault } from './fault.ts';
import { shapesOf } from './instrument-keys.ts';
import { proveIntervals } from './prove-bands.ts';
import { proveCurve } from './prove-curve.ts';
import { proveMonotone } from './prove-monotone.ts';
import { proveReferences } from './prove-references.ts';
import { proveRows } from './prove-rows.ts';
import { proveStatus } from './prove-status.ts';
import { proveUnits } from './prove-units.ts';
import { proveVectors } from './prove-vectors.ts';

export interface InstrumentProof {
  /** Combinations of which each reaches exactly one row. */
  combinations: number;
  faults: ContentFault[];
}
export function proveInstrument(
  instrument: Instrument,
  vectors: readonly InstrumentVector[],
  reviews: readonly Review[],
): InstrumentProof {
  if (instrument.status === 'awaiting-table') return { combinations: 0, faults: proveAwaiting(instrument, reviews) };
  const broken = proveReferences(instrument);
  // What follows walks along the references.
  if (broken.length > 0) return { combinations: 0, faults: broken };
  const rows = proveRows('rows', instrument.rows, instrument);
  return {
    combinations: rows.combinations,
    faults: [
      ...proveDerived(instrument),
      ...proveUnits(instrument),
      ...rows.faults,
      ...proveVectors(instrument, vectors),
      ...proveMonotone(instrument, vectors),
      ...proveStatus(instrument, reviews),
    ],
  };
}

/** What waits for its table computes nothing. */
function proveAwaiting(instrument: Instrument, reviews: readonly Review[]): ContentFault[] {
  const { inputs, derived, rows } = instrument;
  const faults = proveStatus(instrument, reviews);
  return inputs.length + derived.length + rows.length === 0
    ? faults
    : [...faults, contentFault('status-too-high', 'status', 'awaiting-table, but it computes')];
}

function proveDerived(instrument: Instrument): ContentFault[] {
  const shapes = shapesOf(instrument);
  return instrument.derived.flatMap((value) => {
    const where = `derived.${value.key}`;
    const faults: ContentFault[] = [];
    if ('intervals' in value)
      faults.push(...proveIntervals(where, value.intervals, shapes.get(value.of)?.range ?? [-Infinity, Infinity]));
    if ('curve' in value)
      faults.push(...proveCurve(where, value.curve, shapes.get(value.of)?.range ?? [-Infinity, Infinity]));
    if ('table' in value)
      faults.push(
        ...proveRows(
          where,
          value.table.map(({ when }, index) => ({ key: String(index), when })),
          instrument,
        ).faults,
      );
    const [low, high] = value.range ?? [-Infinity, Infinity];
    for (const given of valuesOf(value))
      if (given < low || given > high) faults.push(contentFault('outside-range', where, String(given)));
    return faults;
  });
}

function valuesOf(value: Instrument['derived'][number]): number[] {
  if ('intervals' in value) return value.intervals.map((interval) => interval.value);
  if ('choices' in value) return Object.values(value.choices);
  if ('curve' in value) return [...value.curve.values];
  return 'table' in value ? value.table.map((row) => row.value) : [];
}
