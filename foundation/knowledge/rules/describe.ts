// Conditions, bounds and expressions in the words of a reader, for tables that clinicians sign.
import type { Condition, NumberBounds } from './condition.ts';
import type { Expression } from './expression.ts';

export interface ReadingWords {
  /** Label of a key, and of a code of it. */
  label: (key: string) => string;
  code: (key: string, code: string) => string;
  unit: (key: string) => string;
  bound: (name: keyof NumberBounds, value: number) => string;
  is: (label: string, value: string) => string;
  has: (label: string, values: string) => string;
  without: (label: string) => string;
  not: (inner: string) => string;
  /** One of two, by a condition. */
  choose: (when: string, value: string, otherwise: string) => string;
  operation: (name: NamedOperation, parts: string, fewest?: number) => string;
  and: string;
  or: string;
}

export function describeCondition(condition: Condition, words: ReadingWords): string {
  if ('all' in condition) return joined(condition.all, words, words.and);
  if ('any' in condition) return joined(condition.any, words, words.or);
  if ('not' in condition) return words.not(describeCondition(condition.not, words));
  const { input } = condition;
  const label = words.label(input);
  if ('is' in condition) {
    if (typeof condition.is === 'boolean') return condition.is ? label : words.without(label);
    return words.is(label, words.code(input, condition.is));
  }
  if ('in' in condition) return words.is(label, condition.in.map((code) => words.code(input, code)).join('/'));
  if ('has' in condition) return words.has(label, condition.has.map((code) => words.code(input, code)).join('、'));
  return `${label} ${describeBounds(condition, words)}${words.unit(input)}`;
}

export function describeBounds(bounds: NumberBounds, words: Pick<ReadingWords, 'bound' | 'and'>): string {
  return (['atLeast', 'above', 'below', 'atMost'] as const)
    .flatMap((name) => {
      const value = bounds[name];
      return value === undefined ? [] : [words.bound(name, value)];
    })
    .join(` ${words.and} `);
}

function joined(parts: readonly Condition[], words: ReadingWords, by: string): string {
  return parts
    .map((part) => {
      const inner = describeCondition(part, words);
      return 'all' in part || 'any' in part ? `（${inner}）` : inner;
    })
    .join(` ${by} `);
}

/** Operations that a reader gets in words. */
export type NamedOperation = 'mean' | 'known' | 'first' | 'lms' | 'smallest' | 'largest';
const inWords = ['mean', 'known', 'first', 'lms', 'smallest', 'largest'];

const signs = { add: ' + ', multiply: ' × ', subtract: ' − ', divide: ' ÷ ', power: ' ^ ' } as const;
export function describeExpression(expression: Expression, words: ReadingWords): string {
  if (typeof expression === 'number') return String(expression);
  if (typeof expression === 'string') return words.label(expression);
  if ('when' in expression)
    return words.choose(
      describeCondition(expression.when, words),
      describeExpression(expression.value, words),
      describeExpression(expression.otherwise, words),
    );
  const [name, operand] = Object.entries(expression)[0] as [string, Expression | readonly Expression[]];
  if (!Array.isArray(operand)) return `${name}(${describeExpression(operand as Expression, words)})`;
  const parts = (operand as readonly Expression[]).map((part) => describeExpression(part, words));
  if (inWords.includes(name))
    return words.operation(
      name as NamedOperation,
      parts.join('、'),
      'mean' in expression ? expression.fewest : undefined,
    );
  return name in signs ? `(${parts.join(signs[name as keyof typeof signs])})` : `${name}(${parts.join(', ')})`;
}
