// Writes a list as a sheet: Excel, or CSV that Excel opens with Chinese text whole.

export interface SheetContent {
  name: string;
  headings: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

/** Spreadsheets run text that begins so as a formula: an apostrophe keeps it text. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const csvCell = (cell: string | number): string => {
  const text = typeof cell === 'number' ? String(cell) : harmless(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** RFC 4180 with a byte order mark, by which Excel knows UTF-8. */
const csvOf = ({ headings, rows }: SheetContent): Buffer =>
  Buffer.from(`\uFEFF${[headings, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`);

export async function writeSheet(format: 'csv' | 'xlsx', content: SheetContent): Promise<Buffer> {
  if (format === 'csv') return csvOf(content);
  const { default: library } = await import('exceljs');
  const workbook = new library.Workbook();
  const sheet = workbook.addWorksheet(content.name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = content.headings.map((header) => ({ header, width: Math.max(12, header.length * 2 + 4) }));
  sheet.getRow(1).font = { bold: true };
  for (const row of content.rows) sheet.addRow([...row]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
