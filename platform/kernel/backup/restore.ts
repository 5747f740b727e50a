// Fills an empty, migrated database of either engine from a backup, after checking that nothing in it was changed.
import { createReadStream, existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Db } from '../db/db.ts';
import { appliedMigrations, LineCounter, type BackupManifest } from './backup.ts';

/** What stands in the way, in one sentence with what to do. */
export class RestoreRefused extends Error {}

export async function readManifest(from: string): Promise<BackupManifest> {
  const file = join(from, 'manifest.json');
  if (!existsSync(file)) throw new RestoreRefused(`${from} holds no backup: manifest.json is missing.`);
  const manifest = JSON.parse(await readFile(file, 'utf8')) as BackupManifest;
  if (manifest.product !== 'tianmu' || manifest.format !== 1)
    throw new RestoreRefused(`${file} is not a backup that this version reads.`);
  return manifest;
}

export async function restoreBackup(
  db: Db,
  options: { from: string; filesFolder: string; keyFingerprint: string; onTable?: (table: string) => void },
): Promise<BackupManifest> {
  const manifest = await readManifest(options.from);
  if (manifest.keyFingerprint !== options.keyFingerprint)
    throw new RestoreRefused('This backup was made with another key. Name its key file with --key-file.');
  await refuseOtherSchema(db, manifest);
  await makePartitions(db, manifest);
  await refuseFilled(db, manifest);
  for (const { table, columns, rows, sha256 } of manifest.tables) {
    options.onTable?.(table);
    const counter = new LineCounter();
    const text = new PassThrough();
    const reading = pipeline(
      createReadStream(join(options.from, 'tables', `${table}.copy.gz`)),
      createGunzip(),
      counter,
      text,
    );
    await Promise.all([reading, db.copyInStream(table, columns, text)]);
    if (counter.lines !== rows || counter.digest !== sha256)
      throw new RestoreRefused(
        `The backup of ${table} is damaged: its checksum differs. Drop the database and use another backup.`,
      );
  }
  const files = join(options.from, 'files');
  if (existsSync(files)) await cp(files, options.filesFolder, { recursive: true });
  await db.query('analyze');
  return manifest;
}

async function refuseOtherSchema(db: Db, manifest: BackupManifest): Promise<void> {
  const ours = new Map((await appliedMigrations(db)).map(({ id, checksum }) => [id, checksum]));
  const strange = manifest.migrations.find(({ id, checksum }) => ours.get(id) !== checksum);
  if (strange || ours.size !== manifest.migrations.length)
    throw new RestoreRefused(
      `This backup belongs to version ${manifest.version}, whose tables differ. Restore with that version, then update.`,
    );
}

const partitionBound = /^FOR VALUES FROM \('[^']+'\) TO \('[^']+'\)$/;
const tableName = /^[a-z_]+\.[a-z0-9_]+$/;

/** Partitions that stand in no migration, such as those of days. */
async function makePartitions(db: Db, manifest: BackupManifest): Promise<void> {
  for (const { table, partition } of manifest.tables) {
    if (!partition || partition.bound === 'DEFAULT') continue;
    if (![table, partition.of].every((name) => tableName.test(name)) || !partitionBound.test(partition.bound))
      throw new RestoreRefused(`The backup names a partition that can't be made (${table}). Use another backup.`);
    await db.query(`create table if not exists ${table} partition of ${partition.of} ${partition.bound}`);
  }
}

async function refuseFilled(db: Db, manifest: BackupManifest): Promise<void> {
  for (const { table } of manifest.tables) {
    const rows = await db.query(`select 1 from ${table} limit 1`);
    if (rows.length > 0)
      throw new RestoreRefused(
        `The target is not empty (${table} has rows). Restore into a new data folder or database.`,
      );
  }
}
