// Proves that every combination of values reaches a row, and that every row is reached: cells of numbers, codes and yes or no.
import { holds, type Condition, type NumberBounds, type Read } from '../condition.ts';
import { derive } from '../evaluate-instrument.ts';
import type { Instrument } from '../instrument.ts';
import type { Value } from '../values.ts';
import { contentFault, type ContentFault } from './fault.ts';
import { partsOf, shapesOf, type KeyShape } from './instrument-keys.ts';
import { cellsOf, cutsOf } from './prove-bands.ts';

export interface GuardedRow {
  key: string;
  when?: Condition;
}
const mostCombinations = 500_000;

/** How many combinations were walked, and what is wrong; rows are tried in order, the first that holds is taken. */
export function proveRows(
  where: string,
  rows: readonly GuardedRow[],
  instrument: Instrument,
): { combinations: number; faults: ContentFault[] } {
  const defaultAt = rows.findIndex(({ when }) => !when);
  if (defaultAt >= 0 && defaultAt < rows.length - 1)
    return { combinations: 0, faults: [contentFault('default-not-last', where, rows[defaultAt]!.key)] };
  const shapes = shapesOf(instrument);
  const leaves = rows.flatMap(({ when }) => (when ? leavesOf(when) : []));
  const grounds = new Map(leaves.map((leaf) => [leaf, [...groundOf(leaf.input, shapes)]]));
  const bounds = boundsOf(leaves, shapes);
  const groups = joinGroups([...grounds.values()]);
  let combinations = 1;
  const perGroup: Values[][] = [];
  for (const group of groups) {
    const own = leaves.filter((leaf) => grounds.get(leaf)!.some((key) => group.includes(key)));
    const axes = group.map((key) => [key, axisOf(key, shapes.get(key), bounds)] as const);
    const size = axes.reduce((product, [, values]) => product * values.length, 1);
    combinations *= size;
    if (size > mostCombinations)
      return { combinations, faults: [contentFault('too-many-combinations', where, group.join(', '))] };
    perGroup.push(distinct(axes, own, shapes));
  }
  const reached = new Set<string>();
  const faults: ContentFault[] = [];
  if (perGroup.reduce((product, group) => product * group.length, 1) > mostCombinations)
    return { combinations, faults: [contentFault('too-many-combinations', where, 'groups together')] };
  for (const values of product(perGroup)) {
    const read = reader(values, shapes);
    const row = rows.find(({ when }) => !when || holds(when, read) === true);
    if (row) reached.add(row.key);
    else if (faults.length < 5) faults.push(contentFault('no-row', where, JSON.stringify(values)));
  }
  for (const { key } of rows) if (!reached.has(key)) faults.push(contentFault('row-unreachable', where, key));
  return { combinations, faults };
}

type Leaf = { input: string } & Condition;
function leavesOf(condition: Condition): Leaf[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  if ('any' in condition) return condition.any.flatMap(leavesOf);
  if ('not' in condition) return leavesOf(condition.not);
  return [condition];
}

/** A derived value with a declared range, or made by arithmetic, is walked through by itself. */
const standsAlone = ({ derived }: KeyShape): boolean =>
  !derived || derived.range !== undefined || 'expression' in derived;

/** The keys that are walked through to decide a key. */
function groundOf(key: string, shapes: ReadonlyMap<string, KeyShape>): Set<string> {
  const shape = shapes.get(key);
  if (!shape || standsAlone(shape)) return new Set([key]);
  return new Set(partsOf(shape.derived!).flatMap((part) => [...groundOf(part, shapes)]));
}

interface Bounds {
  cuts: Map<string, number[]>;
  codeSets: Map<string, (readonly string[])[]>;
}
function boundsOf(leaves: readonly Leaf[], shapes: ReadonlyMap<string, KeyShape>): Bounds {
  const cuts = new Map<string, number[]>();
  const codeSets = new Map<string, (readonly string[])[]>();
  const seen = new Set<string>();
  const note = (leaf: Leaf): void => {
    const { input } = leaf;
    if ('has' in leaf) codeSets.set(input, [...(codeSets.get(input) ?? []), leaf.has]);
    else if (!('is' in leaf) && !('in' in leaf))
      cuts.set(input, [...(cuts.get(input) ?? []), ...cutsOf([leaf as NumberBounds])]);
    const shape = shapes.get(input);
    if (!shape || standsAlone(shape) || seen.has(input)) return;
    seen.add(input);
    const derived = shape.derived!;
    if ('condition' in derived) leavesOf(derived.condition).forEach(note);
    if ('table' in derived) derived.table.forEach(({ when }) => when && leavesOf(when).forEach(note));
    if ('intervals' in derived) {
      const ends = derived.intervals.flatMap(({ from, below }) => [from, below]).filter((end) => end !== undefined);
      cuts.set(derived.of, [...(cuts.get(derived.of) ?? []), ...ends]);
    }
  };
  leaves.forEach(note);
  return { cuts, codeSets };
}

function axisOf(key: string, shape: KeyShape | undefined, { cuts, codeSets }: Bounds): Value[] {
  if (!shape) return [];
  if (shape.kind === 'yes-no') return [true, false];
  if (shape.kind === 'choice') return [...shape.codes];
  if (shape.kind === 'number') return cellsOf(cuts.get(key) ?? [], shape.range);
  // Codes that every condition treats alike stand for each other.
  const sets = codeSets.get(key) ?? [];
  const alike = new Map(shape.codes.map((code) => [sets.map((set) => set.includes(code)).join(), code]));
  return [...alike.values()].reduce<string[][]>((all, code) => [...all, ...all.map((some) => [...some, code])], [[]]);
}

type Values = Record<string, Value>;
function reader(values: Values, shapes: ReadonlyMap<string, KeyShape>): Read {
  const read: Read = (key) => {
    if (key in values) return values[key];
    const derived = shapes.get(key)?.derived;
    return derived && derive(derived, read);
  };
  return read;
}

/** One set of values for every different answer of the conditions of a group. */
function distinct(
  axes: readonly (readonly [string, Value[]])[],
  leaves: readonly Leaf[],
  shapes: ReadonlyMap<string, KeyShape>,
): Values[] {
  const found = new Map<string, Values>();
  for (const values of product(axes.map(([key, axis]) => axis.map((value) => ({ [key]: value }))))) {
    const read = reader(values, shapes);
    const signature = leaves.map((leaf) => holds(leaf, read)).join();
    if (!found.has(signature)) found.set(signature, values);
  }
  return [...found.values()];
}

function* product(parts: readonly Values[][], from = 0, chosen: Values = {}): Generator<Values> {
  if (from === parts.length) yield chosen;
  else for (const part of parts[from]!) yield* product(parts, from + 1, { ...chosen, ...part });
}

/** Joins groups that share a key. */
function joinGroups(groups: readonly string[][]): string[][] {
  return groups.reduce<string[][]>((joined, group) => {
    const touching = joined.filter((other) => other.some((key) => group.includes(key)));
    const rest = joined.filter((other) => !touching.includes(other));
    return [...rest, [...new Set([...touching.flat(), ...group])]];
  }, []);
}
