// Where an instrument changes its mind: every cut of a key in conditions, tables, intervals, exclusions and rows.
import type { Condition, NumberBounds } from '../condition.ts';
import type { Expression } from '../expression.ts';
import type { Instrument } from '../instrument.ts';
import { cutsOf } from './prove-bands.ts';

export function cutsOfInstrument({ rows, exclusions, derived }: Instrument, key: string): number[] {
  const conditions = [
    ...rows.flatMap(({ when }) => (when ? [when] : [])),
    ...exclusions.map(({ when }) => when),
    ...derived.flatMap((value) => {
      if ('condition' in value) return [value.condition];
      if ('expression' in value) return conditionsIn(value.expression);
      return 'table' in value ? value.table.flatMap(({ when }) => (when ? [when] : [])) : [];
    }),
  ];
  const bounds = conditions
    .flatMap(leavesOf)
    .filter((leaf): leaf is { input: string } & NumberBounds => 'input' in leaf && leaf.input === key);
  const ends = derived.flatMap((value) =>
    'intervals' in value && value.of === key ? value.intervals.flatMap(({ from, below }) => [from, below]) : [],
  );
  return [...new Set([...cutsOf(bounds), ...ends.filter((cut) => cut !== undefined)])];
}

function leavesOf(condition: Condition): Condition[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  if ('any' in condition) return condition.any.flatMap(leavesOf);
  return 'not' in condition ? leavesOf(condition.not) : [condition];
}
function conditionsIn(expression: Expression): Condition[] {
  if (typeof expression !== 'object') return [];
  if ('when' in expression)
    return [expression.when, ...conditionsIn(expression.value), ...conditionsIn(expression.otherwise)];
  const operand = Object.values(expression)[0] as Expression | readonly Expression[];
  return Array.isArray(operand)
    ? (operand as readonly Expression[]).flatMap(conditionsIn)
    : conditionsIn(operand as Expression);
}
