// Reads the resources of one type for an export, page by page in the order of their keys.
import type { Sql } from '#platform/kernel/db/db.ts';
import { nobody, otherTable, directoryTable, personalTables, tableOf } from '../../store/tables.ts';
import { Args } from '../../store/visibility.ts';

/** Some resources of one type, in the order of their keys. */
export interface ExportPage {
  /** Their stored texts, one a line. */
  lines: string;
  resources: number;
  persons: string[];
  last?: { patientId: string; id: string };
}
/** A condition over alias t with its arguments, numbered from $1. */
export interface Condition {
  sql: string;
  values: readonly unknown[];
}
export interface Span {
  since?: string;
  until: string;
}

/** Places a condition's arguments behind those that stand already. */
function place({ sql, values }: Condition, args: Args): string {
  const before = args.values.length;
  for (const value of values) args.add(value);
  return sql.replaceAll(/\$(\d+)/g, (_, number: string) => `$${Number(number) + before}`);
}

/**
 * Resources that meet any of the conditions, after the key, changed within the span. The database puts the lines
 * together: a row for each resource costs this process three times as much.
 */
export async function exportPage(
  q: Sql,
  type: string,
  any: readonly Condition[],
  span: Span,
  after: { patientId: string; id: string } | undefined,
  limit: number,
): Promise<ExportPage> {
  const table = tableOf(type);
  const args = new Args();
  const conditions = [`(${any.map((one) => `(${place(one, args)})`).join(' or ')})`];
  if (table.typed) conditions.push(`t.type = '${type}'`);
  conditions.push(`t.updated <= ${args.add(span.until)}::timestamptz`);
  if (span.since) conditions.push(`t.updated > ${args.add(span.since)}::timestamptz`);
  if (after && table.personal)
    conditions.push(`(t.patient_id, t.id) > (${args.add(after.patientId)}::uuid, ${args.add(after.id)})`);
  else if (after) conditions.push(`t.id > ${args.add(after.id)}`);
  const person = table.personal ? 't.patient_id' : `'${nobody}'::uuid as patient_id`;
  const [row] = await q.query<{
    lines: string | null;
    resources: number;
    persons: string[] | null;
    last_person: string;
    last_id: string;
  }>(
    `select string_agg(p.content, E'\\n') as lines, count(*)::integer as resources, array_agg(distinct p.patient_id::text) as persons,
       (array_agg(p.patient_id))[count(*)] as last_person, (array_agg(p.id))[count(*)] as last_id
     from (select t.id, ${person}, t.content from ${table.name} t where ${conditions.join(' and ')}
       order by ${table.personal ? 't.patient_id, ' : ''}t.id limit ${limit}) p`,
    args.values,
  );
  const { lines, resources, persons, last_person, last_id } = row!;
  if (lines === null) return { lines: '', resources: 0, persons: [] };
  return {
    lines,
    resources,
    persons: (persons ?? []).filter((id) => id !== nobody),
    last: { patientId: last_person, id: last_id },
  };
}

/** Types of which something is stored, or was deleted after `since`; `directory` adds those that belong to nobody. */
export async function storedTypes(q: Sql, directory: boolean, since: string | undefined): Promise<string[]> {
  const found: string[] = [];
  for (const { table, type } of personalTables) {
    if (type === undefined) continue;
    const rows = await q.query(`select 1 from ${table.name} limit 1`);
    if (rows.length > 0) found.push(type);
  }
  for (const table of directory ? [otherTable, directoryTable] : [otherTable]) {
    const rows = await q.query<{ type: string }>(`select distinct t.type from ${table.name} t order by 1`);
    found.push(...rows.map((row) => row.type));
  }
  if (since) {
    const rows = await q.query<{ type: string }>(
      `select distinct type from record.history where op = 'delete' and at > $1::timestamptz order by 1`,
      [since],
    );
    found.push(...rows.map((row) => row.type).filter((type) => directory || tableOf(type).personal));
  }
  return [...new Set(found)];
}

/** About how many rows the table of this type has, by the database's statistics. */
export async function estimateOf(q: Sql, type: string): Promise<number> {
  const [row] = await q.query<{ n: number }>(
    'select greatest(reltuples, 0)::double precision as n from pg_class where oid = $1::regclass',
    [tableOf(type).name],
  );
  return row!.n;
}

/** Ids of resources of one type that were deleted within the span and are still gone. */
export function deletedPage(
  q: Sql,
  type: string,
  visible: Condition,
  span: { since: string; until: string },
  after: { patientId: string; id: string } | undefined,
  limit: number,
): Promise<{ id: string; patient_id: string }[]> {
  const args = new Args();
  const conditions = [
    place(visible, args),
    `t.type = ${args.add(type)}`,
    `t.op = 'delete'`,
    `t.at > ${args.add(span.since)}::timestamptz`,
    `t.at <= ${args.add(span.until)}::timestamptz`,
    'exists (select 1 from record.resource_id i where i.id = t.id and i.type = t.type and i.deleted_ver = t.ver)',
  ];
  if (after) conditions.push(`(t.patient_id, t.id) > (${args.add(after.patientId)}::uuid, ${args.add(after.id)})`);
  return q.query(
    `select t.id, t.patient_id from record.history t where ${conditions.join(' and ')}
     order by t.patient_id, t.id limit ${limit}`,
    args.values,
  );
}
