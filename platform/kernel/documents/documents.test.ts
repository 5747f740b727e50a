// Documents: a PDF with Chinese glyphs inside, an Excel sheet read with its mistakes named.
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { succeed } from '#platform/contract.ts';
import { readSheet, sheetTemplate, type SheetColumn } from './excel-import.ts';
import { renderPdf } from './pdf.ts';

it('renders Chinese with an embedded font', async () => {
  const pdf = await renderPdf({ content: [{ text: '健康档案 於潜镇' }], compress: false });
  const text = pdf.toString('latin1');
  expect(text.startsWith('%PDF-1.')).toBe(true);
  expect(text).toContain('NotoSansSC');
  expect(text).toMatch(/\/FontFile[23]/);
  // Both characters of 健康 stand in the map from glyphs back to text, so copying and searching work.
  expect(text).toMatch(/<5065>/i);
});

const columns: SheetColumn[] = [
  { key: 'name', heading: '姓名', required: true, example: '王小明' },
  { key: 'bornOn', heading: '出生日期', otherHeadings: ['生日'] },
];
const parse = (cells: Readonly<Record<string, string>>) =>
  cells.bornOn && !/^\d{4}-\d\d-\d\d$/.test(cells.bornOn)
    ? [{ key: 'bornOn', code: 'import.bad-day' }]
    : succeed({ ...cells });

async function sheetOf(rows: unknown[][]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('x').addRows(rows);
  return new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer);
}

it('reads rows by heading and names row and column of each mistake', async () => {
  const content = await sheetOf([
    ['生日', '姓名*'],
    ['1950-01-02', ' 王小明 '],
    [new Date('1960-05-06'), '李四'],
    [],
    ['何时', '张三'],
    ['1970-01-01', ''],
  ]);
  const read = await readSheet(content, columns, parse);
  expect(read).toMatchObject({ ok: true, value: { total: 4 } });
  if (!read.ok) return;
  expect(read.value.rows).toEqual([
    { row: 2, value: { name: '王小明', bornOn: '1950-01-02' } },
    { row: 3, value: { name: '李四', bornOn: '1960-05-06' } },
  ]);
  expect(read.value.errors).toEqual([
    { row: 5, heading: '出生日期', code: 'import.bad-day' },
    { row: 6, heading: '姓名', code: 'import.cell-empty' },
  ]);
});

it('refuses what is no sheet or lacks a needed heading', async () => {
  expect(await readSheet(Buffer.from('no'), columns, parse)).toMatchObject({
    ok: false,
    problem: { code: 'documents/not-excel' },
  });
  expect(await readSheet(await sheetOf([['生日']]), columns, parse)).toMatchObject({
    ok: false,
    problem: { code: 'documents/missing-headings' },
  });
});

it('reads its own template', async () => {
  expect(await readSheet(await sheetTemplate('居民', columns), columns, parse)).toMatchObject({
    ok: true,
    value: { total: 1 },
  });
});
