// Writes a backup: every table as COPY text from one snapshot, the stored files, and a manifest with their checksums.
import { createHash, type Hash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Writable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Db } from '../db/db.ts';
import { spoolFolder } from '../files/spool.ts';
import { tablesToKeep, type TableShape } from './tables.ts';

export interface BackupManifest {
  format: 1;
  product: 'tianmu';
  version: string;
  createdAt: string;
  engine: string;
  keyFingerprint: string;
  migrations: { id: string; checksum: string }[];
  tables: (TableShape & { rows: number; sha256: string })[];
  files: number;
}

export class BackupFolderTaken extends Error {}

/** `into` must not exist yet; it appears under its name only when it is complete. */
export async function writeBackup(
  db: Db,
  options: {
    into: string;
    filesFolder: string;
    version: string;
    now: Date;
    keyFingerprint: string;
    onTable?: (table: string) => void;
  },
): Promise<BackupManifest> {
  if (existsSync(options.into))
    throw new BackupFolderTaken(`${options.into} exists already. Name a new folder with --out.`);
  const draft = `${options.into}.unfinished`;
  await mkdir(join(draft, 'tables'), { recursive: true });
  const tables = await tablesToKeep(db);
  const counters = tables.map(() => new LineCounter());
  await db.copyOut(
    tables.map(({ table, columns }, index) => ({
      table,
      columns,
      into: () => {
        options.onTable?.(table);
        return fileOf(join(draft, 'tables', `${table}.copy.gz`), counters[index]!);
      },
    })),
  );
  await Promise.all(counters.map((counter) => counter.written));
  let files = 0;
  if (existsSync(options.filesFolder)) {
    const spool = join(options.filesFolder, spoolFolder);
    await cp(options.filesFolder, join(draft, 'files'), { recursive: true, filter: (source) => source !== spool });
    files = (await readdir(join(draft, 'files'), { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    ).length;
  }
  const manifest: BackupManifest = {
    format: 1,
    product: 'tianmu',
    version: options.version,
    createdAt: options.now.toISOString(),
    engine: db.engine,
    keyFingerprint: options.keyFingerprint,
    migrations: await appliedMigrations(db),
    tables: tables.map((shape, index) => ({
      ...shape,
      rows: counters[index]!.lines,
      sha256: counters[index]!.digest,
    })),
    files,
  };
  await writeFile(join(draft, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(draft, options.into);
  return manifest;
}

export const appliedMigrations = (db: Db): Promise<{ id: string; checksum: string }[]> =>
  db.query(`select schema_name || '/' || id as id, checksum from public.tianmu_migration order by 1`);

/** Counts the rows and hashes the text that passes through. */
export class LineCounter extends Transform {
  lines = 0;
  digest = '';
  written: Promise<void> = Promise.resolve();
  private readonly hash: Hash = createHash('sha256');

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    for (const byte of chunk) if (byte === 10) this.lines += 1;
    this.hash.update(chunk);
    done(null, chunk);
  }

  override _flush(done: () => void): void {
    this.digest = this.hash.digest('hex');
    done();
  }
}

function fileOf(path: string, counter: LineCounter): Writable {
  const file = createWriteStream(path);
  counter.written = new Promise((resolve, reject) => {
    file.once('finish', resolve);
    file.once('error', reject);
  });
  counter.pipe(createGzip({ level: 3 })).pipe(file);
  return counter;
}
