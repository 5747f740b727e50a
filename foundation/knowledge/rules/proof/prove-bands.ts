// Proves that intervals or bands of a number cover its range without a gap and without an overlap.
import { within, type NumberBounds } from '../condition.ts';
import type { Interval } from '../instrument.ts';
import { contentFault, type ContentFault } from './fault.ts';

type Range = readonly [low: number, high: number];

/** Half-open intervals in rising order. */
export function proveIntervals(where: string, intervals: readonly Interval[], [low, high]: Range): ContentFault[] {
  const faults: ContentFault[] = [];
  let reached = low;
  intervals.forEach(({ from = -Infinity, below = Infinity }, index) => {
    const at = `${where}[${index}]`;
    if (from >= below) faults.push(contentFault('overlap', at, `${from} is not below ${below}`));
    if (from > reached) faults.push(contentFault('gap', at, `nothing between ${reached} and ${from}`));
    if (index > 0 && from < reached) faults.push(contentFault('overlap', at, `${from} lies before ${reached}`));
    reached = below;
  });
  if (reached <= high) faults.push(contentFault('gap', where, `nothing from ${reached} to ${high}`));
  return faults;
}

/** Bounds of any kind: walks through every cut, and through the middle of every two. */
export function proveBands(where: string, bands: readonly NumberBounds[], range: Range): ContentFault[] {
  return cellsOf(cutsOf(bands), range).flatMap((value) => {
    const count = bands.filter((band) => within(value, band)).length;
    if (count === 1) return [];
    return [contentFault(count === 0 ? 'gap' : 'overlap', where, `${value} lies in ${count} bands`)];
  });
}

export const cutsOf = (bounds: readonly NumberBounds[]): number[] =>
  bounds.flatMap(({ atLeast, above, below, atMost }) =>
    [atLeast, above, below, atMost].filter((cut): cut is number => cut !== undefined),
  );

/** One value of every cell into which cuts part a range, the cuts and the ends included. */
export function cellsOf(cuts: readonly number[], [low, high]: Range): number[] {
  const inside = [...new Set([low, ...cuts.filter((cut) => cut > low && cut < high), high])]
    .filter(Number.isFinite)
    .sort((left, right) => left - right);
  const first = inside[0] ?? 0;
  const last = inside.at(-1) ?? 0;
  return [
    ...(low === -Infinity ? [first - 1] : []),
    ...inside.flatMap((value, index) => {
      const next = inside[index + 1];
      return next === undefined ? [value] : [value, (value + next) / 2];
    }),
    ...(high === Infinity ? [last + 1] : []),
  ];
}
