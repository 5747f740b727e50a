// Reads an Excel sheet row by row for any import: headings are found by name, each row is parsed, errors name row and column.
import type ExcelJS from 'exceljs';
import { fail, succeed, type Result } from '#platform/contract.ts';

export interface SheetColumn {
  /** Key of the parsed cell. */
  key: string;
  /** Heading as the template writes it, e.g. 身份证号; further headings that are accepted too. */
  heading: string;
  otherHeadings?: readonly string[];
  required?: boolean;
  /** Shown as an example in the template. */
  example?: string;
}

/** One mistake in the sheet: row as Excel numbers it, heading of the column, code of a message with its parameters. */
export interface RowError {
  row: number;
  heading: string;
  code: string;
  parameters?: Record<string, string | number>;
}

export interface SheetRow<Parsed> {
  row: number;
  value: Parsed;
}

export interface SheetImport<Parsed> {
  rows: SheetRow<Parsed>[];
  errors: RowError[];
  /** Rows of the sheet that hold anything. */
  total: number;
}

export type CellProblem = { key: string; code: string; parameters?: Record<string, string | number> };

const rowLimit = 50_000;

/** The library is large: it is loaded when the first sheet is read or written. */
async function newWorkbook(): Promise<ExcelJS.Workbook> {
  const { default: library } = await import('exceljs');
  return new library.Workbook();
}

/**
 * Reads the first sheet. `parseRow` gets the cells as trimmed text by key (days as YYYY-MM-DD) and returns the value
 * or its problems by key. Unreadable files, missing headings and too many rows are problems of the whole import.
 */
export async function readSheet<Parsed>(
  content: Uint8Array,
  columns: readonly SheetColumn[],
  parseRow: (cells: Readonly<Record<string, string>>) => Result<Parsed> | CellProblem[],
): Promise<Result<SheetImport<Parsed>>> {
  const workbook = await newWorkbook();
  try {
    await workbook.xlsx.load(
      content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer,
    );
  } catch {
    return fail({ kind: 'invalid', code: 'documents/not-excel' });
  }
  const sheet = workbook.worksheets[0];
  if (!sheet) return fail({ kind: 'invalid', code: 'documents/not-excel' });
  if (sheet.actualRowCount > rowLimit)
    return fail({ kind: 'invalid', code: 'documents/too-many-rows', parameters: { limit: rowLimit } });
  const places = headingPlaces(sheet, columns);
  const missing = columns.filter((column) => column.required && places[column.key] === undefined);
  if (missing.length > 0)
    return fail({
      kind: 'invalid',
      code: 'documents/missing-headings',
      parameters: { headings: missing.map(({ heading }) => heading).join('、') },
    });

  const found: SheetImport<Parsed> = { rows: [], errors: [], total: 0 };
  const headingOf = new Map(columns.map(({ key, heading }) => [key, heading]));
  for (let row = 2; row <= sheet.rowCount; row++) {
    const cells = Object.fromEntries(
      columns.map(({ key }) => [key, places[key] ? cellText(sheet.getRow(row).getCell(places[key]).value) : '']),
    );
    if (Object.values(cells).every((text) => text === '')) continue;
    found.total += 1;
    const empty = columns.filter((column) => column.required && cells[column.key] === '');
    for (const { heading } of empty) found.errors.push({ row, heading, code: 'import.cell-empty' });
    if (empty.length > 0) continue;
    const parsed = parseRow(cells);
    if (Array.isArray(parsed))
      for (const { key, ...problem } of parsed)
        found.errors.push({ row, heading: headingOf.get(key) ?? key, ...problem });
    else if (parsed.ok) found.rows.push({ row, value: parsed.value });
    else found.errors.push({ row, heading: '', code: parsed.problem.code });
  }
  return succeed(found);
}

function headingPlaces(sheet: ExcelJS.Worksheet, columns: readonly SheetColumn[]): Record<string, number> {
  const places: Record<string, number> = {};
  sheet.getRow(1).eachCell((cell, place) => {
    const text = cellText(cell.value).replace(/[*＊\s]/g, '');
    const column = columns.find(({ heading, otherHeadings = [] }) => heading === text || otherHeadings.includes(text));
    if (column) places[column.key] ??= place;
  });
  return places;
}

/** What a person sees in the cell; a date cell becomes its calendar day. */
export function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'object') {
    if ('richText' in value)
      return value.richText
        .map(({ text }) => text)
        .join('')
        .trim();
    if ('text' in value) return cellText(value.text as ExcelJS.CellValue);
    if ('result' in value) return cellText(value.result as ExcelJS.CellValue);
    return '';
  }
  return String(value).trim();
}

/** The empty template: headings (required ones starred), an example row, text format so that long numbers stay whole. */
export async function sheetTemplate(name: string, columns: readonly SheetColumn[]): Promise<Buffer> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ key, heading, required }) => ({
    key,
    header: required ? `${heading}*` : heading,
    width: Math.max(12, heading.length * 2 + 4),
    style: { numFmt: '@' },
  }));
  sheet.getRow(1).font = { bold: true };
  sheet.addRow(Object.fromEntries(columns.map(({ key, example }) => [key, example ?? ''])));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
