// Opens the database and the key that belong to a configuration, and says in one sentence what stands in the way.
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { KeyFileUnusable, masterKey } from '#platform/kernel/crypto/key-file.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { FolderInUse } from '#platform/kernel/db/lock-file.ts';
import { openPglite } from '#platform/kernel/db/pglite.ts';
import { openPostgres } from '#platform/kernel/db/postgres.ts';
import { UsageError, type Config } from './config.ts';

export interface Store {
  db: Db;
  key: Buffer;
  keyFingerprint: string;
  filesFolder: string;
}

/** A word without secrets that tells two keys apart. */
export const fingerprintOf = (key: Uint8Array): string =>
  createHash('sm3').update('tianmu key fingerprint').update(key).digest('hex').slice(0, 16);

export async function openStore(config: Config): Promise<Store> {
  if (config.reset) resetData(config);
  prepareFolder(config.data);
  const { key } = readKey(config);
  const db = await openDatabase(config);
  return { db, key, keyFingerprint: fingerprintOf(key), filesFolder: join(config.data, 'files') };
}

export function readKey(config: Config): { key: Buffer; file: string } {
  try {
    return masterKey(config['key-file'], config.data);
  } catch (error) {
    if (error instanceof KeyFileUnusable) throw new UsageError(error.message);
    throw error;
  }
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC')
      throw new UsageError(`The disk is full: ${folder} can't be made. Free some space and try again.`);
    throw new UsageError(`${folder} can't be written (${code}). Choose another folder with --data.`);
  }
}

/** File that marks a data folder as the demo's. */
export const demoMark = 'demo-data';

/** Only a folder that holds our own demo store is ever deleted. */
function resetData(config: Config): void {
  if (config.database) throw new UsageError('--reset deletes the data folder; drop a PostgreSQL database yourself.');
  if (!existsSync(config.data)) return;
  if (!existsSync(join(config.data, demoMark)))
    throw new UsageError(`${config.data} was not made by the demo: it is not deleted. Remove --reset.`);
  rmSync(config.data, { recursive: true, force: true });
}

async function openDatabase(config: Config): Promise<Db> {
  try {
    return config.database
      ? await openPostgres({ url: config.database })
      : await openPglite(join(config.data, 'database'));
  } catch (error) {
    if (error instanceof FolderInUse) throw new UsageError(error.message);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || /No space left/i.test(message))
      throw new UsageError(`The disk is full: ${config.data} can't hold the database. Free some space and try again.`);
    if (config.database)
      throw new UsageError(
        `PostgreSQL does not answer at the address of --database (${code ?? message}). Start it or correct the address.`,
      );
    throw new UsageError(
      `The embedded database in ${config.data} does not open (${message}). Restore a backup into a new folder, or try the demo with --reset.`,
    );
  }
}

/** Notes whose database this is; refuses another key and, with --demo, a database with real people. */
export async function checkInstance(
  db: Db,
  facts: { keyFingerprint: string; demo: boolean; hasPeople: boolean },
): Promise<void> {
  const rows = await db.query<{ name: string; value: string }>('select name, value from settings.instance');
  const known = new Map(rows.map((row) => [row.name, row.value]));
  const fingerprint = known.get('key-fingerprint');
  if (fingerprint && fingerprint !== facts.keyFingerprint)
    throw new UsageError('This database was written with another key. Name its key file with --key-file.');
  if (facts.demo && facts.hasPeople && known.get('demo') !== 'yes')
    throw new UsageError(
      'This database holds real people: --demo would mix them with invented ones. Choose another --data or --database.',
    );
  await noteInstance(db, 'key-fingerprint', facts.keyFingerprint);
}

export async function noteInstance(db: Db, name: string, value: string): Promise<void> {
  await db.query(
    'insert into settings.instance (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [name, value],
  );
}
export async function instanceFact(db: Db, name: string): Promise<string | undefined> {
  return (await db.query<{ value: string }>('select value from settings.instance where name = $1', [name]))[0]?.value;
}
