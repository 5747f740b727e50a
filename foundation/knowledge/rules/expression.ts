// Arithmetic as data: numbers, keys of values and the few functions that clinical equations need.
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
  | { when: Condition; value: Expression; otherwise: Expression };

type Operator = 'add' | 'multiply' | 'smallest' | 'largest' | 'subtract' | 'divide' | 'power';
const operators: Record<Operator, (left: number, right: number) => number> = {
  add: (left, right) => left + right,
  multiply: (left, right) => left * right,
  smallest: Math.min,
  largest: Math.max,
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

/** Keys that an expression reads. */
export function keysOf(expression: Expression): string[] {
  if (typeof expression === 'number') return [];
  if (typeof expression === 'string') return [expression];
  if ('when' in expression)
    return [...inputsOf(expression.when), ...keysOf(expression.value), ...keysOf(expression.otherwise)];
  const operand = Object.values(expression)[0] as Expression | readonly Expression[];
  return Array.isArray(operand) ? operand.flatMap(keysOf) : keysOf(operand as Expression);
}
