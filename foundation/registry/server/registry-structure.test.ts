// Tests the tree, teams, substitutions and imports against real databases.
import { beforeAll, describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { residentColumns, staffColumns } from '../rules/import-row.ts';
import { makeIdNumber } from '../rules/id-number.ts';
import type { PersonRecord } from './ports.ts';
import { actor, openSmallCounty, people, smallStructure, units, type SmallCounty } from './small-county.ts';
import { listOrganisations } from './store/organisation.ts';
import { findServicePoints } from './store/service-point.ts';
import { listUnits } from './store/unit.ts';
import { assignVillages } from './use-cases/assign-villages.ts';
import { browseStaff } from './use-cases/browse-structure.ts';
import { findPeople } from './use-cases/find-people.ts';
import { importResidents } from './use-cases/import-residents.ts';
import { importStaff } from './use-cases/import-staff.ts';
import { readHousehold } from './use-cases/read-household.ts';
import { readPerson } from './use-cases/read-person.ts';
import { showTeams } from './use-cases/show-teams.ts';
import { addSubstitution, editSubstitution } from './use-cases/substitute.ts';
import type { Parts } from './parts.ts';

const folder = { schema: 'registry', folder: new URL('./migrations/', import.meta.url) };

describeOnEachEngine('structure of the registry', { contexts: [folder] }, (database) => {
  let county: SmallCounty;
  let parts: Parts;
  const handed: PersonRecord[] = [];
  const gp = actor('gp', units.centre);
  const farGp = actor('gp', units.otherCentre);
  const bureau = actor('bureau', units.county);

  beforeAll(async () => {
    county = await openSmallCounty(database.db);
    parts = { kernel: county.kernel, projections: [{ people: async (_q, list) => void handed.push(...list) }] };
  });

  const find = async (who: Actor, text: string) => {
    const result = await findPeople(parts, who, { text }, county.now);
    if (!result.ok) throw new Error(result.problem.code);
    return result.value;
  };
  const names = async (who: Actor, text: string) => (await find(who, text)).items.map((item) => item.name);

  describe('structure', () => {
    it('mirrors the tree to the kernel', async () => {
      const [kernelSide] = await database.db.query<{ path: string[] }>(
        'select path from access.org_unit where id = $1',
        [units.teams[0]],
      );
      expect(kernelSide?.path).toEqual([units.province, units.county, units.township, units.centre, units.teams[0]]);
      const below = await listUnits(database.db, { below: units.township });
      expect(below.map((unit) => unit.kind)).toEqual(['township', 'village', 'village', 'health-centre', 'team']);
    });

    it('lists organisations with their medical community', async () => {
      const all = await listOrganisations(database.db, {});
      expect(all.map((one) => [one.name, one.communityName, one.leads])).toEqual([
        ['临安区第一人民医院', '第一医共体', true],
        ['於潜镇中心卫生院', '第一医共体', false],
        ['镜岭镇中心卫生院', undefined, false],
      ]);
      expect(await findServicePoints(database.db, parts.kernel.cipher, { below: units.county })).toHaveLength(1);
      expect(await findServicePoints(database.db, parts.kernel.cipher, { below: units.otherCounty })).toHaveLength(0);
    });

    it('refuses villages without exactly one team', async () => {
      const torn = smallStructure();
      torn.teams[0]!.villages.pop();
      await expect(county.registry.bulkLoad.structure(torn)).rejects.toThrow('do not cover');
    });

    it('pages staff by pinyin and finds them by initials', async () => {
      const first = await browseStaff(parts, { limit: 2 }, county.now);
      expect(first.ok && first.value.items.map((one) => one.name)).toEqual(['陈敏', '方水根']);
      const second = await browseStaff(parts, { limit: 10, page: first.ok ? first.value.next : '' }, county.now);
      expect(second.ok && second.value.items.map((one) => one.name)).toEqual(['梁静', '吕阿毛', '单国平']);
      const found = await browseStaff(parts, { text: 'sgp' }, county.now);
      expect(found.ok && found.value.items[0]).toMatchObject({
        name: '单国平',
        phone: '13812345600',
        teamIds: units.teams,
      });
    });
  });

  describe('teams', () => {
    it('cover every village', async () => {
      const shown = await showTeams(parts, {}, county.now);
      expect(shown.ok && shown.value.coverage).toEqual({
        teams: 2,
        villages: 4,
        covered: 4,
        uncovered: [],
        teamsByVillages: { '2': 2 },
      });
      expect(shown.ok && shown.value.teams[0]!.members.map((one) => one.role)).toEqual([
        'specialist',
        'gp',
        'village-doctor',
      ]);
    });

    it('never have two answers for a village', async () => {
      const second = database.db.query(
        `insert into registry.team_village (village_id, from_on, team_id, responsible_staff_id) values ($1, '2026-11-22', $2, $3)`,
        [units.villages[0], units.teams[1], units.staff[3]],
      );
      await expect(second).rejects.toMatchObject({ code: '23505' });
    });

    it('swap villages as a whole or not at all, and take the residents along', async () => {
      const moved = (villageId: string, team: 0 | 1, responsibleStaffId: string) => ({
        villageId,
        teamId: units.teams[team],
        responsibleStaffId,
      });
      const province = actor('bureau', units.province);
      const [near, , far] = units.villages;
      const half = await assignVillages(parts, province, { assignments: [moved(near, 1, units.staff[4])] }, county.now);
      expect(half).toMatchObject({ ok: false, problem: { issues: [{ code: 'registry.team-village-count' }] } });
      const stranger = [moved(near, 1, units.staff[2]), moved(far, 0, units.staff[2])];
      expect(await assignVillages(parts, province, { assignments: stranger }, county.now)).toMatchObject({
        ok: false,
        problem: { issues: [{ path: 'assignments.0.responsibleStaffId', code: 'registry.responsible-not-a-member' }] },
      });
      expect(await assignVillages(parts, bureau, { assignments: stranger }, county.now)).toMatchObject({
        ok: false,
        problem: { kind: 'forbidden' },
      });
      const swap = [moved(near, 1, units.staff[4]), moved(far, 0, units.staff[2])];
      const before = (await find(gp, '王')).total!;
      const done = await assignVillages(parts, province, { assignments: swap }, county.now);
      expect(done).toMatchObject({ ok: true, value: { coverage: { covered: 4, uncovered: [] } } });
      expect(await names(gp, '王大明')).toEqual(['王大明']);
      expect(await names(farGp, '王小明')).toEqual(['王小明']);
      const back = [moved(near, 0, units.staff[2]), moved(far, 1, units.staff[4])];
      county.advanceSeconds(1);
      expect(await assignVillages(parts, province, { assignments: back }, county.clockNow())).toMatchObject({
        ok: true,
      });
      county.advanceSeconds(1);
      county.now = county.clockNow();
      expect((await find(gp, '王')).total).toBe(before);
      const open = await database.db.query('select 1 from registry.team_village where to_on is null');
      expect(open).toHaveLength(4);
    });

    it('let somebody stand in for a while', async () => {
      const body = {
        teamId: units.teams[0],
        staffId: units.staff[2],
        substituteId: units.staff[1],
        fromOn: '2026-11-20',
        toOn: '2026-11-30',
        reason: 'leave' as const,
      };
      const added = await addSubstitution(parts, gp, body, county.now);
      expect(added).toMatchObject({ ok: true, value: { version: 1, substituteName: '陈敏' } });
      const banner = await readPerson(parts, gp, people[0], county.now);
      expect(banner.ok && banner.value.team).toMatchObject({ responsibleName: '陈敏', phone: '13812345601' });
      expect(
        await addSubstitution(parts, gp, { ...body, fromOn: '2026-11-30', toOn: '2026-12-01' }, county.now),
      ).toMatchObject({
        ok: false,
        problem: { issues: [{ code: 'registry.stood-in-already' }] },
      });
      expect(await addSubstitution(parts, farGp, body, county.now)).toMatchObject({
        ok: false,
        problem: { kind: 'forbidden' },
      });
      const substitutionId = added.ok ? added.value.substitutionId : '';
      const shorter = await editSubstitution(parts, gp, substitutionId, { toOn: '2026-11-21' }, 1, county.now);
      expect(shorter).toMatchObject({ ok: true, value: { version: 2 } });
      expect(await editSubstitution(parts, gp, substitutionId, { toOn: '2026-11-25' }, 1, county.now)).toMatchObject({
        ok: false,
        problem: { kind: 'version' },
      });
      const after = await readPerson(parts, gp, people[0], county.now);
      expect(after.ok && after.value.team?.responsibleName).toBe('方水根');
    });
  });

  describe('import', () => {
    const sheetOf = async (rows: Record<string, string>[]) => {
      const workbook = new ExcelJS.Workbook();
      const sheet = workbook.addWorksheet('居民');
      sheet.addRow(residentColumns);
      for (const row of rows) sheet.addRow(residentColumns.map((column) => row[column] ?? ''));
      return Buffer.from(await workbook.xlsx.writeBuffer()).toString('base64');
    };
    const row = (name: string, birthOn: string, sequence: number, more: Record<string, string> = {}) => ({
      姓名: name,
      身份证号: makeIdNumber('330112', birthOn, sequence),
      '村（社区）代码': '330112104202',
      户编号: 'A1',
      ...more,
    });

    it('says in a dry run what is wrong with which row, and changes nothing', async () => {
      const contentBase64 = await sheetOf([
        row('方建国', '1971-05-06', 21),
        row('方建国', '1971-05-06', 21),
        { ...row('方小', '1999-01-01', 23), 身份证号: '330112199901010230' },
        row('方文', '2001-02-03', 25, { '村（社区）代码': '330112104299' }),
        row('王秀英', '1957-08-09', 12),
      ]);
      const dry = await importResidents(parts, bureau, { contentBase64, dryRun: true }, county.now);
      expect(dry).toMatchObject({ ok: true, value: { rows: 5, created: 0, existing: 1 } });
      expect(dry.ok && dry.value.errors.map((error) => `${error.row} ${error.column} ${error.message}`)).toEqual([
        '3 身份证号 和第 2 行的身份证号相同',
        '4 身份证号 身份证号最后一位校验不符，请逐位核对',
        '4 性别 没有填',
        '4 出生日期 没有填',
        '5 村（社区）代码 没有这个村或社区',
      ]);
      const wet = await importResidents(parts, bureau, { contentBase64, dryRun: false }, county.now);
      expect(wet).toMatchObject({ ok: true, value: { created: 0 } });
      expect(await names(gp, '方建国')).toEqual([]);
    });

    it('takes all rows of a good sheet, one household for a shared number', async () => {
      const contentBase64 = await sheetOf([
        row('方建国', '1971-05-06', 21, { 与户主关系: '户主' }),
        row('章爱芳', '1973-05-06', 22, { 与户主关系: '妻' }),
        row('王秀英', '1957-08-09', 12),
      ]);
      const done = await importResidents(parts, bureau, { contentBase64, dryRun: false }, county.now);
      expect(done).toMatchObject({ ok: true, value: { created: 2, existing: 1, errors: [] } });
      const found = await find(gp, '方建国');
      const household = await readHousehold(parts, gp, found.items[0]!.personId, county.now);
      expect(household.ok && household.value.members.map((one) => one.name)).toEqual(['方建国', '章爱芳']);
    });

    it('refuses what is no workbook', async () => {
      const bad = await importResidents(parts, bureau, { contentBase64: 'AAAA', dryRun: true }, county.now);
      expect(bad).toMatchObject({ ok: false, problem: { code: 'documents/not-excel' } });
    });

    it('takes staff of own units only, each once', async () => {
      const workbook = new ExcelJS.Workbook();
      const sheet = workbook.addWorksheet('人员');
      sheet.addRow(staffColumns);
      const line = (name: string, organisation: string) => ({
        姓名: name,
        性别: '女',
        机构编号: organisation,
        岗位: '护士',
      });
      for (const one of [line('许静', 'HC-1'), line('许敏', 'HC-2')])
        sheet.addRow(staffColumns.map((column) => (one as Record<string, string>)[column] ?? ''));
      const content = async () => Buffer.from(await workbook.xlsx.writeBuffer()).toString('base64');
      const refused = await importStaff(parts, bureau, { contentBase64: await content(), dryRun: false }, county.now);
      expect(refused.ok && refused.value.errors.map((error) => `${error.row} ${error.code}`)).toEqual([
        '3 registry.not-your-unit',
      ]);
      sheet.spliceRows(3, 1);
      const taken = await importStaff(parts, bureau, { contentBase64: await content(), dryRun: false }, county.now);
      expect(taken).toMatchObject({ ok: true, value: { created: 1 } });
      const listed = await browseStaff(parts, { text: 'xujing' }, county.now);
      expect(listed.ok && listed.value.items).toMatchObject([{ name: '许静', profession: 'nurse' }]);
    });
  });
});
