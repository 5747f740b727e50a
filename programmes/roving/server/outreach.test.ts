// Special visits and the provincial network: lists checked row by row, sums that hide few, posts that never double.
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import type { NetworkView } from '../network-contract.ts';
import type { MemberImportReply, SiteDetail, SiteSums } from '../special-visit-contract.ts';
import { folders, openRoving, site, type TestRoving } from './test-roving.ts';

type Ask = Awaited<ReturnType<TestRoving['as']>>;
const address = `/api/roving/sites/${site}`;

async function sheet(rows: string[][]): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('名单').addRows([['姓名', '身份证号'], ...rows]);
  return Buffer.from((await workbook.xlsx.writeBuffer()) as ArrayBuffer).toString('base64');
}

describeOnEachEngine('special visits', { contexts: folders }, (database) => {
  let test: TestRoving;
  let bureau: Ask;
  beforeAll(async () => {
    test = await openRoving(database.db);
    bureau = await test.as('bureau');
  }, 120_000);
  afterAll(() => test?.stop());
  const put = (ask: Ask, url: string, payload: object, version: number) =>
    ask({ method: 'PUT', url, payload, headers: { 'if-match': `"${version}"` } });

  it('keeps the agreement, its phone sealed and shown shortened to overseers', async () => {
    const body = { contactName: '潘建国', contactPhone: '13812345678', cadenceMonths: 6 };
    expect((await put(bureau, `${address}/agreement`, body, 0)).statusCode).toBe(200);
    expect((await put(bureau, `${address}/agreement`, body, 0)).statusCode).toBe(412);
    const shown = (await bureau({ url: address })).json<SiteDetail>();
    expect(shown.agreement).toMatchObject({ contactName: '潘*国', contactPhone: '138****5678', cadenceMonths: 6 });
    expect(shown.overdue).toBe(true);
    const gp = await test.as('gp');
    expect((await gp({ url: address })).json<SiteDetail>().agreement?.contactPhone).toBe('13812345678');
    const [row] = await database.db.query<{ sealed: string }>(
      'select contact_phone_sealed as sealed from roving.outreach_site',
    );
    expect(row!.sealed).not.toContain('5678');
  });

  it('names each bad row of a list and writes all rows or none', async () => {
    const send = async (rows: string[][], dryRun: boolean) =>
      (
        await bureau({
          method: 'POST',
          url: `${address}/members`,
          payload: { contentBase64: await sheet(rows), dryRun },
        })
      ).json<MemberImportReply>();
    const known = ['王小明', makeIdNumber('330112', '1955-03-04', 11)];
    const bad = await send(
      [
        known,
        known,
        ['李四', makeIdNumber('330112', '1990-01-01', 99)],
        ['王秀英', '123'],
        ['王方', makeIdNumber('330112', '1981-01-02', 14)],
      ],
      false,
    );
    expect(bad.errors.map(({ row, code }) => [row, code])).toEqual([
      [3, 'roving.member-double'],
      [4, 'roving.member-unknown'],
      [5, 'roving.member-id-number'],
      [6, 'roving.member-other-name'],
    ]);
    expect(bad.created).toBe(0);
    const good = [known, ['王秀英', makeIdNumber('330112', '1957-08-09', 12)]];
    expect(await send(good, true)).toMatchObject({ rows: 2, created: 0, existing: 0, errors: [] });
    expect(await send(good, false)).toMatchObject({ created: 2 });
    expect(await send(good, false)).toMatchObject({ created: 0, existing: 2 });
    const list = (await bureau({ url: `${address}/members` })).json<{ total: number; members: { name: string }[] }>();
    expect(list.total).toBe(2);
    expect(list.members.map((one) => one.name)).toContain('王*明');
  });

  it('tells the site nothing of a list of two', async () => {
    const sums = (await bureau({ url: `${address}/sums` })).json<SiteSums>();
    expect(sums.members).toBeUndefined();
    expect(sums.examined).toEqual({});
    expect(sums.groups.some((group) => group.people !== undefined && group.people > 0)).toBe(false);
  });

  it('plans a visit, refuses the past and a second visit by a vehicle that is elsewhere', async () => {
    const visit = { on: '2026-12-10', fromMinute: 510, toMinute: 690 };
    const add = (payload: object) => bureau({ method: 'POST', url: `${address}/visits`, payload });
    const first = (await add(visit)).json<SiteDetail>();
    expect(first).toMatchObject({ nextVisitOn: '2026-12-10', overdue: false });
    expect((await add({ ...visit, on: '2026-11-01' })).json()).toMatchObject({
      issues: [{ code: 'roving.day-is-past' }],
    });
    const one = first.visits[0]!;
    const cancelled = await put(bureau, `${address}/visits/${one.visitId}`, { ...visit, cancelled: true }, one.version);
    expect(cancelled.json<SiteDetail>().visits[0]).toMatchObject({ cancelled: true, version: 2 });
  });

  it('takes points and rosters of another county, once by id, with their source; refuses our own and strange datums', async () => {
    const other = await test.as('other-system');
    const point = {
      countyCode: '330127',
      countyName: '淳安县',
      name: '枫树岭巡诊点',
      kind: 'village-stop',
      position: { lon: 118.86, lat: 29.41, datum: 'WGS-84' },
      network: '4g',
    };
    const post = (what: string, id: string, payload: object) =>
      other({ method: 'PUT', url: `/api/roving/network/${what}/${id}`, payload });
    for (const name of ['枫树岭巡诊点', '枫树岭村巡诊点'])
      expect((await post('points', 'p-1', { ...point, name })).statusCode).toBe(200);
    const roster = {
      countyCode: '330127',
      countyName: '淳安县',
      on: '2026-11-22',
      vehicleName: '巡回车1号',
      vehicleKind: 'follow-up',
      team: ['余志明'],
      stops: [{ name: '枫树岭巡诊点', startMinute: 540, leaveMinute: 600 }],
    };
    expect((await post('rosters', 'r-1', roster)).statusCode).toBe(200);
    expect((await post('points', 'p-2', { ...point, countyCode: '330112' })).statusCode).toBe(422);
    const unlabelled = { ...point, position: { lon: 118.86, lat: 29.41, datum: 'GCJ-02' } };
    expect((await post('points', 'p-3', unlabelled)).statusCode).toBe(400);
    expect((await bureau({ method: 'PUT', url: '/api/roving/network/points/p-4', payload: point })).statusCode).toBe(
      403,
    );
    const view = (await bureau({ url: '/api/roving/network?on=2026-11-22' })).json<NetworkView>();
    expect(view.points.filter((one) => one.countyCode === '330127').map((one) => [one.name, one.source])).toEqual([
      ['枫树岭村巡诊点', 'other-system'],
    ]);
    expect(view.rosters.find((one) => one.countyCode === '330127')).toMatchObject({
      team: ['余志明'],
      source: 'other-system',
    });
    expect(view.counties.map((one) => one.countyCode)).toEqual(expect.arrayContaining(['330112', '330127']));
  });
});
