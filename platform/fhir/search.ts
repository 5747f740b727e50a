// The search grammar of R4: a query string into typed conditions, strict unless the caller asks for lenient handling.
import { datePrefixes } from './dates.ts';
import type { Prefix } from './dates.ts';
import type { OutcomeIssue } from './outcome.ts';
import { isResourceType } from './structure.ts';

export type ParameterType = 'token' | 'reference' | 'date' | 'string' | 'quantity' | 'uri' | 'composite' | 'special';

/** What the grammar must know of a parameter; stores add where they keep it. */
export interface SearchParameterShape {
  readonly name: string;
  readonly type: ParameterType;
  /** Types that a reference parameter may point to. */
  readonly targets?: readonly string[];
}

export interface SearchValue {
  prefix: Prefix;
  text: string;
}
export interface Condition<Parameter extends SearchParameterShape> {
  parameter: Parameter;
  modifier?: string;
  /** `patient.name`: the parameter of the type that the reference points to. */
  chained?: { type: string; condition: Condition<Parameter> };
  /** `_has:Observation:patient:code`: resources of `source` that refer here by `parameter` and meet the condition. */
  reverse?: { source: string; condition: Condition<Parameter> };
  /** Any of these. */
  values: SearchValue[];
}
export interface Include {
  source: string;
  parameter: string;
  target?: string;
}
export interface SearchRequest<Parameter extends SearchParameterShape> {
  type: string;
  conditions: Condition<Parameter>[];
  include: Include[];
  revinclude: Include[];
  sort: { name: string; descending: boolean }[];
  count?: number;
  total?: 'none' | 'estimate' | 'accurate';
  summary?: 'true' | 'false' | 'text' | 'data' | 'count';
  elements?: string[];
  cursor?: string;
}
export interface ParsedSearch<Parameter extends SearchParameterShape> {
  request: SearchRequest<Parameter>;
  /** Faults in strict handling, warnings in lenient handling. */
  issues: OutcomeIssue[];
}

const modifiers: Record<ParameterType, readonly string[]> = {
  token: ['not', 'missing'],
  reference: ['missing', 'identifier'],
  date: ['missing'],
  string: ['exact', 'contains', 'missing'],
  quantity: ['missing'],
  uri: ['missing'],
  composite: [],
  special: [],
};
const prefixed = new Set<ParameterType>(['date', 'quantity']);
const ignored = new Set(['_format', '_pretty']);

/** `_has` inside of `_has` at most so deep. */
const deepestReverse = 2;

/** Splits at a sign that no backslash precedes; the pieces keep their escapes. */
export function splitEscaped(text: string, sign: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === sign) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
export const unescapeValue = (text: string): string => text.replaceAll(/\\([\\,$|])/g, '$1');

export function prefixedValue(text: string): SearchValue {
  const prefix = text.slice(0, 2) as Prefix;
  return datePrefixes.includes(prefix) && /^[\d+-]/.test(text.slice(2))
    ? { prefix, text: text.slice(2) }
    : { prefix: 'eq', text };
}

export type FindParameter<Parameter> = (type: string, name: string) => Parameter | undefined;

class Refusal extends Error {}

/** `_has:Source:reference:parameter`, where the parameter may carry a modifier or be another `_has`. */
function parseReverse<Parameter extends SearchParameterShape>(
  type: string,
  key: string,
  text: string,
  find: FindParameter<Parameter>,
  depth: number,
): Condition<Parameter> {
  const [, source, name, ...rest] = key.split(':') as [string, string?, string?, ...string[]];
  const parameter = name === undefined || !isResourceType(source) ? undefined : find(source, name);
  if (!parameter || rest.length === 0) throw new Refusal(`${key} needs _has:Type:reference:parameter.`);
  if (parameter.type !== 'reference' || (parameter.targets && !parameter.targets.includes(type)))
    throw new Refusal(`${source}.${parameter.name} does not refer to ${type}.`);
  if (depth > deepestReverse) throw new Refusal(`${key} goes too deep.`);
  const condition = parseCondition(source!, rest.join(':'), text, find, false, depth);
  return { parameter, reverse: { source: source!, condition }, values: [] };
}

