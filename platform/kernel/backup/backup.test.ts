// A backup restores into either engine with the same rows, and what does not fit or was damaged is refused in words.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestKernel, village } from '../test-kernel.ts';
import { createDatabase } from '../db/test-database.ts';
import { kernelMigrations } from '../start.ts';
import { migrate } from '../db/migrate.ts';
import { openPglite } from '../db/pglite.ts';
import type { Db } from '../db/db.ts';
import { writeBackup } from './backup.ts';
import { restoreBackup } from './restore.ts';
import { tablesToKeep } from './tables.ts';

const now = () => new Date('2026-11-22T00:00:00Z');

/** Every row of every table, as text, in a fixed order. */
async function everything(db: Db): Promise<Record<string, string[]>> {
  const tables = await tablesToKeep(db);
  const contents: Record<string, string[]> = {};
  for (const { table, columns } of tables) {
    const rows = await db.query<{ row: string }>(
      `select row(${columns.map((column) => `"${column}"`).join(', ')})::text as row from ${table}`,
    );
    contents[table] = rows.map(({ row }) => row).toSorted();
  }
  return contents;
}

const engines: [string, () => Promise<{ db: Db; drop: () => Promise<void> }>][] = [
  ['pglite', async () => openPglite().then((db) => ({ db, drop: () => db.close() }))],
];
if (process.env.TIANMU_TEST_POSTGRESQL === 'yes') engines.push(['postgresql', createDatabase]);

// Databases of their own: those that tests share hold the tables of other contexts too.
describe.each(engines)('a backup on %s', (_engine, openSource) => {
  let database: Awaited<ReturnType<typeof openSource>>;
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-backup-'));
  const options = { filesFolder: join(folder, 'files'), version: '1', now: now(), keyFingerprint: 'abc' };
  const into = join(folder, 'first');
  beforeAll(async () => {
    database = await openSource();
    const test = await openTestKernel(database.db);
    await test.addAccount('gp', 'gp', village);
    await (
      await test.as('gp')
    )({ url: '/api/session' });
    await test.kernel.settings.set(database.db, {
      key: 'a.b',
      orgUnitId: village,
      value: { awkward: 'tab\there "quoted" \\ 王' },
      from: now(),
    });
    // A table whose rows are all gone still has its pages.
    await test.kernel.jobs.enqueue(database.db, { kind: 'a.b', payload: {} });
    await database.db.query('delete from jobs.job');
    await writeBackup(database.db, { ...options, into });
  });

  afterAll(() => database.drop());

  it.each(engines)('restores whole into %s', async (_name, open) => {
    const { db, drop } = await open();
    try {
      await migrate(db, kernelMigrations, now);
      await restoreBackup(db, { from: into, filesFolder: join(folder, 'restored'), keyFingerprint: 'abc' });
      expect(await everything(db)).toEqual(await everything(database.db));
      await expect(restoreBackup(db, { from: into, filesFolder: folder, keyFingerprint: 'abc' })).rejects.toThrow(
        'not empty',
      );
    } finally {
      await drop();
    }
  });

  it('refuses another key, a folder that is taken, another version and a damaged table', async () => {
    const { db, drop } = await engines.at(-1)![1]();
    try {
      await migrate(db, kernelMigrations, now);
      const restore = (keyFingerprint = 'abc') =>
        restoreBackup(db, { from: into, filesFolder: folder, keyFingerprint });
      await expect(restore('other')).rejects.toThrow('another key');
      await expect(writeBackup(database.db, { ...options, into })).rejects.toThrow('exists already');
      await db.query("update public.tianmu_migration set checksum = 'x' where schema_name = 'auth'");
      await expect(restore()).rejects.toThrow('tables differ');
      await db.query('drop table public.tianmu_migration');
      for (const { schema } of kernelMigrations) await db.query(`drop schema ${schema} cascade`);
      await migrate(db, kernelMigrations, now);
      const file = join(into, 'tables', 'auth.account.copy.gz');
      const whole = readFileSync(file);
      writeFileSync(file, gzipSync(gunzipSync(whole).toString().replace('gp', 'gq')));
      await expect(restore()).rejects.toThrow('damaged');
      writeFileSync(file, whole);
    } finally {
      await drop();
    }
  });
});
