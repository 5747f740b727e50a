// SQL for tokens and identifiers: code columns first, further codings and other tokens in lists, numbers by keyed hash.
import type { Condition, SearchValue } from '#platform/fhir/search.ts';
import { systemNumber } from '../../rules/extract.ts';
import { normalSecret, personTypes } from '../../rules/person-secrets.ts';
import type { SearchParameter } from '../../rules/search-parameters.ts';
import { any } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';
import { tokenValue } from './search-values.ts';
import type { TokenValue } from './search-values.ts';
import type { Args } from './visibility.ts';

type Parameter = SearchParameter;

function listElement(name: string, { system, code }: TokenValue): string {
  if (system === undefined) return `${name}:${code}`;
  if (system === '') return `${name}:|${code}`;
  return code === undefined ? `${name}:${system}|` : `${name}:${system}|${code}`;
}

export function tokenColumns(
  alias: string,
  { kept, name }: Pick<Parameter, 'kept' | 'name'>,
  { system, code }: TokenValue,
  args: Args,
): string | undefined {
  const column = `${alias}.${kept}`;
  const parts: string[] = [];
  // A status element is a bare code whose system FHIR implies; one with a system has its tokens in the list.
  if (kept === 'status' && system !== undefined && system !== '') return undefined;
  if (code !== undefined) parts.push(`${column} = ${args.add(code)}`);
  if (kept === 'status')
    return system === '' ? `${parts[0]} and not ${alias}.tokens && ${args.add([`${name}:${code}`])}::text[]` : parts[0];
  const number = kept === 'code' ? `${alias}.code_sys` : `${alias}.cat_sys`;
  if (system === '') parts.push(`${number} is null`);
  else if (system !== undefined) parts.push(`${number} = ${args.add(systemNumber(system))}`);
  return parts.join(' and ');
}

/** The part of a token search that columns answer, and the part that the token list answers; names its index's predicate. */
function tokenParts(
  alias: string,
  parameter: Parameter,
  values: readonly SearchValue[],
  scope: SearchScope,
): { columns: string[]; list: string } {
  const tokens = values.map((value) => tokenValue(value.text));
  const elements = scope.args.add(tokens.map((token) => listElement(parameter.name, token)));
  const list = `${alias}.${parameter.kept === 'code' ? 'codes' : 'tokens'}`;
  const columns =
    parameter.kept === 'token'
      ? []
      : tokens.flatMap((token) => tokenColumns(alias, parameter, token, scope.args) ?? []);
  return {
    columns: columns.map((column) => `(${column})`),
    list: `(cardinality(${list}) > 0 and ${list} && ${elements}::text[])`,
  };
}

export function tokenSql(
  alias: string,
  parameter: Parameter,
  values: readonly SearchValue[],
  scope: SearchScope,
): string {
  const { columns, list } = tokenParts(alias, parameter, values, scope);
  return any([...columns, list]);
}

/**
 * A search by code in two halves that exclude each other: rows whose first coding matches, in the order of an index, and
 * rows of which a further coding matches. One condition with `or` could use no index order.
 */
export function codeHalves(
  condition: Condition<Parameter>,
  alias: string,
  scope: SearchScope,
): [string, string] | undefined {
  const { parameter, modifier, chained, values } = condition;
  if (parameter.kept !== 'code' || parameter.type !== 'token' || modifier !== undefined || chained) return undefined;
  const { columns, list } = tokenParts(alias, parameter, values, scope);
  return [any(columns), `${list} and not coalesce(${any(columns)}, false)`];
}

export function identifierSql(
  type: string,
  alias: string,
  parameter: Parameter,
  values: readonly SearchValue[],
  scope: SearchScope,
): string {
  const { args, cipher } = scope;
  const conditions = values.map(({ text }) => {
    const { system, code } = tokenValue(text);
    if (parameter.name === 'identifier-last4' || parameter.name === 'phone-last4') {
      const kind = parameter.kept === 'phone' ? 'phone' : 'id';
      const hash = cipher.searchHash(`${kind}-last4`, (code ?? '').toUpperCase());
      return `i.sys = '${kind}-last4' and i.value = ${args.add(hash)}`;
    }
    if (parameter.kept === 'phone') {
      if (system !== undefined && system !== 'phone') return 'false';
      if (code === undefined) return `i.sys = 'phone'`;
      return `i.sys = 'phone' and i.value = ${args.add(cipher.searchHash('phone', normalSecret('phone', code)))}`;
    }
    const parts: string[] = [];
    if (code !== undefined) {
      const spellings = personTypes.has(type) ? [code, cipher.searchHash('id', normalSecret('id', code))] : [code];
      parts.push(`i.value = any(${args.add(spellings)}::text[])`);
    }
    parts.push(
      system === undefined ? `i.sys not in ('phone', 'id-last4', 'phone-last4')` : `i.sys = ${args.add(system)}`,
    );
    return parts.join(' and ');
  });
  return `${alias}.id in (select i.id from record.identifier i where i.type = '${type}' and (${conditions.map((one) => `(${one})`).join(' or ')}))`;
}
