// A resource as it is stored: its key, its search columns and its JSON text.
import type { CopyValue } from '#platform/kernel/db/copy.ts';
import type { Extracted } from '../../rules/extract.ts';
import type { Column, ResourceTable } from './tables.ts';

export interface StoredRow {
  table: ResourceTable;
  type: string;
  id: string;
  patientId: string;
  version: number;
  updatedAt: Date;
  content: string;
  found: Extracted;
}

/** PostgreSQL timestamps reach from 4713 BC; open ends are infinite. */
export function timestampText(milliseconds: number | undefined): string | null {
  if (milliseconds === undefined) return null;
  if (milliseconds === Number.NEGATIVE_INFINITY) return '-infinity';
  if (milliseconds === Number.POSITIVE_INFINITY) return 'infinity';
  const iso = new Date(milliseconds).toISOString();
  return iso.startsWith('+') ? iso.slice(1) : iso;
}

/** Separates the elements of a list inside one text parameter; never part of a valid token. */
export const listSeparator = '\u001f';

const listText = (items: readonly string[]): string | null => (items.length === 0 ? null : items.join(listSeparator));

export const columnValues: Record<Column, (row: StoredRow) => unknown> = {
  patient_id: (row) => row.patientId,
  type: (row) => row.type,
  id: (row) => row.id,
  ver: (row) => row.version,
  updated: (row) => row.updatedAt.toISOString(),
  sensitive: (row) => row.found.sensitive,
  status: (row) => row.found.status ?? null,
  cat_sys: (row) => row.found.categorySystem ?? null,
  category: (row) => row.found.category ?? null,
  code_sys: (row) => row.found.codeSystem ?? null,
  code: (row) => row.found.code ?? null,
  lo: (row) => timestampText(row.found.from),
  hi: (row) => timestampText(row.found.to),
  lo2: (row) => timestampText(row.found.from2),
  hi2: (row) => timestampText(row.found.to2),
  num: (row) => row.found.value ?? null,
  unit: (row) => row.found.unit ?? null,
  encounter: (row) => row.found.encounter ?? null,
  org: (row) => row.found.organization ?? null,
  performer: (row) => row.found.performer ?? null,
  tokens: ({ found }) => listText(found.tokens),
  codes: ({ found }) => listText(found.codes),
  content: (row) => row.content,
  latitude: (row) => row.found.position?.latitude ?? null,
  longitude: (row) => row.found.position?.longitude ?? null,
};

/** The value as COPY takes it: lists as they are. */
export const copyValueOf = (column: Column, row: StoredRow): CopyValue =>
  column === 'tokens' || column === 'codes' ? row.found[column] : (columnValues[column](row) as CopyValue);
