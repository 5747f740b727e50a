// Loads trusted resources by COPY, for the generator and for moves between databases: no policy, no validation, no events.
import { readMigrations } from '#platform/kernel/db/migration-file.ts';
import { CopyBatch } from '#platform/kernel/db/copy-batch.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { collectResources, resourceTables, type Resource } from './bulk-load/collect-resources.ts';
import type { RecordServices } from './services.ts';

const batchSize = 5_000;

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
  const collector = collectResources({ cipher, now: clock.now() });
  const batch = new CopyBatch();
  let waiting = 0;
  let loaded = 0;
  const flush = async () => {
    await batch.write(db);
    loaded += waiting;
    waiting = 0;
    options.onBatch?.(loaded);
  };
  for await (const given of resources) {
    collector.add(batch, given as Resource);
    if (++waiting >= batchSize) await flush();
  }
  await flush();
  await ensureIndexes(db);
  for (const table of resourceTables) await db.query(`analyze ${table}`);
  return loaded;
}
