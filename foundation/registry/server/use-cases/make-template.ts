// Makes the empty Excel sheet that the imports read: the same headings, one example row.
import { sheetTemplate } from '#platform/kernel/documents/excel-import.ts';
import { residentColumns, staffColumns } from '../../rules/import-row.ts';
import { unitColumns } from '../../rules/unit-row.ts';

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
  编号: '330112',
  名称: '临安区',
  类别: '县区',
  上级编号: '3301',
};

export function makeTemplate(what: 'residents' | 'staff' | 'units'): Promise<Buffer> {
  const headings: readonly string[] = { residents: residentColumns, staff: staffColumns, units: unitColumns }[what];
  const columns = headings.map((heading, place) => ({
    key: heading,
    heading,
    required: place === 0,
    ...(examples[heading] ? { example: examples[heading] } : {}),
  }));
  return sheetTemplate({ residents: '居民', staff: '人员', units: '机构' }[what], columns);
}
