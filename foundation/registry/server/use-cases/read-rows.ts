// Reads an uploaded workbook with the kernel's import frame and lets a rule read each row by its Chinese headings.
import { succeed, type Result } from '#platform/contract.ts';
import type { Locale } from '#platform/kernel/access/actor.ts';
import { readSheet } from '#platform/kernel/documents/excel-import.ts';
import type { Messages } from '#platform/kernel/messages/messages.ts';
import type { RowError } from '../../contract.ts';
import type { RowReading, SheetRow } from '../../rules/import-row.ts';

interface SheetReading<Value> {
  rows: { row: number; value: Value }[];
  errors: RowError[];
  /** Rows that are not empty. */
  count: number;
}

/** The first heading must stand; the rule says of each row which other cells it misses. */
export async function readRows<Value>(
  body: { contentBase64: string },
  headings: readonly string[],
  read: (cells: SheetRow) => RowReading<Value>,
): Promise<Result<SheetReading<Value>>> {
  const columns = headings.map((heading, place) => ({
    key: heading,
    heading,
    otherHeadings: [heading.normalize('NFKC')],
    required: place === 0,
  }));
  const sheet = await readSheet<Value>(Buffer.from(body.contentBase64, 'base64'), columns, (cells) => {
    const reading = read(cells);
    if (reading.ok) return succeed(reading.value);
    return reading.faults.map(({ column, code, parameters }) => ({ key: column, code, parameters }));
  });
  if (!sheet.ok) return sheet;
  const errors = sheet.value.errors.map(({ heading, ...error }): RowError => ({ ...error, column: heading }));
  return succeed({ rows: sheet.value.rows, errors, count: sheet.value.total });
}

export const withMessages = (messages: Messages, locale: Locale, errors: readonly RowError[]) =>
  errors
    .toSorted((a, b) => a.row - b.row)
    .map((error) => ({ ...error, message: messages.render(locale, `issue.${error.code}`, error.parameters) }));
