// Rows of several tables as COPY text, collected until they are written table by table.
import { Readable } from 'node:stream';
import { copyLine, type CopyValue } from './copy.ts';
import type { Db } from './db.ts';

export interface CopyTable {
  readonly table: string;
  readonly columns: readonly string[];
}

const firstSize = 64 * 1024;
/** Bytes that one UTF-16 code unit takes at most in UTF-8. */
const bytesOfUnit = 3;
const lineEnd = 10;

/** COPY text of one table in a buffer that grows; lines are encoded one by one, ten times as fast as joined ones. */
class TableText {
  private buffer = Buffer.allocUnsafe(firstSize);
  private used = 0;

  push(line: string): void {
    const needed = this.used + line.length * bytesOfUnit + 1;
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
      this.buffer.copy(larger, 0, 0, this.used);
      this.buffer = larger;
    }
    this.used += this.buffer.write(line, this.used);
    this.buffer[this.used++] = lineEnd;
  }

  /** What was collected; valid until the next push. */
  take(): Buffer {
    const text = this.buffer.subarray(0, this.used);
    this.used = 0;
    return text;
  }
}

export class CopyBatch {
  private readonly texts = new Map<CopyTable, TableText>();
  /** Rows of all tables together. */
  rows = 0;

  add(table: CopyTable, values: readonly CopyValue[]): void {
    this.addLine(table, copyLine(values));
  }

  /** A line that is COPY text already, without its end. */
  addLine(table: CopyTable, line: string): void {
    let text = this.texts.get(table);
    if (!text) this.texts.set(table, (text = new TableText()));
    text.push(line);
    this.rows++;
  }

  /** Writes everything, one COPY a table; the batch is empty afterwards, and must not be added to before. */
  async write(db: Pick<Db, 'copyInStream'>): Promise<void> {
    this.rows = 0;
    for (const [{ table, columns }, text] of this.texts) {
      const bytes = text.take();
      if (bytes.length > 0) await db.copyInStream(table, columns, Readable.from([bytes]));
    }
  }
}
