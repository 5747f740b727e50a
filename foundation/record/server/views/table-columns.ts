// The columns of a view's flat table: SQL types from FHIR types, and values as COPY takes them.
import type { CopyValue } from '#platform/kernel/db/copy.ts';
import type { Column, CompiledView } from '../../rules/view-definition/compile-view.ts';
import { ViewError } from '../../rules/view-definition/view.ts';
import type { ViewFault } from '../../rules/view-definition/view.ts';

export interface TableColumn {
  /** Lower case, as the table has it. */
  name: string;
  sqlType: 'boolean' | 'integer' | 'bigint' | 'numeric' | 'timestamptz' | 'jsonb' | 'text';
}

/** Dates may be partial in FHIR (2024-05) and stay texts; only instants are always whole. */
const sqlTypes: Readonly<Record<string, TableColumn['sqlType']>> = {
  boolean: 'boolean',
  integer: 'integer',
  positiveInt: 'integer',
  unsignedInt: 'integer',
  integer64: 'bigint',
  decimal: 'numeric',
  instant: 'timestamptz',
};
const longestName = 63;
const mostColumns = 200;

export function tableColumns(columns: readonly Column[]): TableColumn[] {
  return columns.map(({ name, type, collection }) => ({
    name: name.toLowerCase(),
    sqlType: collection ? 'jsonb' : ((type === undefined ? undefined : sqlTypes[type.split(/[./]/).at(-1)!]) ?? 'text'),
  }));
}

/** What a table can't hold although the view could run. */
export function tableFaults({ columns }: CompiledView): ViewFault[] {
  const faults: ViewFault[] = [];
  const say = (message: string) => faults.push({ where: 'select', message });
  if (columns.length > mostColumns) say(`a table has at most ${mostColumns} columns`);
  const seen = new Set<string>();
  for (const { name } of tableColumns(columns)) {
    if (name.length > longestName) say(`the column ${name} has more than ${longestName} characters`);
    if (seen.has(name)) say(`the column ${name} is there twice when capitals do not count`);
    seen.add(name);
  }
  return faults;
}

function fit({ name, sqlType }: TableColumn, value: unknown): CopyValue {
  if (value === null || value === undefined) return null;
  if (sqlType === 'jsonb') return JSON.stringify(value);
  const fits =
    sqlType === 'boolean'
      ? typeof value === 'boolean'
      : sqlType === 'integer' || sqlType === 'bigint'
        ? Number.isSafeInteger(Number(value)) && (sqlType === 'bigint' || Math.abs(Number(value)) < 2 ** 31)
        : sqlType === 'numeric'
          ? typeof value === 'number'
          : sqlType === 'timestamptz'
            ? typeof value === 'string' && !Number.isNaN(Date.parse(value))
            : true;
  if (!fits)
    throw new ViewError([{ where: 'select', message: `a value of ${name} is no ${sqlType}; declare another type` }]);
  if (typeof value === 'object') return JSON.stringify(value);
  // PostgreSQL's texts hold everything but U+0000.
  return typeof value === 'string' ? value.replaceAll('\0', '') : (value as number | boolean);
}

/** Throws ViewError for a value that the declared type does not allow. */
export const copyRow = (columns: readonly TableColumn[], values: readonly unknown[]): CopyValue[] =>
  columns.map((column, place) => fit(column, values[place]));
