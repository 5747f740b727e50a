// Rows of several tables as COPY text, collected until they are written table by table.
import { Readable } from 'node:stream';
import { copyText, copyValue, type CopyValue } from './copy.ts';
import type { Db } from './db.ts';
import { LineBuffer } from './line-buffer.ts';

export interface CopyTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Texts from this length on are encoded where they are going: joining them to their line would copy them once more. */
const longText = 256;

function addLine(lines: LineBuffer, values: readonly CopyValue[]): void {
  let line = '';
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (at > 0) line += '\t';
    if (typeof value === 'string' && value.length >= longText) {
      lines.text(line);
      lines.text(copyText(value));
      line = '';
    } else line += copyValue(value);
  }
  lines.text(line);
  lines.endLine();
}

export class CopyBatch {
  private readonly lines = new Map<CopyTable, LineBuffer>();
  /** Rows of all tables together. */
  rows = 0;

  add(table: CopyTable, values: readonly CopyValue[]): void {
    addLine(this.linesOf(table), values);
    this.rows++;
  }

  private linesOf(table: CopyTable): LineBuffer {
    let lines = this.lines.get(table);
    if (!lines) this.lines.set(table, (lines = new LineBuffer()));
    return lines;
  }

  /** Writes everything, one COPY a table; the batch is empty afterwards, and must not be added to before. */
  async write(db: Pick<Db, 'copyInStream'>): Promise<void> {
    this.rows = 0;
    for (const [{ table, columns }, lines] of this.lines) {
      const bytes = lines.take();
      if (bytes.length > 0) await db.copyInStream(table, columns, Readable.from([bytes]));
    }
  }
}
