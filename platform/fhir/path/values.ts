// What flows through a FHIRPath expression: JSON values as they stand, marked with their type where only the element's name tells it.
import { structures } from '../generated/structures.ts';
import { compareMoments, looksLikeMoment } from './moments.ts';

/** A value of a choice element (`valueQuantity` -> Quantity), a literal date, a constant; no other value is wrapped. */
export class Typed {
  readonly type: string;
  readonly value: unknown;
  constructor(type: string, value: unknown) {
    this.type = type;
    this.value = value;
  }
}

export type Collection = readonly unknown[];
export const none: Collection = Object.freeze([]);
export const yes: Collection = Object.freeze([true]);
export const no: Collection = Object.freeze([false]);
export const truth = (value: boolean | undefined): Collection => (value === undefined ? none : value ? yes : no);
export const bare = (item: unknown): unknown => (item instanceof Typed ? item.value : item);

/** An expression that met values with which it can't go on. */
export class EvaluationError extends Error {}

/** The only item of a collection; undefined for none. */
export function single(items: Collection, what: string): unknown {
  if (items.length > 1) throw new EvaluationError(`${what} takes one value, not ${items.length}`);
  return bare(items[0]);
}

/** FHIRPath's singleton rule: one value that is no boolean counts as true. */
export function asBoolean(items: Collection, what: string): boolean | undefined {
  const value = single(items, what);
  return value === undefined || typeof value === 'boolean' ? value : true;
}

export function asText(items: Collection, what: string): string | undefined {
  const value = single(items, what);
  if (value === undefined || typeof value === 'string') return value;
  throw new EvaluationError(`${what} takes a string`);
}

export function asNumber(items: Collection, what: string): number | undefined {
  const value = single(items, what);
  if (value === undefined || typeof value === 'number') return value;
  throw new EvaluationError(`${what} takes a number`);
}

/** JSON properties of every choice element of R4 by its name: `value` -> `valueQuantity` is a Quantity. */
let choices: Map<string, Map<string, string>> | undefined;
export function choicesOf(name: string): ReadonlyMap<string, string> | undefined {
  if (!choices) {
    choices = new Map();
    for (const [, element, types] of structures.matchAll(/^(\w+)\[x\] \S+ (\S+)/gm)) {
      const properties = choices.get(element!) ?? new Map<string, string>();
      choices.set(element!, properties);
      for (const part of types!.replaceAll(/\([^)]*\)/g, '').split('|'))
        properties.set(element! + part[0]!.toUpperCase() + part.slice(1), part);
    }
  }
  return choices.get(name);
}

/** Deep equality; undefined where dates are not precise enough to tell. */
export function equals(left: unknown, right: unknown): boolean | undefined {
  const [a, b] = [bare(left), bare(right)];
  if (typeof a === 'string' && typeof b === 'string') {
    if (a === b) return true;
    if (!looksLikeMoment(a) || !looksLikeMoment(b)) return false;
    const order = compareMoments(a, b);
    return order === undefined ? undefined : order === 0;
  }
  if (typeof a === 'number' && typeof b === 'number')
    return a === b || Math.abs(a - b) < 1e-9 * Math.min(Math.abs(a), Math.abs(b));
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => key in b && equals((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]) === true,
  );
}

/** Order of two values of one kind; undefined where it stays open. Throws for kinds without an order. */
export function compare(left: unknown, right: unknown): number | undefined {
  const [a, b] = [bare(left), bare(right)];
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') {
    const dated = left instanceof Typed || right instanceof Typed || (looksLikeMoment(a) && looksLikeMoment(b));
    const order = dated ? compareMoments(a, b) : Number.NaN;
    return Number.isNaN(order) ? (a < b ? -1 : a > b ? 1 : 0) : order;
  }
  throw new EvaluationError(`${kindOf(a)} and ${kindOf(b)} have no order`);
}

export const kindOf = (value: unknown): string =>
  typeof value === 'object' ? ((value as { resourceType?: string } | null)?.resourceType ?? 'object') : typeof value;
