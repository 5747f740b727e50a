// Makes, swaps, reads and drops the flat tables of views, in the schema record_view.
import type { Db, Sql, Transaction } from '#platform/kernel/db/db.ts';
import { copyLine } from '#platform/kernel/db/copy.ts';
import type { CopyValue } from '#platform/kernel/db/copy.ts';
import type { TableColumn } from '../table-columns.ts';

/** Ends with what marks the table of a run that is not over; no view may be named so. */
const freshMark = '__fresh';
const namePattern = /^[a-z][a-z0-9_]{0,50}$/;
export const isViewName = (name: string): boolean => namePattern.test(name) && !name.endsWith(freshMark);

function tableName(name: string, fresh = false): string {
  if (!isViewName(name)) throw new Error(`view ${name}`);
  return `record_view.${name}${fresh ? freshMark : ''}`;
}
const columnName = ({ name }: TableColumn): string => {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`column ${name}`);
  return `"${name}"`;
};

/** Rows are numbered in their order, so that they can be read in pages. */
export async function makeFreshTable(db: Db, name: string, columns: readonly TableColumn[]): Promise<void> {
  const table = tableName(name, true);
  const list = columns.map((column) => `${columnName(column)} ${column.sqlType}`);
  await db.tx(async (q) => {
    await q.query(`drop table if exists ${table}`);
    await q.query(`create table ${table} ("_row" bigint primary key, ${list.join(', ')})`);
  });
}

export function appendRows(
  db: Db,
  name: string,
  columns: readonly TableColumn[],
  rows: readonly CopyValue[][],
  first: number,
): Promise<number> {
  const lines = rows.map((row, place) => copyLine([first + place, ...row]));
  return db.copyIn(tableName(name, true), ['_row', ...columns.map((column) => column.name)], lines);
}

/** The fresh table takes the place of the one that stands. */
export async function swapTables(q: Transaction, name: string): Promise<void> {
  await q.query(`drop table if exists ${tableName(name)}`);
  await q.query(`alter table ${tableName(name, true)} rename to ${name}`);
  await q.query(`alter index record_view.${name}${freshMark}_pkey rename to ${name}_pkey`);
}

export async function dropTables(q: Sql, name: string): Promise<void> {
  await q.query(`drop table if exists ${tableName(name)}`);
  await q.query(`drop table if exists ${tableName(name, true)}`);
}

/** False after a restore: backups leave flat tables out. */
export async function tableStands(q: Sql, name: string): Promise<boolean> {
  const [row] = await q.query<{ stands: boolean }>('select to_regclass($1) is not null as stands', [tableName(name)]);
  return row!.stands;
}

/** Rows after a number, in their order; the values stand in the order of the columns, as text. */
export async function tablePage(
  q: Sql,
  name: string,
  columns: readonly TableColumn[],
  after: number,
  limit: number,
): Promise<{ last: number; rows: (string | null)[][] }> {
  const list = columns.map((column) => `${columnName(column)}::text`);
  const found = await q.query<{ n: string | number; values: (string | null)[] }>(
    `select "_row" as n, array[${list.join(', ')}]::text[] as "values" from ${tableName(name)} where "_row" > $1 order by "_row" limit ${limit}`,
    [after],
  );
  return { last: Number(found.at(-1)?.n ?? after), rows: found.map((row) => row.values) };
}
