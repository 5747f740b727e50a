// Tests the registry's use cases against real databases.
import { beforeAll, describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { residentColumns, staffColumns } from '../rules/import-row.ts';
import { makeIdNumber } from '../rules/id-number.ts';
import type { PersonRecord } from './ports.ts';
import { actor, openSmallCounty, people, smallStructure, units, type SmallCounty } from './small-county.ts';
import { listOrganisations, listServicePoints } from './store/organisation.ts';
import { listUnits } from './store/unit.ts';
import { assignVillages } from './use-cases/assign-villages.ts';
import { browseStaff } from './use-cases/browse-structure.ts';
import { editPerson } from './use-cases/edit-person.ts';
import { findPeople } from './use-cases/find-people.ts';
import { endProxy, grantProxy, listProxies, myPeople } from './use-cases/proxies.ts';
import { importResidents } from './use-cases/import-residents.ts';
import { importStaff } from './use-cases/import-staff.ts';
import { readHousehold } from './use-cases/read-household.ts';
import { readPerson } from './use-cases/read-person.ts';
import { registerPerson } from './use-cases/register-person.ts';
import { showTeams } from './use-cases/show-teams.ts';
import { addSubstitution, editSubstitution } from './use-cases/substitute.ts';
import type { Parts } from './parts.ts';

const folder = { schema: 'registry', folder: new URL('./migrations/', import.meta.url) };

describeOnEachEngine('registry', { contexts: [folder] }, (database) => {
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
      expect(await listServicePoints(database.db, { below: units.county })).toHaveLength(1);
      expect(await listServicePoints(database.db, { below: units.otherCounty })).toHaveLength(0);
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

  describe('search', () => {
    it.each([
      ['王小明', ['王小明']],
      ['王', ['王芳', '王小明', '王秀英']],
      ['wxm', ['王小明']],
      ['wang', ['王芳', '王小明', '王秀英']],
      ['xiaoming', ['王小明']],
      ['shan', ['单阿明']],
      ['danam', ['单阿明']],
      ['13912340000', ['王小明']],
      ['0001', ['王秀英']],
      ['1957-08-09', ['王秀英']],
      ['王 1955年3月4日', ['王小明']],
      ['33011210420100002', ['王秀英']],
      ['赵', []],
    ])('%s finds %o', async (text, expected) => {
      expect(await names(gp, text)).toEqual(expected);
    });

    it('finds by the whole ID number and its last four', async () => {
      const [first] = await county.registry.persons(database.db, [people[0]]);
      expect(await names(gp, first!.idNumber!)).toEqual(['王小明']);
      expect(await names(gp, first!.idNumber!.slice(-4))).toContain('王小明');
    });

    it('shows and counts only visible people', async () => {
      expect(await find(gp, '王')).toMatchObject({ total: 3 });
      expect(await find(farGp, '王')).toMatchObject({ total: 1, items: [{ name: '王大明' }] });
      expect(await find(actor('village-doctor', units.villages[1]), '')).toMatchObject({ total: 1 });
      expect(await find(actor('resident', units.county, people[0]), '')).toMatchObject({ total: 0 });
    });

    it('masks for overseers', async () => {
      const page = await find(bureau, '王小明');
      expect(page.items[0]).toMatchObject({ name: '王*明', phone: '139****0000', masked: true });
      expect(page.items[0]!.idNumber).toMatch(/^330\*{11}[\dX]{4}$/);
    });

    it('pages without losing or repeating anybody', async () => {
      const seen: string[] = [];
      let page: string | undefined;
      do {
        const result = await findPeople(parts, gp, { text: 'wang', limit: 1, page }, county.now);
        if (!result.ok) throw new Error(result.problem.code);
        seen.push(...result.value.items.map((item) => item.name));
        page = result.value.next;
      } while (page);
      expect(seen).toEqual(await names(gp, 'wang'));
      expect(await findPeople(parts, gp, { page: 'nonsense' }, county.now)).toMatchObject({ ok: false });
      expect(await findPeople(parts, gp, { text: '12' }, county.now)).toMatchObject({ ok: false });
    });
  });

  describe('people', () => {
    const newcomer = { name: '曾玉兰', sex: 'female' as const, birthOn: '1949-12-31', idNumber: '11010519491231002X' };

    it('registers once and answers the existing person afterwards', async () => {
      const body = { ...newcomer, phone: '138 0000 1111', villageId: units.villages[0] };
      const first = await registerPerson(parts, gp, body, county.now);
      expect(first).toMatchObject({
        ok: true,
        value: { existing: false, person: { name: '曾玉兰', healthRecordNumber: '33011210420100003', version: 1 } },
      });
      expect(first.ok && first.value.person.team).toMatchObject({ teamId: units.teams[0], responsibleName: '方水根' });
      expect(handed.at(-1)).toMatchObject({ name: '曾玉兰', villageCode: '330112104201', phone: '13800001111' });
      const again = await registerPerson(parts, farGp, { ...newcomer, name: '曾玉' }, county.now);
      expect(again).toMatchObject({ ok: true, value: { existing: true, person: { name: '曾*兰', masked: true } } });
      expect(await names(gp, 'zengyl')).toEqual([]);
      expect(await names(gp, 'zyl')).toEqual(['曾玉兰']);
    });

    it('stores neither number nor phone in clear', async () => {
      const rows = await database.db.query('select * from registry.person');
      const identities = await database.db.query('select * from registry.identity');
      const tokens = await database.db.query('select * from registry.person_token');
      const text = JSON.stringify([rows, identities, tokens]);
      expect(text).not.toContain('11010519491231002X');
      expect(text).not.toContain('13800001111');
    });

    it('refuses bad particulars at their field', async () => {
      const bad = await registerPerson(parts, gp, { ...newcomer, birthOn: '1950-01-01' }, county.now);
      expect(bad).toMatchObject({ ok: false, problem: { kind: 'invalid', issues: [{ path: 'birthOn' }] } });
      const lost = await registerPerson(
        parts,
        gp,
        { name: '甲', sex: 'male', birthOn: '1990-01-01', villageId: people[0] },
        county.now,
      );
      expect(lost).toMatchObject({ ok: false, problem: { code: 'registry/village-unknown' } });
    });

    it('changes by version, follows a move and keeps the dead', async () => {
      const moved = await editPerson(parts, gp, people[3], { villageId: units.villages[2], phone: '' }, 1, county.now);
      expect(moved).toMatchObject({ ok: true, value: { version: 2, villageName: '下岩贝村' } });
      expect(moved.ok && moved.value.phone).toBeUndefined();
      expect(await names(gp, 'shan')).toEqual([]);
      expect(await names(farGp, 'shan')).toEqual(['单阿明']);
      expect(await editPerson(parts, gp, people[3], { name: '单明' }, 1, county.now)).toMatchObject({
        ok: false,
        problem: { kind: 'version' },
      });
      const died = await editPerson(
        parts,
        farGp,
        people[3],
        { status: 'deceased', deceasedOn: '2026-11-20' },
        2,
        county.now,
      );
      expect(died).toMatchObject({ ok: true, value: { status: 'deceased', deceasedOn: '2026-11-20', version: 3 } });
      expect(await names(farGp, 'shan')).toEqual(['单阿明']);
    });

    it('does not give away an ID number twice', async () => {
      const [second] = await county.registry.persons(database.db, [people[1]]);
      const taken = await editPerson(
        parts,
        gp,
        people[0],
        { idNumber: second!.idNumber!, birthOn: second!.birthOn!, sex: second!.sex },
        1,
        county.now,
      );
      expect(taken).toMatchObject({ ok: false, problem: { kind: 'conflict', code: 'registry/id-number-taken' } });
      expect(await county.registry.persons(database.db, [people[0]])).toMatchObject([{ version: 1 }]);
    });

    it('shows the household as far as the reader may see it', async () => {
      const whole = await readHousehold(parts, gp, people[0], county.now);
      expect(whole.ok && whole.value.members.map((one) => [one.name, one.relation])).toEqual([
        ['王小明', 'head'],
        ['王秀英', 'spouse'],
        ['王芳', 'child'],
      ]);
      const own = await readHousehold(parts, actor('resident', units.county, people[0]), people[0], county.now);
      expect(own.ok && own.value.members.map((one) => one.name)).toEqual(['王小明']);
    });
  });

  describe('proxies', () => {
    const elder = actor('resident', units.county, people[0]);
    const daughter = actor('resident', units.county, people[2]);
    const body = {
      proxyPersonId: people[2],
      relation: 'child' as const,
      scope: ['view-record' as const],
      toOn: '2027-11-22',
    };

    it('lets a daughter act for a while, and not appoint others', async () => {
      const granted = await grantProxy(parts, elder, people[0], body, county.now);
      expect(granted).toMatchObject({ ok: true, value: { proxyName: '王芳', fromOn: '2026-11-22' } });
      const mine = await myPeople(parts, daughter, county.now);
      expect(mine.ok && mine.value.people.map((one) => [one.person.name, one.as])).toEqual([
        ['王芳', 'self'],
        ['王小明', 'proxy'],
      ]);
      const may = (at: string) =>
        county.kernel.access.check(database.db, daughter, 'registry.person.read', people[0], new Date(at));
      expect((await may('2027-11-22T12:00:00+08:00')).ok).toBe(true);
      expect((await may('2027-11-23T00:00:01+08:00')).ok).toBe(false);
      expect(
        await grantProxy(parts, daughter, people[0], { ...body, proxyPersonId: people[1] }, county.now),
      ).toMatchObject({
        ok: false,
        problem: { code: 'registry/proxy-only-for-oneself' },
      });
    });

    it('ends at once', async () => {
      const listed = await listProxies(parts, elder, people[0], county.now);
      const [proxy] = listed.value.proxies;
      expect(
        await endProxy(parts, actor('resident', units.county, people[1]), people[0], proxy!.proxyId, county.now),
      ).toMatchObject({ ok: false });
      expect(await endProxy(parts, elder, people[0], proxy!.proxyId, county.now)).toMatchObject({ ok: true });
      const mine = await myPeople(parts, daughter, county.now);
      expect(mine.ok && mine.value.people).toHaveLength(1);
      expect(
        (await county.kernel.access.check(database.db, daughter, 'registry.person.read', people[0], county.now)).ok,
      ).toBe(false);
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

  describe('clusters and FHIR', () => {
    const strangerId = '01980000-0000-7000-8000-333300000001';

    it('takes over a stranger without a village', async () => {
      const integrator = actor('integrator', units.hospital);
      const taken = await database.db.tx((q) =>
        county.registry.recordPersonFromFhir(q, integrator, {
          personId: strangerId,
          name: 'Maria Silva',
          sex: 'female',
          birthOn: '1970-01-01',
          phone: '555-1234',
        }),
      );
      expect(taken).toMatchObject({ ok: true, value: { goldenId: strangerId } });
      expect(await names(actor('specialist', units.hospital), 'silva')).toEqual(['Maria Silva']);
      expect(await names(gp, 'silva')).toEqual([]);
    });

    it('joins rows with one ID number, and parts them again', async () => {
      const [elder] = await county.registry.persons(database.db, [people[0]]);
      const double = '01980000-0000-7000-8000-333300000002';
      const joined = await database.db.tx((q) =>
        county.registry.recordPersonFromFhir(q, actor('integrator', units.hospital), {
          personId: double,
          name: '王小明',
          sex: 'male',
          idNumber: elder!.idNumber!,
          villageCode: '330112104202',
        }),
      );
      expect(joined).toMatchObject({ ok: true, value: { goldenId: people[0] } });
      expect(await county.registry.personIdsOf(database.db, people[0])).toEqual([people[0], double]);
      expect(await county.registry.joinCluster(bureau, strangerId, people[0], 'review', county.now)).toMatchObject({
        ok: true,
        value: { goldenId: strangerId, personIds: expect.arrayContaining([strangerId, people[0], double]) },
      });
      expect(await county.registry.leaveCluster(bureau, people[0], county.now)).toMatchObject({ ok: true });
      expect((await county.registry.goldenIds(database.db, [people[0]])).get(people[0])).toBe(people[0]);
      expect(await county.registry.leaveCluster(bureau, people[0], county.now)).toMatchObject({ ok: false });
    });
  });
});
