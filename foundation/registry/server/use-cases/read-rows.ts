// Reads the first sheet of an uploaded workbook by its Chinese headings and lets a rule read each row.
import ExcelJS from 'exceljs';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Locale } from '#platform/kernel/access/actor.ts';
import type { Messages } from '#platform/kernel/messages/messages.ts';
import type { RowError } from '../../contract.ts';
import type { RowReading, SheetRow } from '../../rules/import-row.ts';

const mostRows = 5_000;

export interface SheetReading<Value> {
  rows: { row: number; value: Value }[];
  errors: RowError[];
  /** Rows that are not empty. */
  count: number;
}

export async function readRows<Value>(
  body: { contentBase64: string },
  columns: readonly string[],
  read: (cells: SheetRow) => RowReading<Value>,
): Promise<Result<SheetReading<Value>>> {
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(Buffer.from(body.contentBase64, 'base64') as unknown as ArrayBuffer);
  } catch {
    return fail({ kind: 'invalid', code: 'registry/sheet-unreadable' });
  }
  const sheet = workbook.worksheets[0];
  const headings = new Map<number, string>();
  sheet?.getRow(1).eachCell((cell, column) => headings.set(column, cell.text.trim()));
  const missing = columns.slice(0, 1).filter((column) => ![...headings.values()].includes(column));
  if (!sheet || missing.length > 0)
    return fail({ kind: 'invalid', code: 'registry/sheet-headings', parameters: { column: columns[0]! } });
  if (sheet.rowCount - 1 > mostRows)
    return fail({ kind: 'invalid', code: 'registry/sheet-too-long', parameters: { rows: mostRows } });
  const result: SheetReading<Value> = { rows: [], errors: [], count: 0 };
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    const cells: SheetRow = {};
    for (const [column, heading] of headings) cells[heading] = textOf(row.getCell(column));
    if (Object.values(cells).every((text) => !text)) return;
    result.count++;
    const reading = read(cells);
    if (reading.ok) result.rows.push({ row: number, value: reading.value });
    else result.errors.push(...reading.faults.map((fault) => ({ row: number, ...fault })));
  });
  return succeed(result);
}

/** Dates come as the day they show, whatever the cell's format. */
const textOf = (cell: ExcelJS.Cell): string =>
  cell.value instanceof Date ? cell.value.toISOString().slice(0, 10) : cell.text.trim();

export const withMessages = (messages: Messages, locale: Locale, errors: readonly RowError[]) =>
  errors
    .toSorted((a, b) => a.row - b.row)
    .map((error) => ({ ...error, message: messages.render(locale, `issue.${error.code}`, error.parameters) }));
