// An empty county gets its organisation tree from a sheet: dry run, all or nothing, a second time changes nothing.
import ExcelJS from 'exceljs';
import { beforeAll, expect, it } from 'vitest';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel } from '#platform/kernel/test-kernel.ts';
import { createRegistry, type Registry } from './index.ts';

async function sheetOf(rows: string[][]): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('机构').addRows([['编号', '名称', '类别', '上级编号', '电话', '地址'], ...rows]);
  return Buffer.from(await workbook.xlsx.writeBuffer()).toString('base64');
}
const rows = [
  ['330112100201', '方元村', '村', '330112100'],
  ['330112', '临安区', '县区', '33'],
  ['33', '浙江省', '省'],
  ['330112100', '於潜镇', '乡镇', '330112'],
  ['YQ-01', '於潜镇中心卫生院', '卫生院', '330112100', '0571-63881234', '於潜镇天目路 1 号'],
];

describeOnEachEngine(
  'importing units',
  { contexts: [{ schema: 'registry', folder: new URL('./migrations/', import.meta.url) }] },
  (database) => {
    let registry: Registry;
    const now = new Date('2026-11-22T00:00:00Z');
    beforeAll(async () => {
      await openTestKernel(database.db, (kernel) => [(registry = createRegistry(kernel)).context]);
    });
    const run = async (sheet: string[][], dryRun = false) => {
      const imported = await registry.importSheet(
        'units',
        systemActor('test', 'x'),
        { contentBase64: await sheetOf(sheet), dryRun },
        now,
      );
      if (!imported.ok) throw new Error(imported.problem.code);
      return imported.value;
    };

    it('writes nothing in a dry run and nothing where one row is wrong', async () => {
      expect(await run(rows, true)).toMatchObject({ rows: 5, created: 0, errors: [] });
      const wrong = await run([
        ...rows,
        ['X', '孤村', '村', 'nowhere'],
        ['33', '又一个省', '省'],
        ['Y', '卫生室', '卫生室'],
      ]);
      expect(wrong.errors.map(({ row, column }) => [row, column])).toEqual([
        [7, '上级编号'],
        [8, '编号'],
        [9, '上级编号'],
      ]);
      expect(await registry.units(database.db, {})).toEqual([]);
    });

    it('builds the tree whatever the order of the rows, once', async () => {
      expect(await run(rows)).toMatchObject({ created: 5, existing: 0, errors: [] });
      const units = await registry.units(database.db, {});
      const named = new Map(units.map((unit) => [unit.unitId, unit.name]));
      expect(units.map((unit) => [unit.name, unit.kind, unit.parentId && named.get(unit.parentId)])).toEqual(
        expect.arrayContaining([
          ['浙江省', 'province', undefined],
          ['临安区', 'county', '浙江省'],
          ['於潜镇', 'township', '临安区'],
          ['方元村', 'village', '於潜镇'],
          ['於潜镇中心卫生院', 'health-centre', '於潜镇'],
        ]),
      );
      expect(await registry.organisations(database.db, {})).toMatchObject([{ name: '於潜镇中心卫生院' }]);
      expect(await run([...rows, ['330112100202', '堰口村', '村', '330112100']])).toMatchObject({
        created: 1,
        existing: 5,
      });
    });
  },
);
