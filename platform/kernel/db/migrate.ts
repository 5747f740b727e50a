// Brings a database to the current schema: forward only, checksummed, one transaction a file, safe with several starters.
import type { Db, Sql } from './db.ts';
import { readMigrations, type MigrationFile, type MigrationFolder } from './migration-file.ts';

export class EditedMigration extends Error {
  constructor(id: string) {
    super(`Migration ${id} was changed after it had been applied. Restore the file and add a new one instead.`);
  }
}
export class NewerData extends Error {
  constructor(id: string) {
    super(
      `This database was made by a newer version of Tianmu (it has ${id}). Update Tianmu, or choose another --data.`,
    );
  }
}

/** Any number that only our migrations take. */
const advisoryLock = 7_146_019_301;
const ledger = `create table if not exists public.tianmu_migration (
  schema_name text not null, id text not null, checksum text not null, applied_at timestamptz not null,
  primary key (schema_name, id))`;

/** Applies what is missing; returns the ids that it applied. */
export async function migrate(
  db: Db,
  folders: readonly MigrationFolder[],
  now: () => Date,
  onApply: (id: string) => void = () => undefined,
): Promise<string[]> {
  const files = folders.flatMap(readMigrations);
  const applied = await prepare(db, files);
  const missing = files.filter((file) => !applied.has(`${file.schema}/${file.id}`));
  const done: string[] = [];
  for (const file of missing) {
    const fresh = await db.tx(async (q) => {
      await q.query('select pg_advisory_xact_lock($1)', [advisoryLock]);
      const [row] = await q.query('select 1 from public.tianmu_migration where schema_name = $1 and id = $2', [
        file.schema,
        file.id,
      ]);
      if (row) return false;
      await apply(q, file, db.engine === 'citus');
      await q.query(
        'insert into public.tianmu_migration (schema_name, id, checksum, applied_at) values ($1, $2, $3, $4)',
        [file.schema, file.id, file.checksum, now()],
      );
      return true;
    });
    if (!fresh) continue;
    done.push(`${file.schema}/${file.id}`);
    onApply(`${file.schema}/${file.id}`);
  }
  return done;
}

/** The applied files by `schema/id`; throws where they and ours contradict each other. */
async function prepare(db: Db, files: readonly MigrationFile[]): Promise<Map<string, string>> {
  const rows = await db.tx(async (q) => {
    // The lock comes first: two racing `create table if not exists` collide in the catalogue.
    await q.query('select pg_advisory_xact_lock($1)', [advisoryLock]);
    // A role that may only use the tables can't make one, not even one that exists.
    const [row] = await q.query<{ ledger: string | null }>(
      "select to_regclass('public.tianmu_migration')::text as ledger",
    );
    if (!row!.ledger) await q.query(ledger);
    return q.query<{ schema_name: string; id: string; checksum: string }>('select * from public.tianmu_migration');
  });
  const ours = new Map(files.map((file) => [`${file.schema}/${file.id}`, file.checksum]));
  const ourSchemas = new Set(files.map((file) => file.schema));
  const applied = new Map(rows.map((row) => [`${row.schema_name}/${row.id}`, row.checksum]));
  for (const row of rows) {
    const key = `${row.schema_name}/${row.id}`;
    const checksum = ours.get(key);
    if (checksum === undefined && ourSchemas.has(row.schema_name)) throw new NewerData(key);
    if (checksum !== undefined && checksum !== row.checksum) throw new EditedMigration(key);
  }
  return applied;
}

async function apply(q: Sql, file: MigrationFile, onCitus: boolean): Promise<void> {
  if (onCitus) await q.query("set local citus.multi_shard_modify_mode = 'sequential'");
  await q.query(`create schema if not exists ${file.schema}`);
  for (const statement of file.statements) await q.query(statement);
  if (!onCitus) return;
  // Keys, foreign keys and partitions stand before a table is spread (reference tables first).
  for (const { table, distribution } of file.tables)
    if (distribution === 'reference') await q.query('select create_reference_table($1::regclass)', [table]);
  for (const { table, distribution } of file.tables)
    if (distribution && distribution !== 'reference' && distribution !== 'local')
      await q.query('select create_distributed_table($1::regclass, $2)', [table, distribution]);
}
