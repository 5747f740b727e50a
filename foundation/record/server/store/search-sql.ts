// Turns one search condition into SQL over a resource table.
import { dateInterval } from '#platform/fhir/dates.ts';
import type { Prefix } from '#platform/fhir/dates.ts';
import { localReference } from '#platform/fhir/reference.ts';
import type { Condition, SearchValue } from '#platform/fhir/search.ts';
import { prefixedValue, splitEscaped, unescapeValue } from '#platform/fhir/search.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import { systemNumber } from '../../rules/extract.ts';
import { normalSecret, personTypes } from '../../rules/person-secrets.ts';
import type { SearchParameter } from '../../rules/search-parameters.ts';
import { normalString } from '../../rules/search-strings.ts';
import { timestampText } from './rows.ts';
import { BadSearchValue, likeText, quantityRange, tokenValue } from './search-values.ts';
import type { TokenValue } from './search-values.ts';
import { tableOf } from './tables.ts';
import type { Args } from './visibility.ts';

export interface SearchScope {
  args: Args;
  cipher: FieldCipher;
  /** Patients by their id on /fhir; ids that are no patient are absent. */
  patientIds: ReadonlyMap<string, string>;
  /** Own address: absolute references to it are local ones. */
  base: string;
}
type Parameter = SearchParameter;

const any = (conditions: readonly string[]): string =>
  conditions.length === 1 ? conditions[0]! : `(${conditions.join(' or ')})`;

function listElement(name: string, { system, code }: TokenValue): string {
  if (system === undefined) return `${name}:${code}`;
  if (system === '') return `${name}:|${code}`;
  return code === undefined ? `${name}:${system}|` : `${name}:${system}|${code}`;
}

