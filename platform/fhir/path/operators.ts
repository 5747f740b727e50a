// The operators of FHIRPath over collections: logic with three values, equality, order, arithmetic.
import {
  EvaluationError,
  asBoolean,
  asNumber,
  bare,
  compare,
  equals,
  kindOf,
  no,
  none,
  single,
  truth,
  yes,
} from './values.ts';
import type { Collection } from './values.ts';

export interface Operator {
  /** Type of the result where it is always the same. */
  type?: string;
  apply(left: Collection, right: Collection): Collection;
}

function equalCollections(left: Collection, right: Collection): boolean | undefined {
  if (left.length === 0 || right.length === 0) return undefined;
  if (left.length !== right.length) return false;
  let open = false;
  for (let place = 0; place < left.length; place++) {
    const same = equals(left[place], right[place]);
    if (same === false) return false;
    open ||= same === undefined;
  }
  return open ? undefined : true;
}

const folded = (item: unknown): unknown => {
  const value = bare(item);
  return typeof value === 'string' ? value.toLowerCase().replaceAll(/\s+/g, ' ').trim() : value;
};

/** Equivalence: order and case do not matter, and nothing is equivalent to nothing. */
function equivalent(left: Collection, right: Collection): boolean {
  if (left.length !== right.length) return false;
  const rest = right.map(folded);
  return left.map(folded).every((item) => {
    const place = rest.findIndex((other) => equals(item, other) === true);
    if (place < 0) return false;
    rest.splice(place, 1);
    return true;
  });
}

export const holds = (items: Collection, wanted: unknown): boolean =>
  items.some((item) => equals(item, wanted) === true);

export function distinct(items: Collection): Collection {
  if (items.length < 2) return items;
  const kept: unknown[] = [];
  for (const item of items) if (!holds(kept, item)) kept.push(item);
  return kept;
}

function order(sign: string, decide: (difference: number) => boolean): Operator {
  return {
    type: 'boolean',
    apply(left, right) {
      if (left.length === 0 || right.length === 0) return none;
      if (left.length > 1 || right.length > 1) throw new EvaluationError(`${sign} takes one value on each side`);
      const difference = compare(left[0], right[0]);
      return difference === undefined ? none : truth(decide(difference));
    },
  };
}

/** Binary fractions leave a rest in the last digits that decimals do not have. */
const tidy = (value: number): Collection => (Number.isFinite(value) ? [Number(value.toPrecision(15))] : none);

function arithmetic(sign: string, calculate: (left: number, right: number) => number): Operator {
  return {
    apply(left, right) {
      const [a, b] = [asNumber(left, sign), asNumber(right, sign)];
      return a === undefined || b === undefined ? none : tidy(calculate(a, b));
    },
  };
}

const plus = arithmetic('+', (a, b) => a + b);

const logic = (
  decide: (left: boolean | undefined, right: boolean | undefined) => boolean | undefined,
  sign: string,
): Operator => ({
  type: 'boolean',
  apply: (left, right) => truth(decide(asBoolean(left, sign), asBoolean(right, sign))),
});

const text = (items: Collection): string => {
  const value = single(items, '&') ?? '';
  if (typeof value === 'object') throw new EvaluationError(`& does not take ${kindOf(value)}`);
  return String(value as string);
};

export const operators: Readonly<Record<string, Operator>> = {
  and: logic((a, b) => (a === false || b === false ? false : a && b), 'and'),
  or: logic((a, b) => (a === true || b === true ? true : a === undefined || b === undefined ? undefined : false), 'or'),
  xor: logic((a, b) => (a === undefined || b === undefined ? undefined : a !== b), 'xor'),
  implies: logic(
    (a, b) => (a === false || b === true ? true : a === undefined || b === undefined ? undefined : b),
    'implies',
  ),
  '=': { type: 'boolean', apply: (left, right) => truth(equalCollections(left, right)) },
  '!=': {
    type: 'boolean',
    apply(left, right) {
      const same = equalCollections(left, right);
      return same === undefined ? none : truth(!same);
    },
  },
  '~': { type: 'boolean', apply: (left, right) => (equivalent(left, right) ? yes : no) },
  '!~': { type: 'boolean', apply: (left, right) => (equivalent(left, right) ? no : yes) },
  '<': order('<', (difference) => difference < 0),
  '<=': order('<=', (difference) => difference <= 0),
  '>': order('>', (difference) => difference > 0),
  '>=': order('>=', (difference) => difference >= 0),
  '|': { apply: (left, right) => distinct([...left, ...right]) },
  in: {
    type: 'boolean',
    apply: (left, right) => (left.length === 0 ? none : truth(holds(right, single(left, 'in')))),
  },
  contains: {
    type: 'boolean',
    apply: (left, right) => (right.length === 0 ? none : truth(holds(left, single(right, 'contains')))),
  },
  '+': {
    apply(left, right) {
      const [a, b] = [single(left, '+'), single(right, '+')];
      return typeof a === 'string' && typeof b === 'string' ? [a + b] : plus.apply(left, right);
    },
  },
  '-': arithmetic('-', (a, b) => a - b),
  '*': arithmetic('*', (a, b) => a * b),
  '/': arithmetic('/', (a, b) => a / b),
  div: arithmetic('div', (a, b) => Math.trunc(a / b)),
  mod: arithmetic('mod', (a, b) => a % b),
  '&': { type: 'string', apply: (left, right) => [text(left) + text(right)] },
};
