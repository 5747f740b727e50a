// Prepares a search: parsed request, SQL condition with policy, order, and the place where the last page ended.
import { localReference } from '#platform/fhir/reference.ts';
import { isUuid } from '#platform/contract.ts';
import { parseSearch } from '#platform/fhir/search.ts';
import type { Condition, SearchRequest } from '#platform/fhir/search.ts';
import type { OutcomeIssue } from '#platform/fhir/outcome.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { findParameter, parametersOf } from '../../rules/search-parameters.ts';
import type { SearchParameter } from '../../rules/search-parameters.ts';
import { Refusal } from '../refusal.ts';
import { refuseOutOfScope } from './refuse-out-of-scope.ts';
import type { Asking, RecordServices } from '../services.ts';
import { keyText, locate } from '../store/read.ts';
import { conditionSql } from '../store/search-sql.ts';
import { codeHalves } from '../store/search-tokens.ts';
import { BadSearchValue, holdsControls } from '../store/search-values.ts';
import { tableOf } from '../store/tables.ts';
import type { ResourceTable } from '../store/tables.ts';
import { Args, labelsVisible, permissions, personVisible, visible } from '../store/visibility.ts';

export type Request = SearchRequest<SearchParameter>;
export interface SortKey {
  sql: string;
  descending: boolean;
  cast: string;
}
export interface Plan {
  request: Request;
  warnings: OutcomeIssue[];
  table: ResourceTable;
  args: Args;
  where: string;
  /** Conditions of which a row meets one at most; together they make up the rest of the search. */
  halves: readonly string[];
  sort: SortKey[];
  /** Where the search names one patient: whether this reader may see that person, true or false for all rows alike. */
  gate?: string;
  /** That patient. */
  patientId?: string;
}

export function parseRequest(
  type: string,
  pairs: Iterable<readonly [string, string]>,
  lenient: boolean,
): { request: Request; issues: OutcomeIssue[] } {
  const all = [...pairs];
  if (all.some(([key, value]) => holdsControls(key) || holdsControls(value)))
    throw new Refusal('invalid', 'Control characters are not allowed.', { code: 'value' });
  const { request, issues } = parseSearch(type, all, findParameter, lenient ? 'lenient' : 'strict');
  if (issues.some((issue) => issue.severity === 'error')) throw new Refusal('invalid', issues);
  return { request, issues };
}

const isPatientLike = (parameter: SearchParameter) => parameter.kept === 'patient' || parameter.name === 'subject';

/** A condition and those that it holds inside: chains and `_has`. */
function withInner(condition: Condition<SearchParameter>): Condition<SearchParameter>[] {
  const inner = condition.chained?.condition ?? condition.reverse?.condition;
  return inner ? [condition, ...withInner(inner)] : [condition];
}

/** Which rows of `_has` the reader may see. */
async function visibleRowsOf(
  services: RecordServices,
  asking: Asking,
  conditions: readonly Condition<SearchParameter>[],
  args: Args,
): Promise<Map<Condition<SearchParameter>, string>> {
  const found = new Map<Condition<SearchParameter>, string>();
  const visit = async (condition: Condition<SearchParameter>, alias: string): Promise<void> => {
    if (!condition.reverse) return;
    const { source, condition: inner } = condition.reverse;
    found.set(
      condition,
      await visible(services.kernel.access, asking.actor, tableOf(source), `h${alias}`, args, asking.now),
    );
    await visit(inner, `h${alias}`);
  };
  for (const condition of conditions) await visit(condition, 't');
  return found;
}

/** Person rows behind the Patients that references name, joined records together; UUIDs are the person rows themselves. */
async function patientIdsOf(
  q: Sql,
  registry: RecordServices['registry'],
  conditions: readonly Condition<SearchParameter>[],
  base: string,
): Promise<Map<string, readonly string[]>> {
  const ids = conditions
    .flatMap(withInner)
    .filter((condition) => isPatientLike(condition.parameter))
    .flatMap((condition) => condition.values)
    .map(({ text }) => (text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text))
    .map((text) => localReference(text) ?? { type: 'Patient', id: text })
    .filter((reference) => reference.type === 'Patient')
    .map((reference) => reference.id);
  const found = new Map(ids.filter(isUuid).map((id) => [id, id]));
  const foreign = ids.filter((id) => !isUuid(id));
  const located = await locate(
    q,
    foreign.map((id) => ({ type: 'Patient', id })),
  );
  for (const id of foreign) {
    const patient = located.get(keyText('Patient', id));
    if (patient) found.set(id, patient.patientId);
  }
  if (found.size === 0) return new Map();
  const rows = await registry.personIdsOf(q, [...new Set(found.values())]);
  return new Map([...found].map(([id, personId]) => [id, rows.get(personId)!]));
}

