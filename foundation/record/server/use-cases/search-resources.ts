// Answers a search: one page of permitted rows with total, includes and links.
import { localReference } from '#platform/fhir/reference.ts';
import type { Include } from '#platform/fhir/search.ts';
import type { OutcomeIssue } from '#platform/fhir/outcome.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { findParameter } from '../../rules/search-parameters.ts';
import type { SearchParameter } from '../../rules/search-parameters.ts';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { locate, readMany } from '../store/read.ts';
import type { Found, Match } from '../store/read.ts';
import { nobody, tableOf } from '../store/tables.ts';
import { Args, visible } from '../store/visibility.ts';
import { refuseOutOfScope } from './refuse-out-of-scope.ts';
import { afterSql, orderSql, parseRequest, planSearch, wholeWhere } from './search-plan.ts';
import type { Plan, Request } from './search-plan.ts';

const defaultPageSize = 20;
const largestPage = 1000;
const mostIncluded = 10_000;

export interface SearchPage {
  request: Request;
  matches: Found[];
  included: Found[];
  total?: number;
  /** Opaque place where the next page begins. */
  next?: string;
  warnings: OutcomeIssue[];
}
type Pairs = readonly (readonly [string, string])[];

interface Cursor {
  type: string;
  pairs: Pairs;
  last: (string | null)[];
}

/** The cursor carries the whole search sealed, so that no value of it stands in an address. */
function openCursor(services: RecordServices, type: string, text: string): Cursor {
  try {
    const cursor = JSON.parse(services.kernel.cipher.decrypt(text)) as Cursor;
    if (cursor.type === type) return cursor;
  } catch {
    // a changed or foreign cursor: refused below
  }
  throw new Refusal('invalid', '_cursor is not one of this server.', { code: 'value' });
}

async function pageOf(
  q: Sql,
  services: RecordServices,
  plan: Plan,
  size: number,
  last: Cursor['last'] | undefined,
): Promise<{ rows: Found[]; keys: (string | null)[][] }> {
  const { table, request, sort } = plan;
  const args = new Args();
  args.values.push(...plan.args.values);
  const after = last ? ` and ${afterSql(sort, last, args)}` : '';
  const patient = table.personal ? 't.patient_id' : `'${nobody}'::uuid as patient_id`;
  const keys = sort.map((key, at) => `${key.sql} as s${at}`).join(', ');
  const select = (half: string) =>
    `(select t.id, ${patient}, t.content, ${keys} from ${table.name} t where ${plan.where}${half}${after} order by ${orderSql(sort)} limit ${size})`;
  const parts = plan.halves.length === 0 ? [select('')] : plan.halves.map((half) => select(` and ${half}`));
  const order = orderSql(sort.map((key, at) => ({ ...key, sql: `u.s${at}` })));
  const { db } = services.kernel;
  const source = plan.gate !== undefined && q === db ? db.point : q;
  const rows = await source.query<Record<string, unknown>>(
    `select u.id, u.patient_id, u.content, ${sort.map((_, at) => `u.s${at}::text as k${at}`).join(', ')} from (${parts.join(' union all ')}) u where ${plan.gate ?? 'true'} order by ${order} limit ${size}`,
    args.values,
  );
  return {
    rows: rows.map((row) => ({
      type: request.type,
      id: row.id as string,
      patientId: row.patient_id as string,
      content: row.content as string,
    })),
    keys: rows.map((row) => sort.map((_, at) => row[`k${at}`] as string | null)),
  };
}

async function countAll(q: Sql, plan: Plan): Promise<number> {
  const [row] = await q.query<{ n: number }>(
    `select count(*)::integer as n from ${plan.table.name} t where ${wholeWhere(plan)}`,
    plan.args.values,
  );
  return row!.n;
}

function includeParameter(include: Include, label: string): SearchParameter {
  const parameter = findParameter(include.source, include.parameter);
  if (parameter?.type === 'reference') return parameter;
  throw new Refusal('invalid', `${label}=${include.source}:${include.parameter} is not supported.`, {
    code: 'not-supported',
  });
}

async function followIncludes(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  request: Request,
  matches: readonly Found[],
): Promise<Found[]> {
  const keys = new Map<string, { type: string; id: string }>();
  const parsed = request.include.length > 0 ? matches.map((match) => JSON.parse(match.content) as object) : [];
  for (const include of request.include) {
    const parameter = includeParameter(include, '_include');
    if (include.source !== request.type) continue;
    for (const resource of parsed) {
      parameter.walk?.(resource, (value) => {
        const reference = localReference((value as { reference?: string }).reference ?? '');
        if (reference && (!include.target || include.target === reference.type))
          keys.set(`${reference.type}/${reference.id}`, reference);
      });
    }
  }
  for (const match of matches) keys.delete(`${match.type}/${match.id}`);
  const open = [...keys.values()].filter(({ type }) => mayInclude(services, asking, type));
  const located = await locate(q, open);
  return readMany(q, [...located.values()], (table, args) => visibleInto(services, asking, table, args));
}

