// Arithmetic as data: numbers, keys of values and the few functions that clinical equations need.
import { zScore } from './lms.ts';
import { holds, inputsOf, type Condition, type Read } from './condition.ts';

export type Expression =
  | number
  /** Key of an input or of a derived value. */
  | string
  | { add: readonly Expression[] }
  | { multiply: readonly Expression[] }
  | { smallest: readonly Expression[] }
  | { largest: readonly Expression[] }
  | { subtract: readonly [Expression, Expression] }
  | { divide: readonly [Expression, Expression] }
  | { power: readonly [Expression, Expression] }
  | { ln: Expression }
  | { log10: Expression }
  | { exp: Expression }
  /** Of those known; unknown where fewer than `fewest` are. What is unknown is left out, never taken as zero. */
  | { mean: readonly Expression[]; fewest: number }
  /** How many of these are known. */
  | { known: readonly Expression[] }
  /** The first of these that is known. */
  | { first: readonly Expression[] }
  /** z-score of a value by L, M and S; `restricted` beyond three standard deviations, as WHO does for weight. */
  | { lms: readonly [value: Expression, l: Expression, m: Expression, s: Expression]; restricted: boolean }
  | { when: Condition; value: Expression; otherwise: Expression };

type Operator = 'add' | 'multiply' | 'smallest' | 'largest' | 'subtract' | 'divide' | 'power';
const operators: Record<Operator, (left: number, right: number) => number> = {
  add: (left, right) => left + right,
  multiply: (left, right) => left * right,
  // Not Math.min itself: a reducer is handed the place and the whole list too.
  smallest: (left, right) => Math.min(left, right),
  largest: (left, right) => Math.max(left, right),
  subtract: (left, right) => left - right,
  divide: (left, right) => left / right,
  power: (left, right) => left ** right,
};
const functions = { ln: Math.log, log10: Math.log10, exp: Math.exp };

/** The number, or `undefined` where a value is missing or the result is no number (division by zero, ln of a negative). */
export function compute(expression: Expression, read: Read): number | undefined {
  const result = reckon(expression, read);
  return result !== undefined && Number.isFinite(result) ? result : undefined;
}

function reckon(expression: Expression, read: Read): number | undefined {
  if (typeof expression === 'number') return expression;
  if (typeof expression === 'string') {
    const value = read(expression);
    return typeof value === 'number' ? value : undefined;
  }
  if ('when' in expression) {
    const chosen = holds(expression.when, read);
    return chosen === undefined ? undefined : reckon(chosen ? expression.value : expression.otherwise, read);
  }
  if ('mean' in expression) {
    const known = knownOf(expression.mean, read);
    return known.length < expression.fewest ? undefined : known.reduce((sum, one) => sum + one, 0) / known.length;
  }
  if ('known' in expression) return knownOf(expression.known, read).length;
  if ('first' in expression) return knownOf(expression.first, read)[0];
  if ('lms' in expression) {
    const [value, l, m, s] = expression.lms.map((part) => reckon(part, read) ?? NaN) as [
      number,
      number,
      number,
      number,
    ];
    return zScore(value, l, m, s, expression.restricted);
  }
  const [name, operand] = Object.entries(expression)[0] as [Operator | keyof typeof functions, unknown];
  if (name in functions) {
    const inner = reckon(operand as Expression, read);
    return inner === undefined ? undefined : functions[name as keyof typeof functions](inner);
  }
  // Every part is read before the first gap stops the sum: what is missing is then told at once.
  const parts = (operand as readonly Expression[]).map((part) => reckon(part, read));
  if (parts.some((part) => part === undefined)) return undefined;
  return (parts as number[]).reduce(operators[name as Operator]);
}

const knownOf = (parts: readonly Expression[], read: Read): number[] =>
  parts.map((part) => compute(part, read)).filter((value) => value !== undefined);

/** Keys that an expression reads. */
export function keysOf(expression: Expression): string[] {
  if (typeof expression === 'number') return [];
  if (typeof expression === 'string') return [expression];
  if ('when' in expression)
    return [...inputsOf(expression.when), ...keysOf(expression.value), ...keysOf(expression.otherwise)];
  const operand = Object.values(expression)[0] as Expression | readonly Expression[];
  return Array.isArray(operand) ? operand.flatMap(keysOf) : keysOf(operand as Expression);
}
