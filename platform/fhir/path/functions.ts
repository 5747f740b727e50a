// The functions of FHIRPath and of SQL on FHIR (getResourceKey, getReferenceKey) that views may call.
import { decimalBoundary, momentBoundary } from './moments.ts';
import type { MomentType } from './moments.ts';
import { distinct } from './operators.ts';
import { EvaluationError, Typed, asBoolean, asNumber, asText, bare, no, none, single, truth, yes } from './values.ts';
import type { Collection } from './values.ts';

/** What an expression is evaluated in. */
export interface Scope {
  resource: unknown;
  /** Constants and the variables of the language, by name. */
  variables: ReadonlyMap<string, Collection>;
  /** Place of the row among those of its forEach. */
  rowIndex: number;
}
export type Run = (input: Collection, scope: Scope, self: Collection) => Collection;

export interface PathFunction {
  /** Least and most arguments. */
  args: readonly [number, number];
  /** Type of the result where it is always the same; `same` keeps that of the input. */
  type?: string;
  /** `inputType` is the input's type where the structure of the resource tells it. */
  make(args: readonly Run[], inputType: string | undefined): Run;
}

const simple = (apply: (input: Collection) => Collection, type?: string): PathFunction => ({
  args: [0, 0],
  type,
  make: () => apply,
});

const each = (criteria: Run, input: Collection, scope: Scope, what: string): unknown[] =>
  input.filter((item) => asBoolean(criteria([item], scope, [item]), what) === true);

/** A function of one string with string or number arguments; nothing in, nothing out. */
function ofText(
  name: string,
  args: readonly [number, number],
  apply: (text: string, given: unknown[]) => string | number | boolean | string[] | undefined,
  type?: string,
): PathFunction {
  return {
    args,
    type,
    make: (runs) => (input, scope, self) => {
      const text = asText(input, name);
      if (text === undefined) return none;
      const given: unknown[] = [];
      for (const run of runs) {
        const value = single(run(self, scope, self), name);
        if (value === undefined) return none;
        given.push(value);
      }
      const result = apply(text, given);
      return result === undefined ? none : Array.isArray(result) ? result : [result];
    },
  };
}

const slice = (name: string, cut: (input: Collection, count: number) => Collection): PathFunction => ({
  args: [1, 1],
  type: 'same',
  make:
    ([count]) =>
    (input, scope, self) =>
      cut(input, asNumber(count!(self, scope, self), name) ?? 0),
});

function boundary(edge: 'low' | 'high'): PathFunction {
  return {
    args: [0, 0],
    type: 'same',
    make: (_, inputType) => (input) => {
      const value = single(input, `${edge}Boundary()`);
      if (value === undefined) return none;
      if (typeof value === 'number') return [decimalBoundary(value, edge)];
      if (typeof value !== 'string') throw new EvaluationError(`${edge}Boundary() takes a decimal, a date or a time`);
      const known = input[0] instanceof Typed ? input[0].type : inputType;
      const type =
        known === 'date' || known === 'dateTime' || known === 'time'
          ? known
          : known === 'instant' || value.includes('T')
            ? 'dateTime'
            : value[2] === ':'
              ? 'time'
              : 'date';
      const found = momentBoundary(value, type satisfies MomentType, edge);
      return found === undefined ? none : [new Typed(type, found)];
    },
  };
}

function toNumber(whole: boolean): PathFunction {
  return simple(
    (input) => {
      const value = single(input, 'toDecimal()');
      if (typeof value === 'boolean') return [Number(value)];
      if (typeof value === 'number') return whole && !Number.isInteger(value) ? none : [value];
      const pattern = whole ? /^[+-]?\d+$/ : /^[+-]?\d+(\.\d+)?$/;
      return typeof value === 'string' && pattern.test(value) ? [Number(value)] : none;
    },
    whole ? 'integer' : 'decimal',
  );
}

/** `Patient/1`, `https://host/fhir/Patient/1/_history/2`: type and id. */
const referencePattern = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/;

/** The key of the resource that a Reference names, the same as its getResourceKey(); only of this type where one is given. */
export function referenceKeys(input: Collection, type: string | undefined): Collection {
  const keys: string[] = [];
  for (const item of input) {
    const reference = (bare(item) as { reference?: unknown } | null)?.reference;
    const found = typeof reference === 'string' ? referencePattern.exec(reference) : undefined;
    if (found && (type === undefined || found[1] === type)) keys.push(found[2]!);
  }
  return keys;
}

/** JavaScript's pattern, where a point also means a line's end, as FHIRPath has it. */
function pattern(text: string, flags = ''): RegExp {
  try {
    return new RegExp(text, `su${flags}`);
  } catch {
    throw new EvaluationError(`${text} is no pattern`);
  }
}

