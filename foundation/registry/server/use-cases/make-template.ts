// Makes the empty Excel sheet that the imports read: the same headings, one example row.
import { sheetTemplate } from '#platform/kernel/documents/excel-import.ts';
import { residentColumns, staffColumns } from '../../rules/import-row.ts';

const examples: Record<string, string> = {
  姓名: '王小明',
  性别: '男',
  出生日期: '1946-05-12',
  电话: '13800000000',
  '村（社区）代码': '330112100201',
  住址: '12 号',
  户编号: '1',
  与户主关系: '户主',
  机构编号: '填机构清单里的编号',
  岗位: '全科医生',
};

export function makeTemplate(what: 'residents' | 'staff'): Promise<Buffer> {
  const headings: readonly string[] = what === 'residents' ? residentColumns : staffColumns;
  const columns = headings.map((heading, place) => ({
    key: heading,
    heading,
    required: place === 0,
    ...(examples[heading] ? { example: examples[heading] } : {}),
  }));
  return sheetTemplate(what === 'residents' ? '居民' : '人员', columns);
}
