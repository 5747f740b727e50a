// Reads single resources, sets of them, and their versions.
import type { Sql } from '#platform/kernel/db/db.ts';
import { nobody, tableOf } from './tables.ts';
import type { ResourceTable } from './tables.ts';

export interface Located {
  type: string;
  id: string;
  patientId: string;
  /** Version of the tombstone where the resource is deleted. */
  deletedVersion?: number;
}
/** A resource as a page of a search shows it. */
export interface Found {
  type: string;
  id: string;
  patientId: string;
  content: string;
}
export interface Current extends Found {
  version: number;
  updatedAt: Date;
  sensitive: boolean;
}

export const keyText = (type: string, id: string): string => `${type}/${id}`;

export async function locate(q: Sql, keys: readonly { type: string; id: string }[]): Promise<Map<string, Located>> {
  if (keys.length === 0) return new Map();
  const rows = await q.query<{ type: string; id: string; patient_id: string; deleted_ver: number | null }>(
    `select t.type, t.id, t.patient_id, t.deleted_ver from unnest($1::text[], $2::text[]) as r (type, id)
     join record.resource_id t on t.id = r.id and t.type = r.type`,
    [keys.map((key) => key.type), keys.map((key) => key.id)],
  );
  return new Map(
    rows.map((row) => [
      keyText(row.type, row.id),
      { type: row.type, id: row.id, patientId: row.patient_id, deletedVersion: row.deleted_ver ?? undefined },
    ]),
  );
}

interface ContentRow {
  id: string;
  type: string;
  patient_id: string;
  ver: number;
  updated: Date;
  sensitive: boolean;
  content: string;
}
const current = (row: ContentRow): Current => ({
  type: row.type,
  id: row.id,
  patientId: row.patient_id,
  version: row.ver,
  updatedAt: row.updated,
  sensitive: row.sensitive,
  content: row.content,
});

export const contentColumns = (table: ResourceTable, type: string): string =>
  `t.id, '${type}' as type, ${table.personal ? 't.patient_id' : `'${nobody}'::uuid as patient_id`}, t.ver, t.updated, t.sensitive, t.content`;

/**
 * A resource by its type and id. `policy` builds the condition under which this reader may see the row's person; both
 * are answered in one round trip.
 */
export async function readOne(
  q: Sql,
  type: string,
  id: string,
  policy: (table: ResourceTable, args: unknown[]) => Promise<string> = async () => 'true',
): Promise<(Current & { permitted: boolean }) | undefined> {
  const table = tableOf(type);
  const where = table.personal
    ? 't.id = $1 and t.patient_id = (select i.patient_id from record.resource_id i where i.id = $1 and i.type = $2)'
    : 't.id = $1 and t.type = $2';
  const typed = table.personal && table.typed ? ' and t.type = $2' : '';
  const args: unknown[] = [id, type];
  const permitted = await policy(table, args);
  const [row] = await q.query<ContentRow & { permitted: boolean }>(
    `select ${contentColumns(table, type)}, ${permitted} as permitted from ${table.name} t where ${where}${typed}`,
    args,
  );
  return row && { ...current(row), permitted: row.permitted };
}

/** Those of the located resources that stand; `filter` narrows by policy on alias t. */
export async function readMany(
  q: Sql,
  located: readonly Located[],
  filter: (table: ResourceTable, args: unknown[]) => Promise<string> = async () => 'true',
): Promise<Current[]> {
  const all: Current[] = [];
  for (const [type, group] of Map.groupBy(located, (one) => one.type)) {
    const table = tableOf(type);
    const args: unknown[] = [group.map((one) => one.id), group.map((one) => one.patientId)];
    const condition = await filter(table, args);
    const rows = await q.query<ContentRow>(
      `select ${contentColumns(table, type)} from unnest($1::text[], $2::uuid[]) as r (id, patient_id)
       join ${table.name} t on t.id = r.id ${table.personal ? 'and t.patient_id = r.patient_id' : ''}
       where ${table.typed ? `t.type = '${type}' and ` : ''}${condition}`,
      args,
    );
    all.push(...rows.map(current));
  }
  return all;
}

export interface Version {
  version: number;
  at: Date;
  op: 'write' | 'delete';
  sensitive: boolean;
  content: string;
}

/** Replaced versions and tombstones, newest first. */
export async function readHistory(
  q: Sql,
  patientId: string,
  type: string,
  id: string,
  page: { before?: number; limit: number },
): Promise<Version[]> {
  const rows = await q.query<{ ver: number; at: Date; op: Version['op']; sensitive: boolean; content: string }>(
    `select ver, at, op, sensitive, content from record.history
     where patient_id = $1 and type = $2 and id = $3 and ($4::integer is null or ver < $4) order by ver desc limit $5`,
    [patientId, type, id, page.before ?? null, page.limit],
  );
  return rows.map((row) => ({
    version: row.ver,
    at: row.at,
    op: row.op,
    sensitive: row.sensitive,
    content: row.content,
  }));
}

export async function countHistory(q: Sql, patientId: string, type: string, id: string): Promise<number> {
  const [row] = await q.query<{ n: number }>(
    'select count(*)::integer as n from record.history where patient_id = $1 and type = $2 and id = $3',
    [patientId, type, id],
  );
  return row!.n;
}

/** Those of these person rows that have a Patient already. */
export async function ownersOf(q: Sql, personIds: readonly string[]): Promise<Set<string>> {
  const rows = await q.query<{ patient_id: string }>(
    'select patient_id from record.patient where patient_id = any($1::uuid[])',
    [personIds],
  );
  return new Set(rows.map((row) => row.patient_id));
}

/** What a criteria means: a resource and whose it is. */
export interface Match {
  id: string;
  patientId: string;
}

export async function findByIdentifier(
  q: Sql,
  wanted: readonly { type: string; sys: string | null; values: readonly string[] }[],
): Promise<{ index: number; id: string; patientId: string }[]> {
  if (wanted.length === 0) return [];
  const flat = wanted.flatMap((one, index) =>
    one.values.map((value) => ({ index, type: one.type, sys: one.sys, value })),
  );
  const rows = await q.query<{ index: number; id: string; patient_id: string }>(
    `select distinct r.index, i.id, i.patient_id
     from unnest($1::integer[], $2::text[], $3::text[], $4::text[]) as r (index, type, sys, value)
     join record.identifier i on i.value = r.value and i.type = r.type and (r.sys is null or i.sys = r.sys)`,
    [
      flat.map((one) => one.index),
      flat.map((one) => one.type),
      flat.map((one) => one.sys),
      flat.map((one) => one.value),
    ],
  );
  return rows.map((row) => ({ index: row.index, id: row.id, patientId: row.patient_id }));
}
