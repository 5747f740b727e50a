// Tables of a database as files of COPY text, in parts of equal size, for measurements of raw COPY.
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { Writable, type Readable } from 'node:stream';
import type { Db } from '#platform/kernel/db/db.ts';

export interface FilledTable {
  table: string;
  columns: string[];
}
export interface DumpedPart extends FilledTable {
  bytes: number;
  read(): Readable;
}

/** Large tables come in parts, so that several connections find work to the end. */
const partBytes = 64 * 2 ** 20;

/** Our own tables that hold a row. */
export async function tablesWithRows(db: Db): Promise<FilledTable[]> {
  const all = await db.query<FilledTable>(
    `select format('%I.%I', n.nspname, c.relname) as table, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' and a.attnum > 0 and not a.attisdropped
       and c.relname <> 'tianmu_migration'
     group by 1 order by 1`,
  );
  const filled: FilledTable[] = [];
  for (const one of all) if ((await db.query(`select 1 from ${one.table} limit 1`)).length > 0) filled.push(one);
  return filled;
}

export async function dumpTables(db: Db, tables: readonly FilledTable[], folder: string): Promise<DumpedPart[]> {
  const parts: DumpedPart[] = [];
  await db.copyOut(
    tables.map(({ table, columns }) => ({
      table,
      columns,
      into: () => new PartFiles(folder, { table, columns }, parts),
    })),
  );
  return parts;
}

class PartFiles extends Writable {
  private readonly folder: string;
  private readonly table: FilledTable;
  private readonly parts: DumpedPart[];
  private file: WriteStream | undefined;
  private part: DumpedPart | undefined;

  constructor(folder: string, table: FilledTable, parts: DumpedPart[]) {
    super();
    this.folder = folder;
    this.table = table;
    this.parts = parts;
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.put(chunk).then(() => done(), done);
  }
  override _final(done: (error?: Error | null) => void): void {
    this.closeFile().then(() => done(), done);
  }

  private async put(chunk: Buffer): Promise<void> {
    // A part ends at the end of a line.
    const end = this.part && this.part.bytes >= partBytes ? chunk.lastIndexOf(10) + 1 : 0;
    if (end > 0) {
      await this.append(chunk.subarray(0, end));
      await this.closeFile();
    }
    if (end < chunk.length) await this.append(chunk.subarray(end));
  }

  private async append(chunk: Buffer): Promise<void> {
    if (!this.file) {
      const path = join(this.folder, `part-${this.parts.length}`);
      this.file = createWriteStream(path);
      this.part = { ...this.table, bytes: 0, read: () => createReadStream(path, { highWaterMark: 2 ** 20 }) };
      this.parts.push(this.part);
    }
    this.part!.bytes += chunk.length;
    if (!this.file.write(chunk)) await once(this.file, 'drain');
  }

  private async closeFile(): Promise<void> {
    const { file } = this;
    this.file = this.part = undefined;
    if (!file) return;
    file.end();
    await once(file, 'close');
  }
}