function tokenColumns(
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

function tokenSql(alias: string, parameter: Parameter, values: readonly SearchValue[], scope: SearchScope): string {
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

function identifierSql(
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

function dateSql(lo: string, hi: string, values: readonly SearchValue[], args: Args): string {
  return any(
    values.map(({ prefix, text }) => {
      const interval = dateInterval(unescapeValue(text).replace(/(T[^ ]*) (\d\d:\d\d)$/, '$1+$2'));
      if (!interval) throw new BadSearchValue(`${text} is not a date.`);
      const from = () => `${args.add(timestampText(interval.from))}::timestamptz`;
      const to = () => `${args.add(timestampText(interval.to))}::timestamptz`;
      const contained = () => `${lo} >= ${from()} and ${hi} <= ${to()}`;
      const sql: Record<Prefix, () => string> = {
        eq: contained,
        ne: () => `not (${contained()})`,
        gt: () => `${hi} > ${to()}`,
        lt: () => `${lo} < ${from()}`,
        ge: () => `${hi} > ${to()} or (${contained()})`,
        le: () => `${lo} < ${from()} or (${contained()})`,
        sa: () => `${lo} >= ${to()}`,
        eb: () => `${hi} <= ${from()}`,
        ap: () => `${lo} < ${to()} and ${hi} > ${from()}`,
      };
      return `(${sql[prefix]()})`;
    }),
  );
}

function quantitySql(alias: string, values: readonly SearchValue[], args: Args): string {
  return any(
    values.map(({ prefix, text }) => {
      const [number, , unit] = splitEscaped(text, '|').map(unescapeValue);
      const range = quantityRange(number!);
      if (!range) throw new BadSearchValue(`${text} is not a number.`);
      const { value, low, high } = range;
      const column = `${alias}.num`;
      const between = (from: number, to: number) =>
        `${column} >= ${args.add(from)}::double precision and ${column} < ${args.add(to)}::double precision`;
      const compare = (sign: string) => `${column} ${sign} ${args.add(value)}::double precision`;
      const sql: Record<Prefix, () => string> = {
        eq: () => between(low, high),
        ne: () => `not (${between(low, high)})`,
        gt: () => compare('>'),
        lt: () => compare('<'),
        ge: () => compare('>='),
        le: () => compare('<='),
        sa: () => compare('>'),
        eb: () => compare('<'),
        ap: () => between(value - Math.abs(value) * 0.1, value + Math.abs(value) * 0.1),
      };
      return unit ? `(${sql[prefix]()} and ${alias}.unit = ${args.add(unit)})` : `(${sql[prefix]()})`;
    }),
  );
}

function stringSql(type: string, alias: string, condition: Condition<Parameter>, scope: SearchScope): string {
  const { args } = scope;
  const key = tableOf(type).personal ? `n.patient_id = ${alias}.patient_id and ` : '';
  return any(
    condition.values.map(({ text }) => {
      const plain = unescapeValue(text);
      const normal = normalString(plain);
      const within = `${key}n.type = '${type}' and n.parameter = ${args.add(condition.parameter.name)}`;
      if (condition.modifier === 'exact') {
        // The parts are kept without case; the JSON text itself tells whether the exact spelling is there.
        return `(exists (select 1 from record.name_part n where n.id = ${alias}.id and ${within} and n.value = ${args.add(normal)})
          and position(${args.add(JSON.stringify(plain))} in ${alias}.content) > 0)`;
      }
      const pattern = condition.modifier === 'contains' ? `%${likeText(normal)}%` : `${likeText(normal)}%`;
      return `${alias}.id in (select n.id from record.name_part n where ${within.replace(key, '')} and n.value like ${args.add(pattern)})`;
    }),
  );
}

function localTarget(text: string, parameter: Parameter, scope: SearchScope): { type?: string; id: string } {
  const plain = unescapeValue(text);
  const relative = plain.startsWith(`${scope.base}/`) ? plain.slice(scope.base.length + 1) : plain;
  const local = localReference(relative);
  if (local) return local;
  if (relative.includes('/')) return { type: '', id: relative };
  return { type: parameter.targets?.length === 1 ? parameter.targets[0] : undefined, id: relative };
}

function referenceSql(
  type: string,
  alias: string,
  parameter: Parameter,
  values: readonly SearchValue[],
  scope: SearchScope,
): string {
  const { args } = scope;
  const patientKey = tableOf(type).personal ? `f.patient_id = ${alias}.patient_id and ` : '';
  return any(
    values.map(({ text }) => {
      const target = localTarget(text, parameter, scope);
      const asPatient = (parameter.kept === 'patient' || parameter.name === 'subject') && tableOf(type).personal;
      if (asPatient && (target.type === 'Patient' || target.type === undefined)) {
        const patientId = scope.patientIds.get(target.id);
        const onlyColumn = (parameter.kept === 'patient' && !parameter.many) || target.type === 'Patient';
        if (onlyColumn && !parameter.many) return patientId ? `${alias}.patient_id = ${args.add(patientId)}` : 'false';
      }
      const typeCondition = target.type === undefined ? '' : `f.dst_type = ${args.add(target.type)} and `;
      const listed = `exists (select 1 from record.reference f where ${patientKey}f.src_type = '${type}' and f.src_id = ${alias}.id
        and f.parameter = '${parameter.name}' and ${typeCondition}f.dst_id = ${args.add(target.id)})`;
      const { kept } = parameter;
      const columns: string[] = [];
      if (kept === 'encounter' && (target.type ?? 'Encounter') === 'Encounter')
        columns.push(`${alias}.encounter = ${args.add(target.id)}`);
      else if (kept === 'org' && (target.type ?? 'Organization') === 'Organization')
        columns.push(`${alias}.org = ${args.add(target.id)}`);
      else if (kept === 'performer') {
        columns.push(
          target.type === undefined
            ? `${alias}.performer like ${args.add(`%/${likeText(target.id)}`)}`
            : `${alias}.performer = ${args.add(`${target.type}/${target.id}`)}`,
        );
      } else if (asPatient && scope.patientIds.has(target.id)) {
        columns.push(`${alias}.patient_id = ${args.add(scope.patientIds.get(target.id)!)}`);
      }
      return any([...columns, listed]);
    }),
  );
}

/** Codes of components, and for `combo-code` that of the observation itself. */
function comboSql(alias: string, parameter: Parameter, values: readonly SearchValue[], scope: SearchScope): string {
  const code = { ...parameter, kept: 'code', name: 'code' } as const;
  const inComponents = values.map(({ text }) => `(${tokenColumns('c', code, tokenValue(text), scope.args)!})`);
  const components = `exists (select 1 from record.component c where c.patient_id = ${alias}.patient_id and c.id = ${alias}.id and ${any(inComponents)})`;
  return parameter.name === 'combo-code' ? any([tokenSql(alias, code, values, scope), components]) : components;
}

function compositeSql(alias: string, parameter: Parameter, values: readonly SearchValue[], args: Args): string {
  return any(
    values.map(({ text }) => {
      const [token, quantity, rest] = splitEscaped(text, '$');
      if (!quantity || rest !== undefined) throw new BadSearchValue(`${parameter.name} needs code$value.`);
      const inComponent = parameter.kept === 'component';
      const owner = inComponent ? 'c' : alias;
      const code = tokenColumns(owner, { kept: 'code', name: 'code' }, tokenValue(token!), args)!;
      const both = `${code} and ${quantitySql(owner, [prefixedValue(quantity)], args)}`;
      return inComponent
        ? `exists (select 1 from record.component c where c.patient_id = ${alias}.patient_id and c.id = ${alias}.id and ${both})`
        : `(${both})`;
    }),
  );
}

/** `near=latitude|longitude|distance|unit`: great-circle distance on a sphere of 6,371 km; km unless told. */
function nearSql(alias: string, values: readonly SearchValue[], args: Args): string {
  return any(
    values.map(({ text }) => {
      const [latitude, longitude, distance, unit] = text.split('|');
      const [lat, lon, reach] = [Number(latitude), Number(longitude), Number(distance || 10)];
      if (
        !latitude ||
        !longitude ||
        [lat, lon, reach].some(Number.isNaN) ||
        !['km', 'm', '', undefined].includes(unit)
      ) {
        throw new BadSearchValue(`${text} is not latitude|longitude|distance|unit.`);
      }
      const metres = unit === 'm' ? reach : reach * 1000;
      const [y, x] = [`${args.add(lat)}::double precision`, `${args.add(lon)}::double precision`];
      return `(12742000 * asin(least(1, sqrt(power(sin(radians(${alias}.latitude - ${y}) / 2), 2)
        + cos(radians(${y})) * cos(radians(${alias}.latitude)) * power(sin(radians(${alias}.longitude - ${x}) / 2), 2))))
        <= ${args.add(metres)}::double precision)`;
    }),
  );
}

const columnOfKept: Partial<Record<Parameter['kept'], string>> = {
  status: 'status',
  category: 'category',
  code: 'code',
  when: 'lo',
  when2: 'lo2',
  quantity: 'num',
  near: 'latitude',
};

function missingSql(type: string, alias: string, parameter: Parameter): string {
  const personal = tableOf(type).personal;
  const column = columnOfKept[parameter.kept];
  if (column) return `${alias}.${column} is null`;
  switch (parameter.kept) {
    case 'id':
    case 'updated':
      return 'false';
    case 'token':
      return `not exists (select 1 from unnest(${alias}.tokens) e where e like '${parameter.name}:%')`;
    case 'combo': {
      const none = `not exists (select 1 from record.component c where c.patient_id = ${alias}.patient_id and c.id = ${alias}.id and c.code is not null)`;
      return parameter.name === 'combo-code' ? `(${alias}.code is null and ${none})` : none;
    }
    case 'identifier':
    case 'phone':
      return `${alias}.id not in (select i.id from record.identifier i where i.type = '${type}' and i.sys ${parameter.kept === 'phone' ? `= 'phone'` : `not in ('phone', 'id-last4', 'phone-last4')`})`;
    case 'string':
      return `not exists (select 1 from record.name_part n where ${personal ? `n.patient_id = ${alias}.patient_id and ` : ''}n.type = '${type}' and n.id = ${alias}.id and n.parameter = '${parameter.name}')`;
    default: {
      const listed = `not exists (select 1 from record.reference f where ${personal ? `f.patient_id = ${alias}.patient_id and ` : ''}f.src_type = '${type}' and f.src_id = ${alias}.id and f.parameter = '${parameter.name}')
        and not exists (select 1 from unnest(${alias}.tokens) e where e like '${parameter.name}:identifier:%')`;
      if (parameter.kept === 'patient' || parameter.name === 'subject') {
        return personal ? `(${alias}.patient_id = '00000000-0000-0000-0000-000000000000' and ${listed})` : listed;
      }
      return parameter.kept === 'reference' ? listed : `(${alias}.${parameter.kept} is null and ${listed})`;
    }
  }
}

/** The condition on rows of `type` under `alias`. */
export function conditionSql(type: string, alias: string, condition: Condition<Parameter>, scope: SearchScope): string {
  const { parameter, modifier, values, chained } = condition;
  const { args } = scope;
  if (chained) {
    const inner = conditionSql(chained.type, 'chained', chained.condition, scope);
    if (chained.type === 'Patient') {
      return `${alias}.patient_id in (select chained.patient_id from record.patient chained where ${inner})`;
    }
    return `exists (select 1 from record.encounter chained where chained.patient_id = ${alias}.patient_id and chained.id = ${alias}.encounter and ${inner})`;
  }
  if (modifier === 'missing') {
    const missing = missingSql(type, alias, parameter);
    return values[0]!.text === 'true' ? missing : `not (${missing})`;
  }
  if (modifier === 'identifier') {
    return tokenSql(alias, { ...parameter, name: `${parameter.name}:identifier`, kept: 'token' }, values, scope);
  }
  const sql = () => {
    switch (parameter.kept) {
      case 'id':
        return `${alias}.id = any(${args.add(values.map((value) => unescapeValue(value.text)))}::text[])`;
      case 'updated':
        return dateSql(`${alias}.updated`, `(${alias}.updated + interval '1 millisecond')`, values, args);
      case 'when':
        return dateSql(`${alias}.lo`, `${alias}.hi`, values, args);
      case 'when2':
        return dateSql(`${alias}.lo2`, `${alias}.hi2`, values, args);
      case 'identifier':
      case 'phone':
        return identifierSql(type, alias, parameter, values, scope);
      case 'string':
        return stringSql(type, alias, condition, scope);
      case 'combo':
        return comboSql(alias, parameter, values, scope);
      case 'quantity':
        return quantitySql(alias, values, args);
      case 'near':
        return nearSql(alias, values, args);
      default:
        if (parameter.type === 'composite') return compositeSql(alias, parameter, values, args);
        if (parameter.type === 'reference') return referenceSql(type, alias, parameter, values, scope);
        return tokenSql(alias, parameter, values, scope);
    }
  };
  return modifier === 'not' ? `not coalesce(${sql()}, false)` : sql();
}