export const functions: Readonly<Record<string, PathFunction>> = {
  where: {
    args: [1, 1],
    type: 'same',
    make:
      ([criteria]) =>
      (input, scope) =>
        input.length === 0 ? none : each(criteria!, input, scope, 'where()'),
  },
  exists: {
    args: [0, 1],
    type: 'boolean',
    make: ([criteria]) =>
      criteria
        ? (input, scope) => (each(criteria, input, scope, 'exists()').length > 0 ? yes : no)
        : (input) => (input.length > 0 ? yes : no),
  },
  all: {
    args: [1, 1],
    type: 'boolean',
    make:
      ([criteria]) =>
      (input, scope) =>
        truth(each(criteria!, input, scope, 'all()').length === input.length),
  },
  select: {
    args: [1, 1],
    make:
      ([projection]) =>
      (input, scope) =>
        input.flatMap((item) => projection!([item], scope, [item])),
  },
  iif: {
    args: [2, 3],
    make:
      ([criterion, then, otherwise]) =>
      (input, scope, self) =>
        asBoolean(criterion!(input, scope, self), 'iif()') === true
          ? then!(input, scope, self)
          : (otherwise?.(input, scope, self) ?? none),
  },
  empty: simple((input) => (input.length === 0 ? yes : no), 'boolean'),
  not: simple((input) => {
    const value = asBoolean(input, 'not()');
    return value === undefined ? none : truth(!value);
  }, 'boolean'),
  hasValue: simple((input) => truth(input.length === 1 && typeof bare(input[0]) !== 'object'), 'boolean'),
  count: simple((input) => [input.length], 'integer'),
  first: simple((input) => (input.length > 1 ? [input[0]] : input), 'same'),
  last: simple((input) => input.slice(-1), 'same'),
  tail: simple((input) => input.slice(1), 'same'),
  single: simple((input) => {
    single(input, 'single()');
    return input;
  }, 'same'),
  distinct: simple(distinct, 'same'),
  skip: slice('skip()', (input, count) => input.slice(Math.max(0, count))),
  take: slice('take()', (input, count) => input.slice(0, Math.max(0, count))),
  join: {
    args: [0, 1],
    type: 'string',
    make:
      ([separator]) =>
      (input, scope, self) => {
        if (input.length === 0) return none;
        const between = separator ? (asText(separator(self, scope, self), 'join()') ?? '') : '';
        const texts = input.map(bare);
        if (texts.some((text) => typeof text !== 'string')) throw new EvaluationError('join() takes strings');
        return [texts.join(between)];
      },
  },
  getResourceKey: {
    args: [0, 0],
    type: 'id',
    make: () => (input) => {
      const id = (single(input, 'getResourceKey()') as { id?: string } | undefined)?.id;
      return id === undefined ? none : [id];
    },
  },
  lowBoundary: boundary('low'),
  highBoundary: boundary('high'),
  toInteger: toNumber(true),
  toDecimal: toNumber(false),
  toString: simple((input) => {
    const value = single(input, 'toString()');
    return value === undefined || typeof value === 'object' ? none : [String(value as string)];
  }, 'string'),
  abs: simple((input) => {
    const value = asNumber(input, 'abs()');
    return value === undefined ? none : [Math.abs(value)];
  }),
  round: {
    args: [0, 1],
    type: 'decimal',
    make:
      ([digits]) =>
      (input, scope, self) => {
        const value = asNumber(input, 'round()');
        const places = digits ? (asNumber(digits(self, scope, self), 'round()') ?? 0) : 0;
        if (!(places >= 0 && places <= 15)) throw new EvaluationError('round() takes 0 to 15 digits');
        return value === undefined ? none : [Number(value.toFixed(places))];
      },
  },
  startsWith: ofText('startsWith()', [1, 1], (text, [start]) => text.startsWith(String(start)), 'boolean'),
  endsWith: ofText('endsWith()', [1, 1], (text, [end]) => text.endsWith(String(end)), 'boolean'),
  contains: ofText('contains()', [1, 1], (text, [part]) => text.includes(String(part)), 'boolean'),
  replace: ofText('replace()', [2, 2], (text, [from, to]) => text.replaceAll(String(from), () => String(to)), 'string'),
  matches: ofText('matches()', [1, 1], (text, [regex]) => pattern(String(regex)).test(text), 'boolean'),
  upper: ofText('upper()', [0, 0], (text) => text.toUpperCase(), 'string'),
  lower: ofText('lower()', [0, 0], (text) => text.toLowerCase(), 'string'),
  trim: ofText('trim()', [0, 0], (text) => text.trim(), 'string'),
  length: ofText('length()', [0, 0], (text) => text.length, 'integer'),
  split: ofText('split()', [1, 1], (text, [separator]) => text.split(String(separator)), 'string'),
  substring: ofText(
    'substring()',
    [1, 2],
    (text, [start, length]) => {
      const from = Number(start);
      if (from < 0 || from >= text.length) return undefined;
      return text.slice(from, length === undefined ? undefined : from + Math.max(0, Number(length)));
    },
    'string',
  ),
};
