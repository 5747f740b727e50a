// Gives database tests an empty, migrated database on every engine that is present: PGlite always, PostgreSQL where it answers.
import { randomBytes } from 'node:crypto';
import { beforeAll, describe } from 'vitest';
import pg from 'pg';
import type { Db } from './db.ts';
import { kernelMigrations } from '../start.ts';
import { migrate } from './migrate.ts';
import type { MigrationFolder } from './migration-file.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

const adminUrl = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** One database per engine and test worker, kept between the files of a worker and emptied for each. */
interface Shared {
  pglite?: Promise<Db>;
  postgresql?: Promise<{ db: Db; drop: () => Promise<void> } | undefined>;
}
const shared = ((globalThis as { tianmuTestDatabases?: Shared }).tianmuTestDatabases ??= {});

export interface TestDatabase {
  db: Db;
}

/** Runs the block once per engine; `database.db` is migrated and empty when its first test starts. */
export function describeOnEachEngine(
  name: string,
  options: { contexts: readonly MigrationFolder[] },
  block: (database: TestDatabase) => void,
): void {
  const engines = process.env.TIANMU_TEST_POSTGRESQL === 'yes' ? ['pglite', 'postgresql'] : ['pglite'];
  describe.each(engines)(`${name} on %s`, (engine) => {
    const database = {} as TestDatabase;
    beforeAll(async () => {
      const db = engine === 'pglite' ? await sharedPglite() : (await sharedPostgresql())!.db;
      await migrate(db, [...kernelMigrations, ...options.contexts], () => new Date());
      await empty(db);
      database.db = db;
    }, 60_000);
    block(database);
  });
}

const sharedPglite = (): Promise<Db> => (shared.pglite ??= openPglite());

function sharedPostgresql(): Promise<{ db: Db; drop: () => Promise<void> } | undefined> {
  shared.postgresql ??= createDatabase();
  return shared.postgresql;
}

/** Makes an own database beside whatever the server holds; the run drops all of them at its end. */
export async function createDatabase(): Promise<{ db: Db; url: string; drop: () => Promise<void> }> {
  // The run's number lets the end of the run find what a killed worker left behind.
  const name = `tianmu_test_r${process.env.TIANMU_TEST_RUN ?? process.pid}_${randomBytes(6).toString('hex')}`;
  await asAdmin(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const db = await openPostgres({ url: url.href, maxConnections: 8 });
  return {
    db,
    url: url.href,
    drop: async () => {
      await db.close();
      await asAdmin(`drop database if exists ${name} with (force)`);
    },
  };
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Empties every table that has rows, in one statement, so that foreign keys do not matter. */
async function empty(db: Db): Promise<void> {
  const tables = await db.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition
       and n.nspname not in ('pg_catalog', 'information_schema', 'public') and n.nspname not like 'pg\\_%'`,
  );
  if (tables.length === 0) return;
  const filled = await db.query<{ name: string; filled: boolean }>(
    tables.map(({ name }) => `select '${name}' as name, exists (select 1 from ${name}) as filled`).join(' union all '),
  );
  const names = filled.filter((row) => row.filled).map((row) => row.name);
  if (names.length > 0) await db.query(`truncate ${names.join(', ')} cascade`);
}

/** Ends the worker's shared databases; the test setup calls it after the last file of a worker. */
export async function dropSharedDatabases(): Promise<void> {
  const postgresql = await shared.postgresql?.catch(() => undefined);
  await postgresql?.drop();
  await (await shared.pglite?.catch(() => undefined))?.close();
  delete shared.pglite;
  delete shared.postgresql;
}