const sortColumns: Partial<Record<SearchParameter['kept'], [sql: string, cast: string]>> = {
  id: ['t.id', 'text'],
  updated: ['t.updated', 'timestamptz'],
  when: ['t.lo', 'timestamptz'],
  when2: ['t.lo2', 'timestamptz'],
  status: ['t.status', 'text'],
  category: ['t.category', 'text'],
  code: ['t.code', 'text'],
  quantity: ['t.num', 'double precision'],
  encounter: ['t.encounter', 'text'],
  org: ['t.org', 'text'],
  performer: ['t.performer', 'text'],
};

function sortKey(request: Request, table: ResourceTable, name: string, descending: boolean): SortKey {
  const parameter = findParameter(request.type, name)!;
  const column = parameter.type === 'composite' ? undefined : sortColumns[parameter.kept];
  if (column) return { sql: column[0], cast: column[1], descending };
  if (parameter.kept === 'string') {
    const patient = table.personal ? 'n.patient_id = t.patient_id and ' : '';
    const chosen = descending ? 'max' : 'min';
    const sql = `(select ${chosen}(n.value) from record.name_part n where ${patient}n.type = '${request.type}' and n.id = t.id and n.parameter = '${name}')`;
    return { sql, cast: 'text', descending };
  }
  throw new Refusal('invalid', `_sort by ${name} is not supported.`, { code: 'not-supported' });
}

/** Newest first where a type has a time, else by id: the order follows the indexes. */
function sortOf(request: Request, table: ResourceTable): SortKey[] {
  const wanted = request.sort.map(({ name, descending }) => sortKey(request, table, name, descending));
  const hasTime =
    table.name !== 'record.patient' && [...parametersOf(request.type).values()].some((one) => one.kept === 'when');
  if (wanted.length === 0 && hasTime) wanted.push({ sql: 't.lo', cast: 'timestamptz', descending: true });
  return [...wanted, { sql: 't.id', cast: 'text', descending: false }];
}

export async function planSearch(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  request: Request,
  warnings: OutcomeIssue[] = [],
): Promise<Plan> {
  const { access, cipher } = services.kernel;
  // A chain and `_has` ask about the other type: whoever may not search it learns nothing of it.
  for (const { chained, reverse } of request.conditions.flatMap(withInner)) {
    const type = chained?.type ?? reverse?.source;
    if (type) refuseOutOfScope(access, asking.actor, type, 's');
  }
  const table = tableOf(request.type);
  const args = new Args();
  const conditions = table.typed ? [`t.type = '${request.type}'`] : [];
  const halves: string[] = [];
  let onlyPatient: string | undefined;
  const patientIds = await patientIdsOf(q, services.registry, request.conditions, asking.base);
  try {
    const visibleRows = await visibleRowsOf(services, asking, request.conditions, args);
    const sensitive = access.holds(asking.actor, permissions.sensitive);
    const scope = { args, cipher, patientIds, base: asking.base, visibleRows, sensitive };
    for (const condition of request.conditions) {
      const split = halves.length === 0 ? codeHalves(condition, 't', scope) : undefined;
      if (split) halves.push(...split);
      else {
        const sql = conditionSql(request.type, 't', condition, scope);
        onlyPatient ??= /^t\.patient_id = (\$\d+)$/.exec(sql)?.[1];
        conditions.push(sql);
      }
    }
  } catch (error) {
    if (error instanceof BadSearchValue) throw new Refusal('invalid', error.message, { code: 'value' });
    throw error;
  }
  const person = onlyPatient ? `${onlyPatient}::uuid` : 't.patient_id';
  const policy = await personVisible(access, asking.actor, table, person, args, asking.now);
  conditions.push(labelsVisible(access, asking.actor, 't'));
  if (!onlyPatient) conditions.push(policy);
  return {
    request,
    warnings,
    table,
    args,
    where: conditions.join(' and '),
    halves,
    sort: sortOf(request, table),
    ...(onlyPatient ? { gate: policy, patientId: args.values[Number(onlyPatient.slice(1)) - 1] as string } : {}),
  };
}

/** The whole condition in one piece. */
export function wholeWhere({ where, halves, gate }: Plan): string {
  const either = halves.length === 0 ? [] : [`(${halves.map((half) => `(${half})`).join(' or ')})`];
  return [where, ...either, ...(gate ? [gate] : [])].join(' and ');
}

export const orderSql = (sort: readonly SortKey[]): string =>
  sort.map((key) => `${key.sql} ${key.descending ? 'desc' : 'asc'} nulls last`).join(', ');

/** Rows after the place where the last page ended; missing values come last in either direction. */
export function afterSql(sort: readonly SortKey[], last: readonly (string | null)[], args: Args): string {
  const [key, ...rest] = sort;
  const [value, ...values] = last;
  if (!key) return 'false';
  if (value === null || value === undefined) return `(${key.sql} is null and ${afterSql(rest, values, args)})`;
  const place = `${args.add(value)}::${key.cast}`;
  const beyond = `${key.sql} ${key.descending ? '<' : '>'} ${place}`;
  return `(${beyond} or ${key.sql} is null or (${key.sql} = ${place} and ${afterSql(rest, values, args)}))`;
}
