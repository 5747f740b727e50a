// Checks the reading of sheet rows and what is said about bad cells.
import { expect, it } from 'vitest';
import { readResidentRow, readStaffRow } from './import-row.ts';

const today = '2026-11-22';
const row = {
  姓名: '王秀英',
  身份证号: '11010519491231002X',
  '村（社区）代码': '330112104201',
  电话: '138 1234 5678',
  与户主关系: '配偶',
};
const codes = (cells: Record<string, string>) => {
  const read = readResidentRow(cells, today);
  return read.ok ? [] : read.faults.map((fault) => `${fault.column} ${fault.code}`);
};

it('takes sex and birth date from the ID number', () => {
  expect(readResidentRow(row, today)).toMatchObject({
    ok: true,
    value: { name: '王秀英', sex: 'female', birthOn: '1949-12-31', phone: '13812345678', householdRelation: 'spouse' },
  });
});

it.each<[Record<string, string>, string[]]>([
  [{ 姓名: '' }, ['姓名 registry.import-missing']],
  [
    { 身份证号: '110105194912310021' },
    ['身份证号 registry.id-number-check-digit', '性别 registry.import-missing', '出生日期 registry.import-missing'],
  ],
  [{ 性别: '男' }, ['性别 registry.sex-differs-from-id-number']],
  [{ 性别: '甲' }, ['性别 registry.import-unknown-word']],
  [{ 出生日期: '1949-12-30' }, ['出生日期 registry.birth-differs-from-id-number']],
  [{ 出生日期: '昨天' }, ['出生日期 registry.import-not-a-day']],
  [{ '村（社区）代码': '3301' }, ['村（社区）代码 registry.import-village-code']],
  [{ 电话: '12' }, ['电话 registry.phone-unreadable']],
  [{ 与户主关系: '邻居' }, ['与户主关系 registry.import-unknown-word']],
])('says of %o what is wrong', (change, expected) => {
  expect(codes({ ...row, ...change })).toEqual(expected);
});

it('reads staff', () => {
  expect(
    readStaffRow({ 姓名: '陈敏', 性别: '女', 机构编号: 'HC-330112104', 岗位: '全科医生', 职称: '主治医师' }),
  ).toMatchObject({
    ok: true,
    value: {
      name: '陈敏',
      sex: 'female',
      organisationCode: 'HC-330112104',
      profession: 'general-practitioner',
      title: '主治医师',
    },
  });
  expect(readStaffRow({ 姓名: '陈敏', 岗位: '' })).toEqual({
    ok: false,
    faults: [
      { column: '机构编号', code: 'registry.import-missing' },
      { column: '岗位', code: 'registry.import-missing' },
    ],
  });
});
