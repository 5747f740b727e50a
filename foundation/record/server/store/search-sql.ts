// Turns one search condition into SQL over a resource table.
import { localReference } from '#platform/fhir/reference.ts';
import type { Condition, SearchValue } from '#platform/fhir/search.ts';
import { prefixedValue, splitEscaped, unescapeValue } from '#platform/fhir/search.ts';
import type { SearchParameter } from '../../rules/search-parameters.ts';
import { normalString } from '../../rules/search-strings.ts';
import { dateSql, nearSql, quantitySql } from './search-ranges.ts';
import { any, ofPersons } from './search-scope.ts';
import type { SearchScope } from './search-scope.ts';
import { identifierSql, tokenColumns, tokenSql } from './search-tokens.ts';
import { BadSearchValue, likeText, tokenValue } from './search-values.ts';
import { tableOf } from './tables.ts';

type Parameter = SearchParameter;

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
        const personIds = scope.patientIds.get(target.id);
        const onlyColumn = (parameter.kept === 'patient' && !parameter.many) || target.type === 'Patient';
        if (onlyColumn && !parameter.many) return personIds ? ofPersons(alias, personIds, args) : 'false';
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
        columns.push(ofPersons(alias, scope.patientIds.get(target.id)!, args));
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

/** A code and a value of the same observation or of the same component: `8480-6$gt140`. */
function compositeSql(alias: string, parameter: Parameter, values: readonly SearchValue[], scope: SearchScope): string {
  const { args } = scope;
  return any(
    values.map(({ text }) => {
      const [token, quantity, rest] = splitEscaped(text, '$');
      if (!quantity || rest !== undefined) throw new BadSearchValue(`${parameter.name} needs code$value.`);
      const value = prefixedValue(quantity);
      const ofCode = { ...parameter, kept: 'code', name: 'code' } as const;
      if (parameter.kept !== 'component') {
        const code = tokenSql(alias, ofCode, [{ prefix: 'eq', text: token! }], scope);
        return `(${code} and ${quantitySql(alias, [value], args)})`;
      }
      const code = tokenColumns('c', ofCode, tokenValue(token!), args)!;
      return `exists (select 1 from record.component c where c.patient_id = ${alias}.patient_id and c.id = ${alias}.id
        and ${code} and ${quantitySql('c', [value], args)})`;
    }),
  );
}

/**
 * `_has`: rows of another type that refer to this one by a column or by the reference table, and meet a condition. Rows
 * that the reader may not see do not count.
 */
function reverseSql(
  type: string,
  alias: string,
  condition: Condition<Parameter>,
  reverse: NonNullable<Condition<Parameter>['reverse']>,
  scope: SearchScope,
): string {
  const { source } = reverse;
  const { parameter } = condition;
  const { kept } = parameter;
  const table = tableOf(source);
  const inner = `h${alias}`;
  const meets = [
    ...(table.typed ? [`${inner}.type = '${source}'`] : []),
    conditionSql(source, inner, reverse.condition, scope),
    scope.visibleRows.get(condition) ?? 'true',
  ].join(' and ');
  const links: string[] = [];
  const bySubject = type === 'Patient' && table.personal && (kept === 'patient' || parameter.name === 'subject');
  if (bySubject)
    links.push(`${alias}.patient_id in (select ${inner}.patient_id from ${table.name} ${inner} where ${meets})`);
  const column =
    (kept === 'encounter' && type === 'Encounter' && `${inner}.encounter`) ||
    (kept === 'org' && type === 'Organization' && `${inner}.org`) ||
    (kept === 'performer' && `substr(${inner}.performer, ${type.length + 2})`);
  if (column) {
    const typed = kept === 'performer' ? `${inner}.performer like '${type}/%' and ` : '';
    links.push(`${alias}.id in (select ${column} from ${table.name} ${inner} where ${typed}${meets})`);
  }
  if (!bySubject || parameter.many) {
    const owner = table.personal ? `and ${inner}.patient_id = f.patient_id` : '';
    links.push(`${alias}.id in (select f.dst_id from record.reference f join ${table.name} ${inner} on ${inner}.id = f.src_id ${owner}
      where f.dst_type = '${type}' and f.src_type = '${source}' and f.parameter = '${parameter.name}' and ${meets})`);
  }
  return any(links);
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
  const { parameter, modifier, values, chained, reverse } = condition;
  const { args } = scope;
  if (reverse) return reverseSql(type, alias, condition, reverse, scope);
  if (chained) {
    const hidden = scope.sensitive ? '' : ' and not chained.sensitive';
    const inner = conditionSql(chained.type, 'chained', chained.condition, scope) + hidden;
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
        if (parameter.type === 'composite') return compositeSql(alias, parameter, values, scope);
        if (parameter.type === 'reference') return referenceSql(type, alias, parameter, values, scope);
        return tokenSql(alias, parameter, values, scope);
    }
  };
  return modifier === 'not' ? `not coalesce(${sql()}, false)` : sql();
}
