// Brute force for tests: what a search must find, by the official FHIRPath expression over every resource.
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { intervalMatches, intervalOf } from '#platform/fhir/dates.ts';
import type { Interval, Prefix } from '#platform/fhir/dates.ts';
import { dateInterval } from '#platform/fhir/dates.ts';
import type { SearchParameter } from '../rules/search-parameters.ts';
import { normalString } from '../rules/search-strings.ts';
import { quantityRange } from './store/search-values.ts';

type Json = Record<string, unknown>;
export interface Resource extends Json {
  resourceType: string;
  id: string;
}

/** fhirpath.js resolves references over the network; literal references tell their type themselves. */
const withoutResolve = (expression: string): string =>
  expression.replaceAll(/where\(resolve\(\) is (\w+)\)/g, "where(reference.startsWith('$1/'))");

export function valuesByResource(parameter: SearchParameter, resources: readonly Resource[]): Map<string, unknown[]> {
  const evaluate = fhirpath.compile(withoutResolve(parameter.expression!), r4);
  return new Map(resources.map((resource) => [resource.id, evaluate(resource) as unknown[]]));
}

interface Token {
  system?: string;
  code?: string;
}
function tokens(value: unknown): Token[] {
  if (typeof value !== 'object' || value === null) return [{ code: String(value) }];
  const object = value as { coding?: Token[]; system?: string; code?: string; value?: string };
  if (Array.isArray(object.coding)) return object.coding;
  if (object.coding === undefined && object.code === undefined && object.value === undefined) return [];
  return [{ system: object.system, code: object.code ?? object.value }];
}

const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  const part = value as Record<string, string | string[] | undefined>;
  const names = [
    'text',
    'family',
    'given',
    'prefix',
    'suffix',
    'line',
    'city',
    'district',
    'state',
    'postalCode',
    'country',
  ];
  return names.flatMap((name) => part[name] ?? []);
};

const intervals = (value: unknown): Interval[] => {
  const type =
    typeof value === 'string' ? 'dateTime' : (value as Json).repeat || (value as Json).event ? 'Timing' : 'Period';
  return [intervalOf(value, type)].filter((one) => one !== undefined);
};

export interface Query {
  /** As it stands after the parameter's name: `:not`, `:missing` or nothing. */
  modifier: string;
  text: string;
  matches(values: readonly unknown[]): boolean;
}

const tokenQueries = (parameter: SearchParameter, token: Token): Query[] => {
  const has = (test: (one: Token) => boolean) => (values: readonly unknown[]) => values.flatMap(tokens).some(test);
  const { code, system } = token;
  if (code === undefined) return [];
  const byCode = has((one) => one.code === code);
  const queries: Query[] = [
    { modifier: '', text: code, matches: byCode },
    { modifier: '', text: `${code},no-such-code`, matches: byCode },
  ];
  if (parameter.kept !== 'identifier' && parameter.kept !== 'phone')
    queries.push({ modifier: ':not', text: code, matches: (values) => !byCode(values) });
  if (system === undefined) return queries;
  return [
    ...queries,
    { modifier: '', text: `${system}|${code}`, matches: has((one) => one.code === code && one.system === system) },
    { modifier: '', text: `${system}|`, matches: has((one) => one.system === system) },
    { modifier: '', text: `|${code}`, matches: has((one) => one.code === code && one.system === undefined) },
    { modifier: '', text: `urn:other|${code}`, matches: () => false },
  ];
};

const prefixes: readonly Prefix[] = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'];
const dateQueries = (text: string): Query[] => {
  const query = (prefix: Prefix, date: string): Query => {
    const search = dateInterval(date)!;
    return {
      modifier: '',
      text: `${prefix}${date}`,
      matches: (values) => values.flatMap(intervals).some((target) => intervalMatches(prefix, target, search)),
    };
  };
  return [
    ...prefixes.map((prefix) => query(prefix, text.slice(0, 10))),
    query('eq', text),
    query('gt', text),
    query('eq', text.slice(0, 7)),
    query('ge', text.slice(0, 4)),
  ];
};

const stringQueries = (text: string): Query[] => {
  const test = (check: (own: string) => boolean) => (values: readonly unknown[]) => values.flatMap(strings).some(check);
  const start = text.slice(0, 4);
  const middle = text.slice(1, 5);
  return [
    {
      modifier: '',
      text: start.toUpperCase(),
      matches: test((own) => normalString(own).startsWith(normalString(start))),
    },
    { modifier: ':exact', text, matches: test((own) => own === text) },
    { modifier: ':exact', text: text.toLowerCase(), matches: test((own) => own === text.toLowerCase()) },
    { modifier: ':contains', text: middle, matches: test((own) => normalString(own).includes(normalString(middle))) },
  ];
};

interface Quantity {
  value?: number;
  unit?: string;
  code?: string;
}
const quantityQueries = ({ value, code, unit }: Quantity): Query[] => {
  const { low, high } = quantityRange(String(value))!;
  const some = (check: (own: number, ownUnit?: string) => boolean) => (values: readonly unknown[]) =>
    (values as Quantity[]).some((own) => own.value !== undefined && check(own.value, own.code ?? own.unit));
  const own = code ?? unit;
  return [
    { modifier: '', text: String(value), matches: some((one) => one >= low && one < high) },
    { modifier: '', text: `gt${value}`, matches: some((one) => one > value!) },
    { modifier: '', text: `le${value}||${own}`, matches: some((one, ownUnit) => one <= value! && ownUnit === own) },
  ];
};

const referenceQueries = (value: unknown): Query[] => {
  const { reference } = value as { reference?: string };
  if (!reference?.includes('/')) return [];
  return [
    {
      modifier: '',
      text: reference,
      matches: (values) => (values as { reference?: string }[]).some((one) => one.reference === reference),
    },
  ];
};

/** Escapes what the grammar would split at; a bar separates system and code on purpose. */
const escaped = (text: string): string => text.replaceAll(/[\\,$]/g, '\\$&');

/** Queries made from a value that really occurs. */
export function queriesFor(parameter: SearchParameter, value: unknown): Query[] {
  const missing: Query[] = ['true', 'false'].map((text) => ({
    modifier: ':missing',
    text,
    matches: (values) => (values.length === 0) === (text === 'true'),
  }));
  const queries = () => {
    switch (parameter.type) {
      case 'date': {
        const [text] = typeof value === 'string' ? [value] : [((value as Json).start ?? (value as Json).end) as string];
        return text ? dateQueries(text) : [];
      }
      case 'string':
        return strings(value)
          .slice(0, 2)
          .flatMap(stringQueries)
          .map((one) => ({ ...one, text: escaped(one.text) }));
      case 'quantity':
        return (value as Quantity).value === undefined ? [] : quantityQueries(value as Quantity);
      case 'reference':
        return referenceQueries(value);
      default:
        return tokens(value).flatMap((token) => tokenQueries(parameter, token));
    }
  };
  return [...queries(), ...missing];
}