/** An app sees only included types that it might read or search by itself. */
const mayInclude = ({ kernel: { access } }: RecordServices, { actor }: Asking, type: string): boolean =>
  access.allows(actor, type, 'r') || access.allows(actor, type, 's');

function visibleInto(
  services: RecordServices,
  asking: Asking,
  table: ReturnType<typeof tableOf>,
  values: unknown[],
): Promise<string> {
  const args = new Args();
  (args as { values: unknown[] }).values = values;
  return visible(services.kernel.access, asking.actor, table, 't', args, asking.now);
}

function reverseSql(parameter: SearchParameter, include: Include, matches: readonly Found[], args: Args): string {
  const table = tableOf(include.source);
  const target = matches[0]!.type;
  const ids = args.add(matches.map((match) => match.id));
  const owner = table.personal ? 'f.patient_id = t.patient_id and ' : '';
  const conditions = [
    `exists (select 1 from record.reference f where ${owner}f.src_type = '${include.source}' and f.src_id = t.id
      and f.parameter = '${parameter.name}' and f.dst_type = '${target}' and f.dst_id = any(${ids}::text[]))`,
  ];
  const { kept } = parameter;
  if (target === 'Patient' && table.personal && (kept === 'patient' || parameter.name === 'subject')) {
    conditions.push(`t.patient_id = any(${args.add(matches.map((match) => match.patientId))}::uuid[])`);
  }
  if (kept === 'encounter' && target === 'Encounter') conditions.push(`t.encounter = any(${ids}::text[])`);
  if (kept === 'org' && target === 'Organization') conditions.push(`t.org = any(${ids}::text[])`);
  if (kept === 'performer')
    conditions.push(`t.performer = any(${args.add(matches.map((match) => `${target}/${match.id}`))}::text[])`);
  return `(${conditions.join(' or ')})`;
}

async function followReverse(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  include: Include,
  matches: readonly Found[],
): Promise<Found[]> {
  const parameter = includeParameter(include, '_revinclude');
  if (matches.length === 0 || !mayInclude(services, asking, include.source)) return [];
  const table = tableOf(include.source);
  const args = new Args();
  const condition = reverseSql(parameter, include, matches, args);
  const policy = await visible(services.kernel.access, asking.actor, table, 't', args, asking.now);
  const patient = table.personal ? 't.patient_id' : `'${nobody}'::uuid as patient_id`;
  const rows = await q.query<{ id: string; patient_id: string; content: string }>(
    `select t.id, ${patient}, t.content from ${table.name} t
     where ${table.typed ? `t.type = '${include.source}' and ` : ''}${condition} and ${policy} limit ${mostIncluded}`,
    args.values,
  );
  return rows.map((row) => ({
    type: include.source,
    id: row.id,
    patientId: row.patient_id,
    content: row.content,
  }));
}

export async function searchResources(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  type: string,
  pairs: Pairs,
): Promise<SearchPage> {
  refuseOutOfScope(services.kernel.access, asking.actor, type, 's');
  const first = parseRequest(type, pairs, asking.lenient);
  const cursor = first.request.cursor === undefined ? undefined : openCursor(services, type, first.request.cursor);
  const { request, issues } = cursor ? parseRequest(type, cursor.pairs, true) : first;
  const plan = await planSearch(q, services, asking, request, issues);
  const countOnly = request.summary === 'count' || request.count === 0;
  const total =
    countOnly || request.total === 'accurate' || request.total === 'estimate' ? await countAll(q, plan) : undefined;
  if (countOnly) return { request, matches: [], included: [], total, warnings: issues };
  const size = Math.min(request.count ?? defaultPageSize, largestPage);
  const { rows, keys } = await pageOf(q, services, plan, size + 1, cursor?.last);
  const matches = rows.slice(0, size);
  const more = rows.length > size;
  const included = await followIncludes(q, services, asking, request, matches);
  for (const include of request.revinclude)
    included.push(...(await followReverse(q, services, asking, include, matches)));
  const known = new Set(matches.map((match) => `${match.type}/${match.id}`));
  const next: Cursor | undefined = more
    ? { type, pairs: cursor?.pairs ?? pairs.filter(([key]) => key !== '_cursor'), last: keys[size - 1]! }
    : undefined;
  return {
    request,
    matches,
    included: included.filter((one) => !known.has(`${one.type}/${one.id}`) && known.add(`${one.type}/${one.id}`)),
    total: total ?? (!more && !cursor && request.total !== 'none' ? matches.length : undefined),
    next: next && services.kernel.cipher.encrypt(JSON.stringify(next)),
    warnings: issues,
  };
}

/** Ids that match a conditional query; two are enough to know that it is not unique. */
export async function searchIds(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  type: string,
  query: string,
): Promise<Match[]> {
  const { request } = parseRequest(type, [...new URLSearchParams(query)], false);
  if (request.conditions.length === 0) throw new Refusal('invalid', 'A condition needs at least one search parameter.');
  const plan = await planSearch(q, services, asking, request);
  const { rows } = await pageOf(q, services, plan, 2, undefined);
  return rows.map((row) => ({ id: row.id, patientId: row.patientId }));
}
