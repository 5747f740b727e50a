// Finds out which database engines this machine has before any test runs, says so, and removes the run's own databases after it.
import pg from 'pg';

const url = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

async function connect(): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
}

export async function setup(): Promise<() => Promise<void>> {
  const client = await connect();
  const version =
    client && (await client.query<{ server_version: string }>('show server_version')).rows[0]?.server_version;
  const mayCreate =
    client &&
    (
      await client.query<{ may: boolean }>(
        'select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user',
      )
    ).rows[0]?.may;
  await client?.end();
  process.env.TIANMU_TEST_POSTGRESQL = mayCreate ? 'yes' : 'no';
  process.env.TIANMU_TEST_RUN = String(process.pid);
  if (mayCreate) console.error(`Database tests run on PGlite and on PostgreSQL ${version}.`);
  else
    console.error(
      `Database tests run on PGlite only: ${version ? 'this PostgreSQL user may not create databases' : 'no PostgreSQL answers'}.`,
    );
  return removeDatabases;
}

/** Workers end without a word: their databases carry the run's number. */
async function removeDatabases(): Promise<void> {
  if (process.env.TIANMU_TEST_POSTGRESQL !== 'yes') return;
  const client = await connect();
  if (!client) return;
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database where datname like $1', [
    `tianmu_test_r${process.env.TIANMU_TEST_RUN}_%`,
  ]);
  for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
  await client.end();
}
