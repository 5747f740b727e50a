// Loads trusted resources by COPY, for the generator and for moves between databases: no policy, no validation, no events.
import { readMigrations } from '#platform/kernel/db/migration-file.ts';
import { copyLine } from '#platform/kernel/db/copy.ts';
import type { CopyValue } from '#platform/kernel/db/copy.ts';
import { isUuid } from '#platform/contract.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { extract, patientReference } from '../rules/extract.ts';
import { seal } from './seal.ts';
import type { RecordServices } from './services.ts';
import { columnValues } from './store/rows.ts';
import type { StoredRow } from './store/rows.ts';
import { columnsOf, directoryTable, nobody, personalTables, tableOf } from './store/tables.ts';
import type { Column, ResourceTable } from './store/tables.ts';
import { identifierRows } from './store/write.ts';

type Json = Record<string, unknown>;
const batchSize = 10_000;

const sideColumns = {
  'record.resource_id': ['id', 'type', 'patient_id'],
  'record.identifier': ['value', 'sys', 'type', 'id', 'patient_id'],
  'record.reference': ['patient_id', 'src_type', 'src_id', 'parameter', 'dst_type', 'dst_id'],
  'record.name_part': ['patient_id', 'type', 'id', 'parameter', 'value'],
  'record.component': ['patient_id', 'id', 'position', 'code_sys', 'code', 'num', 'unit'],
} as const;
type Side = keyof typeof sideColumns;

/** The secondary indexes of the migrations: they cost more while a table fills than afterwards. */
const indexes = readMigrations({ schema: 'record', folder: new URL('./migrations/', import.meta.url) })
  .flatMap((file) => file.statements)
  .flatMap((statement) => {
    const [, name, table] = /^create index (\w+) on (record\.\w+)/.exec(statement) ?? [];
    return name && table ? [{ name, table, statement }] : [];
  });

/** Makes every index that a broken-off load left behind. */
export async function ensureIndexes(db: Db): Promise<void> {
  const rows = await db.query<{ name: string }>(`select indexname as name from pg_indexes where schemaname = 'record'`);
  const standing = new Set(rows.map((row) => row.name));
  for (const { name, statement } of indexes) {
    if (!standing.has(name)) await db.query(statement.replace('create index', 'create index if not exists'));
  }
}

async function dropIndexesOfEmptyTables(db: Db): Promise<void> {
  for (const table of new Set(indexes.map((index) => index.table))) {
    const rows = await db.query(`select 1 from ${table} limit 1`);
    if (rows.length > 0) continue;
    for (const { name } of indexes.filter((index) => index.table === table))
      await db.query(`drop index if exists record.${name}`);
  }
}

/** Patients load under their own UUID, so that references to them need no look-up. */
function patientIdOf(type: string, resource: Json): string {
  if (!tableOf(type).personal) return nobody;
  const id = type === 'Patient' ? (resource.id as string) : patientReference(type, resource)?.id;
  if (id === undefined) return nobody;
  if (!isUuid(id)) throw new Error(`bulk load: Patient/${id} is no UUID`);
  return id;
}

const columnCache = new Map<ResourceTable, Column[]>();
const columnsFor = (table: ResourceTable): Column[] => {
  const columns = columnCache.get(table) ?? columnsOf(table);
  columnCache.set(table, columns);
  return columns;
};

class Lines {
  readonly resources = new Map<ResourceTable, string[]>();
  readonly sides = new Map<Side, string[]>();
  count = 0;

  side(table: Side, values: readonly CopyValue[]): void {
    const lines = this.sides.get(table) ?? [];
    this.sides.set(table, lines);
    lines.push(copyLine(values));
  }

  add(services: RecordServices, row: StoredRow): void {
    const { type, id, patientId, found } = row;
    const lines = this.resources.get(row.table) ?? [];
    this.resources.set(row.table, lines);
    const values = columnsFor(row.table).map((column) =>
      column === 'tokens' || column === 'codes' ? found[column] : (columnValues[column](row) as CopyValue),
    );
    lines.push(copyLine(values));
    this.side('record.resource_id', [id, type, patientId]);
    const seen = new Set<string>();
    for (const identifier of found.identifiers) {
      for (const { sys, value } of identifierRows(services.kernel.cipher, identifier)) {
        if (!seen.has(`${sys}|${value}`)) this.side('record.identifier', [value, sys, type, id, patientId]);
        seen.add(`${sys}|${value}`);
      }
    }
    for (const { parameter, type: target, id: targetId } of found.references) {
      const key = `${parameter} ${target}/${targetId}`;
      if (!seen.has(key)) this.side('record.reference', [patientId, type, id, parameter, target, targetId]);
      seen.add(key);
    }
    for (const { parameter, value } of found.strings)
      this.side('record.name_part', [patientId, type, id, parameter, value]);
    found.components.forEach(({ codeSystem, code, value, unit }, position) =>
      this.side('record.component', [patientId, id, position, codeSystem, code, value, unit]),
    );
    this.count++;
  }

  async flush(db: Db): Promise<void> {
    for (const [table, lines] of this.resources) await db.copyIn(table.name, columnsFor(table), lines);
    for (const [table, lines] of this.sides) await db.copyIn(table, sideColumns[table], lines);
  }
}

export interface BulkLoadOptions {
  onBatch?: (loaded: number) => void;
}

/**
 * Loads new resources (version 1) whose ids are given; Patients need UUIDs. Give them in patient order, so that a
 * person's rows lie together. Returns how many were loaded.
 */
export async function bulkLoad(
  services: RecordServices,
  resources: AsyncIterable<object> | Iterable<object>,
  options: BulkLoadOptions = {},
): Promise<number> {
  const { db, clock, cipher } = services.kernel;
  await dropIndexesOfEmptyTables(db);
  const now = clock.now();
  const stamp = { versionId: '1', lastUpdated: now.toISOString() };
  let loaded = 0;
  let lines = new Lines();
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    const full = lines;
    lines = new Lines();
    await writing;
    // The database copies one batch while the next one is prepared.
    writing = full.flush(db).then(() => {
      loaded += full.count;
      options.onBatch?.(loaded);
    });
    writing.catch(() => undefined);
  };
  for await (const given of resources) {
    const { resourceType, id, meta, ...rest } = given as Json & { resourceType: string; id: string; meta?: object };
    const resource = { resourceType, id, meta: { ...meta, ...stamp }, ...rest };
    lines.add(services, {
      table: tableOf(resourceType),
      type: resourceType,
      id,
      patientId: patientIdOf(resourceType, resource),
      version: 1,
      updatedAt: now,
      content: JSON.stringify(seal(cipher, resource)),
      found: extract(resourceType, resource),
    });
    if (lines.count >= batchSize) await flush();
  }
  await flush();
  await writing;
  await ensureIndexes(db);
  for (const { name } of [...personalTables.map(({ table }) => table), directoryTable])
    await db.query(`analyze ${name}`);
  return loaded;
}
