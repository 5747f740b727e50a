// Conditions as data: three-valued, so that a condition is decided as soon as what is known decides it.
import type { Value } from './values.ts';

export interface NumberBounds {
  atLeast?: number;
  above?: number;
  below?: number;
  atMost?: number;
}
export type Condition =
  | ({ input: string } & NumberBounds)
  | { input: string; is: string | boolean }
  | { input: string; in: readonly string[] }
  /** Of several codes at least one is among these. */
  | { input: string; has: readonly string[] }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition };

/** Reads a value by its key; `undefined` where it is unknown. */
export type Read = (key: string) => Value | undefined;

export const within = (value: number, { atLeast, above, below, atMost }: NumberBounds): boolean =>
  (atLeast === undefined || value >= atLeast) &&
  (above === undefined || value > above) &&
  (below === undefined || value < below) &&
  (atMost === undefined || value <= atMost);

/** True, false, or `undefined` where what is known does not decide it. */
export function holds(condition: Condition, read: Read): boolean | undefined {
  if ('all' in condition) return join(condition.all, read, false);
  if ('any' in condition) return join(condition.any, read, true);
  if ('not' in condition) {
    const inner = holds(condition.not, read);
    return inner === undefined ? undefined : !inner;
  }
  const value = read(condition.input);
  if (value === undefined) return undefined;
  if ('is' in condition) return value === condition.is;
  if ('in' in condition) return typeof value === 'string' && condition.in.includes(value);
  if ('has' in condition) return Array.isArray(value) && condition.has.some((code) => value.includes(code));
  return typeof value === 'number' && within(value, condition);
}

/** All are read even when the first decides: what is missing is then told at once. */
function join(conditions: readonly Condition[], read: Read, decisive: boolean): boolean | undefined {
  let joined: boolean | undefined = !decisive;
  for (const condition of conditions) {
    const one = holds(condition, read);
    if (one === decisive) return decisive;
    if (one === undefined) joined = undefined;
  }
  return joined;
}

/** Keys that a condition reads. */
export function inputsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(inputsOf);
  if ('any' in condition) return condition.any.flatMap(inputsOf);
  if ('not' in condition) return inputsOf(condition.not);
  return [condition.input];
}
