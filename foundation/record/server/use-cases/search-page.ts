// Reads one page of a search: its rows, or the whole page as one text where nothing has to be done to them, and where the next one begins.
import type { Sql } from '#platform/kernel/db/db.ts';
import { personTypes } from '../../rules/person-secrets.ts';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import type { Found } from '../store/read.ts';
import { nobody } from '../store/tables.ts';
import { Args } from '../store/visibility.ts';
import { readingView } from './read-resource.ts';
import { afterSql, orderSql } from './search-plan.ts';
import type { Plan, Request } from './search-plan.ts';

export type Pairs = readonly (readonly [string, string])[];

/** Where a page ended; sealed where its sort keys may be names or it carries the search. */
export interface Cursor {
  type: string;
  /** The search itself, where its address does not carry it: a posted one keeps its values out of addresses. */
  pairs?: Pairs;
  sort: string;
  last: (string | null)[];
}

/** What a cursor is made for; with another order its keys mean nothing. */
export const sortText = ({ sort }: Request): string =>
  sort.map(({ name, descending }) => (descending ? `-${name}` : name)).join(',');

/** Keys that say nothing about a person: they are only kept from being changed. */
const plainKeys = new Set(['t.lo', 't.updated', 't.id']);
const plainMark = 'p.';
const cursorMac = ({ kernel }: RecordServices, text: string) => kernel.cipher.searchHash('search-cursor', text);

export function sealCursor(services: RecordServices, plan: Plan, cursor: Cursor): string {
  const text = JSON.stringify(cursor);
  if (cursor.pairs || !plan.sort.every(({ sql }) => plainKeys.has(sql))) return services.kernel.cipher.encrypt(text);
  return `${plainMark}${Buffer.from(text).toString('base64url')}.${cursorMac(services, text)}`;
}

function cursorText(services: RecordServices, sealed: string): string {
  if (!sealed.startsWith(plainMark)) return services.kernel.cipher.decrypt(sealed);
  const [, bytes = '', mac] = sealed.split('.');
  const text = Buffer.from(bytes, 'base64url').toString();
  if (mac !== cursorMac(services, text)) throw new Error('a cursor was changed');
  return text;
}

export function openCursor(services: RecordServices, first: Request, text: string): Cursor {
  try {
    const cursor = JSON.parse(cursorText(services, text)) as Cursor;
    if (cursor.type === first.type && (cursor.pairs !== undefined || cursor.sort === sortText(first))) return cursor;
  } catch {
    // a changed or foreign cursor: refused below
  }
  throw new Refusal('invalid', '_cursor is not one of this server.', { code: 'value' });
}

/** The statement of one page, its rows under the alias u: id, content, the sort keys s0, s1, ... */
function pageSql(plan: Plan, size: number, last: Cursor['last'] | undefined): { source: string; args: Args } {
  const { table, sort } = plan;
  const args = new Args();
  args.values.push(...plan.args.values);
  const after = last ? ` and ${afterSql(sort, last, args)}` : '';
  const patient = table.personal ? 't.patient_id' : `'${nobody}'::uuid as patient_id`;
  const keys = sort.map((key, at) => `${key.sql} as s${at}`).join(', ');
  const select = (half: string) =>
    `(select t.id, ${patient}, t.content, ${keys} from ${table.name} t where ${plan.where}${half}${after} order by ${orderSql(sort)} limit ${size})`;
  const parts = plan.halves.length === 0 ? [select('')] : plan.halves.map((half) => select(` and ${half}`));
  const order = orderSql(sort.map((key, at) => ({ ...key, sql: `u.s${at}` })));
  const source = `from (${parts.join(' union all ')}) u where ${plan.gate ?? 'true'} order by ${order} limit ${size}`;
  return { source, args };
}

const keyColumns = (sort: Plan['sort'], from: string): string =>
  sort.map((_, at) => `${from}s${at}::text as k${at}`).join(', ');

export async function pageOf(
  q: Sql,
  services: RecordServices,
  plan: Plan,
  size: number,
  last: Cursor['last'] | undefined,
): Promise<{ rows: Found[]; keys: (string | null)[][] }> {
  const { request, sort } = plan;
  const { source, args } = pageSql(plan, size, last);
  const { db } = services.kernel;
  const from = plan.gate !== undefined && q === db ? db.point : q;
  const rows = await from.query<Record<string, unknown>>(
    `select u.id, u.patient_id, u.content, ${keyColumns(sort, 'u.')} ${source}`,
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

/** Entries of a page as they stand in a bundle, all of one patient. */
export interface WholePage {
  entries: string;
  count: number;
  patientId: string;
  /** Sort keys of the last entry, where more follow. */
  last?: Cursor['last'];
}

/** True where the rows of one patient go out as they are stored. */
export function isWhole(services: RecordServices, asking: Asking, { request, gate }: Plan): boolean {
  const { summary, elements, include, revinclude, type } = request;
  return (
    gate !== undefined &&
    (summary === undefined || summary === 'false') &&
    elements === undefined &&
    include.length === 0 &&
    revinclude.length === 0 &&
    !personTypes.has(type) &&
    readingView(services, asking) === 'full'
  );
}

/** Put together in the database: a page of 20 comes as one value in place of a hundred. */
export async function wholePage(
  services: RecordServices,
  asking: Asking,
  plan: Plan,
  size: number,
  last: Cursor['last'] | undefined,
): Promise<WholePage> {
  const { request, sort } = plan;
  const { source, args } = pageSql(plan, size + 1, last);
  const start = args.add(`{"fullUrl":"${asking.base}/${request.type}/`);
  const keys = sort.map((_, at) => `max(p.k${at}) filter (where p.place = ${size}) as k${at}`).join(', ');
  const order = orderSql(sort.map((key, at) => ({ ...key, sql: `u.s${at}` })));
  const [row] = await services.kernel.db.point.query<Record<string, unknown>>(
    `select count(*)::integer as n, ${keys},
       string_agg(${start} || p.id || '","resource":' || p.content || ',"search":{"mode":"match"}}', ',' order by p.place) filter (where p.place <= ${size}) as entries
     from (select u.id, u.content, ${keyColumns(sort, 'u.')}, row_number() over (order by ${order}) as place ${source}) p`,
    args.values,
  );
  const found = row!.n as number;
  return {
    entries: (row!.entries as string | null) ?? '',
    count: Math.min(found, size),
    patientId: plan.patientId!,
    ...(found > size ? { last: sort.map((_, at) => row![`k${at}`] as string | null) } : {}),
  };
}
