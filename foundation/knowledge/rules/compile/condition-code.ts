// Code of a condition: one expression for "is true", one for "is false"; where neither holds it is undecided.
import type { Condition, NumberBounds } from '../condition.ts';
import { isKnown, type Names } from './names.ts';

export interface ConditionCode {
  isTrue: string;
  isFalse: string;
}
const signs = { atLeast: '>=', above: '>', below: '<', atMost: '<=' } as const;

export function conditionCode(condition: Condition, names: Names): ConditionCode {
  const joined = (parts: readonly Condition[], forTrue: string, forFalse: string): ConditionCode => {
    const codes = parts.map((part) => conditionCode(part, names));
    return {
      isTrue: `(${codes.map(({ isTrue }) => isTrue).join(forTrue)})`,
      isFalse: `(${codes.map(({ isFalse }) => isFalse).join(forFalse)})`,
    };
  };
  if ('all' in condition) return joined(condition.all, ' && ', ' || ');
  if ('any' in condition) return joined(condition.any, ' || ', ' && ');
  if ('not' in condition) {
    const { isTrue, isFalse } = conditionCode(condition.not, names);
    return { isTrue: isFalse, isFalse: isTrue };
  }
  const test = leafCode(condition, names(condition.input).variable);
  return { isTrue: `(${test})`, isFalse: `(${isKnown(names(condition.input))} && !(${test}))` };
}

type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;
/** Holds for a known value alone: comparisons with NaN and undefined are false. */
function leafCode(leaf: Leaf, variable: string): string {
  if ('is' in leaf) return `${variable} === ${JSON.stringify(leaf.is)}`;
  if ('in' in leaf) return leaf.in.map((code) => `${variable} === ${JSON.stringify(code)}`).join(' || ');
  if ('has' in leaf) return `${variable} !== undefined && hasAny(${variable}, ${JSON.stringify(leaf.has)})`;
  const bounds: NumberBounds = leaf;
  return (['atLeast', 'above', 'below', 'atMost'] as const)
    .flatMap((name) => (bounds[name] === undefined ? [] : [`${variable} ${signs[name]} ${numberCode(bounds[name])}`]))
    .join(' && ');
}

export const numberCode = (value: number): string => (value < 0 || Object.is(value, -0) ? `(${value})` : String(value));