function parseCondition<Parameter extends SearchParameterShape>(
  type: string,
  key: string,
  text: string,
  find: FindParameter<Parameter>,
  chainable: boolean,
  depth = 0,
): Condition<Parameter> {
  if (key.startsWith('_has:')) return parseReverse(type, key, text, find, depth + 1);
  const dot = key.indexOf('.');
  const [head, rest] = dot < 0 ? [key, undefined] : [key.slice(0, dot), key.slice(dot + 1)];
  const [name, modifier] = head!.split(':') as [string, string | undefined];
  const parameter = find(type, name);
  if (!parameter) throw new Refusal(`Unknown search parameter ${name} of ${type}.`);
  const typeModifier = parameter.type === 'reference' && isResourceType(modifier) ? modifier : undefined;
  if (rest !== undefined) {
    if (!chainable || parameter.type !== 'reference') throw new Refusal(`Chain ${key} is not supported.`);
    const targets = typeModifier ? [typeModifier] : (parameter.targets ?? []);
    const inner = rest.split(':')[0]!;
    const target = targets.find((one) => find(one, inner));
    if (!target || !(parameter.targets ?? []).includes(target)) throw new Refusal(`Chain ${key} is not supported.`);
    return {
      parameter,
      chained: { type: target, condition: parseCondition(target, rest, text, find, false) },
      values: [],
    };
  }
  if (modifier !== undefined && !typeModifier && !modifiers[parameter.type].includes(modifier)) {
    throw new Refusal(`Modifier :${modifier} of ${name} is not supported.`);
  }
  if (modifier === 'missing' && text !== 'true' && text !== 'false')
    throw new Refusal(`${name}:missing is true or false.`);
  const pieces = splitEscaped(text, ',').filter((piece) => piece !== '');
  if (pieces.length === 0) throw new Refusal(`${name} has no value.`);
  const values = pieces.map((piece) => {
    const value =
      prefixed.has(parameter.type) && modifier === undefined
        ? prefixedValue(piece)
        : ({ prefix: 'eq', text: piece } as const);
    return typeModifier && !value.text.includes('/') ? { ...value, text: `${typeModifier}/${value.text}` } : value;
  });
  return { parameter, modifier: typeModifier ? undefined : modifier, values };
}

function parseInclude(key: string, text: string): Include {
  const [source, parameter, target] = text.split(':');
  if (key.includes(':')) throw new Refusal(`${key} is not supported.`);
  if (!isResourceType(source) || !parameter || (target !== undefined && !isResourceType(target))) {
    throw new Refusal(`${key} needs Type:parameter.`);
  }
  return { source, parameter, target };
}

function choose<Name extends string>(key: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text);
  if (!found) throw new Refusal(`${key} is one of ${names.join(', ')}.`);
  return found;
}

const totals = ['none', 'estimate', 'accurate'] as const;
const summaries = ['true', 'false', 'text', 'data', 'count'] as const;

function parseControl<Parameter extends SearchParameterShape>(
  request: SearchRequest<Parameter>,
  key: string,
  text: string,
  find: FindParameter<Parameter>,
): boolean {
  switch (key.split(':')[0]) {
    case '_include':
      request.include.push(parseInclude(key, text));
      return true;
    case '_revinclude':
      request.revinclude.push(parseInclude(key, text));
      return true;
    case '_count':
      if (!/^\d{1,6}$/.test(text)) throw new Refusal('_count is a whole number.');
      request.count = Number(text);
      return true;
    case '_total':
      request.total = choose(key, text, totals);
      return true;
    case '_summary':
      request.summary = choose(key, text, summaries);
      return true;
    case '_elements':
      request.elements = text.split(',').map((name) => name.trim());
      return true;
    case '_cursor':
      request.cursor = text;
      return true;
    case '_sort':
      for (const one of text.split(',')) {
        const descending = one.startsWith('-');
        const name = descending ? one.slice(1) : one;
        if (!find(request.type, name)) throw new Refusal(`_sort by ${name} is not supported.`);
        request.sort.push({ name, descending });
      }
      return true;
    default:
      return false;
  }
}

/** Reads the pairs of a query or of a posted form. `find` knows the parameters of each type. */
export function parseSearch<Parameter extends SearchParameterShape>(
  type: string,
  pairs: Iterable<readonly [string, string]>,
  find: FindParameter<Parameter>,
  handling: 'strict' | 'lenient' = 'strict',
): ParsedSearch<Parameter> {
  const request: SearchRequest<Parameter> = { type, conditions: [], include: [], revinclude: [], sort: [] };
  const issues: OutcomeIssue[] = [];
  for (const [key, text] of pairs) {
    if (ignored.has(key)) continue;
    try {
      if (!parseControl(request, key, text, find)) request.conditions.push(parseCondition(type, key, text, find, true));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const severity = handling === 'strict' ? 'error' : 'warning';
      issues.push({ severity, code: 'not-supported', diagnostics: error.message });
    }
  }
  return { request, issues };
}
