// The doctor's day: due list, a question that is answered, slots that one person gets, a route in order, hand-over, import and export, the evaluation.
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import type { ImportReply, MemberReply, ResidentsReply } from '../contract.ts';
import { contractColumns } from '../rules/contract-row.ts';
import type {
  DueReply,
  HandOverReply,
  SlotsReply,
  ThreadReply,
  ThreadRow,
  VisitsReply,
} from '../workbench-contract.ts';
import { folders, openFamilyDoctor, people, units, type TestFamilyDoctor } from './test-family-doctor.ts';

const sheetOf = async (rows: readonly (readonly string[])[]): Promise<string> => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('签约清单');
  sheet.addRow(contractColumns.map(({ heading }) => heading));
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await workbook.xlsx.writeBuffer()).toString('base64');
};
const idOf = (birthOn: string, sequence: number) => makeIdNumber('330112', birthOn, sequence);

describeOnEachEngine("the family doctor's day", { contexts: folders }, (database: { db: Db }) => {
  let test: TestFamilyDoctor;
  const as = new Map<string, Awaited<ReturnType<TestKernel['as']>>>();
  const [head, wife, , other] = people;
  beforeAll(async () => {
    test = await openFamilyDoctor(database.db);
    for (const login of ['gp', 'far-gp', 'bureau', 'resident', 'neighbour']) as.set(login, await test.as(login));
  });
  afterAll(() => test?.stop());
  const get = async <Reply>(login: string, url: string): Promise<Reply> =>
    (await as.get(login)!({ url })).json<Reply>();
  const post = (login: string, url: string, payload: object) => as.get(login)!({ method: 'POST', url, payload });
  const on = (personId: string) => `/api/people/${personId}/family-doctor`;

  it('takes over a paper list whole, or names every bad cell', async () => {
    const row = (id: string, name: string, packages: string, more: string[] = []) => [
      id,
      name,
      packages,
      more[0] ?? '第1团队',
      more[1] ?? '方水根',
      more[2] ?? '2026-01-01',
    ];
    const bad = await sheetOf([
      row(idOf('1955-03-04', 11), '王小名', '基础包'),
      row('123', '王秀英', '基础包'),
      row(idOf('1957-08-09', 12), '王秀英', '没有的包', ['第9团队']),
      row(idOf('1949-12-31', 15), '单阿明', '基础包', ['第1团队', '陌生人', '2026-13-01']),
    ]);
    const url = '/api/family-doctor/contract-imports';
    const refused = (await post('bureau', url, { contentBase64: bad, dryRun: false })).json<ImportReply>();
    expect(refused.created).toBe(0);
    expect(refused.errors.map(({ row: at, column }) => `${at} ${column}`)).toEqual([
      '2 姓名',
      '3 身份证号',
      '4 签约团队',
      '4 服务包',
      '5 开始日期',
    ]);
    const good = await sheetOf([
      row(idOf('1955-03-04', 11), '王小明', '基础包、高血压包'),
      row(idOf('1957-08-09', 12), '王秀英', 'basic'),
      row(idOf('1949-12-31', 15), '单阿明', '基础包、上门包'),
    ]);
    const dry = (await post('bureau', url, { contentBase64: good, dryRun: true })).json<ImportReply>();
    expect(dry).toMatchObject({ created: 3, existing: 0, errors: [] });
    // Four at once are one import: the others find everybody signed.
    const atOnce = await Promise.all(
      [1, 2, 3, 4].map(() => post('bureau', url, { contentBase64: good, dryRun: false })),
    );
    expect(
      atOnce
        .map((reply) => reply.json<ImportReply>())
        .map(({ created, existing, errors }) => `${created} ${existing} ${errors.length}`)
        .toSorted(),
    ).toEqual(['0 3 0', '0 3 0', '0 3 0', '3 0 0']);
    expect((await post('bureau', url, { contentBase64: good, dryRun: false })).json<ImportReply>()).toMatchObject({
      created: 0,
      existing: 3,
    });
    const member = await get<MemberReply>('gp', on(head));
    expect(member.contracts).toHaveLength(1);
    expect(member.contracts[0]).toMatchObject({ stage: 'renewing', toOn: '2026-12-31', doctorName: '方水根' });
    expect(member.sums.map(({ dueFen }) => dueFen)).toEqual([0, 3_000, 15_001]);
    const sheet = await as.get('gp')!({ url: '/api/family-doctor/contracts-export?format=csv' });
    expect(sheet.body).toContain('王小明');
    const masked = await as.get('bureau')!({ url: '/api/family-doctor/contracts-export?format=csv' });
    expect(masked.body).toContain('王*明');
    expect(masked.body).not.toContain('王小明');
    expect((await as.get('resident')!({ url: '/api/family-doctor/contracts-export' })).statusCode).toBe(403);
  });

  it('lists what is due by urgency, and residents by filter, of the own team alone', async () => {
    const due = await get<DueReply>('gp', '/api/family-doctor/due');
    expect(due.overdue).toBeGreaterThan(0);
    expect(due.items[0]).toMatchObject({ state: 'overdue' });
    const days = due.items.filter(({ state }) => state === 'overdue').map(({ dueOn }) => dueOn ?? '');
    expect(days).toEqual(days.toSorted((one, two) => one.localeCompare(two)));
    expect((await get<DueReply>('far-gp', '/api/family-doctor/due')).total).toBe(0);
    const residents = await get<ResidentsReply>(
      'gp',
      `/api/family-doctor/residents?team=${units.teams[0]}&group=elderly`,
    );
    expect(residents.items.map(({ name }) => name).toSorted()).toEqual(['单阿明', '王小明', '王秀英'].toSorted());
    const named = await get<ResidentsReply>(
      'gp',
      `/api/family-doctor/residents?text=${encodeURIComponent('阿明')}&stage=renewing`,
    );
    const filtered = async (query: string) =>
      (await get<ResidentsReply>('gp', `/api/family-doctor/residents?${query}`)).total;
    const { counts } = residents;
    expect([await filtered('stage=signed'), await filtered('group=any'), await filtered('due=overdue')]).toEqual([
      counts.signed,
      counts.key,
      counts.overdue,
    ]);
    const later = await get<DueReply>('gp', '/api/family-doctor/due?show=later');
    expect(later.items.every(({ state }) => state === 'later')).toBe(true);
    const sheet = async (login: string, url: string) => (await as.get(login)!({ url })).body;
    expect(await sheet('gp', '/api/family-doctor/residents-export?format=csv&stage=signed')).toContain('单阿明');
    expect(await sheet('gp', '/api/family-doctor/residents-export?format=csv&stage=lapsed')).not.toContain('单阿明');
    expect(await sheet('gp', '/api/family-doctor/due-export?format=csv&show=overdue')).toContain('已超期');
    expect(await sheet('far-gp', '/api/family-doctor/due-export?format=csv')).not.toContain('王');
    expect(named.items).toMatchObject([{ personId: other, packages: ['基础包', '上门包'] }]);
  });

  it('keeps questions and answers of a person, unread on the other side, each once', async () => {
    const question = { messageId: test.kernel.newId(), text: '药吃完了怎么办？' };
    await post('resident', `${on(head)}/questions`, question);
    await post('resident', `${on(head)}/questions`, question);
    const [thread] = (await get<{ items: ThreadRow[] }>('gp', '/api/family-doctor/threads')).items;
    expect(thread).toMatchObject({ personId: head, waiting: true, unread: 1, lastText: question.text });
    expect((await as.get('neighbour')!({ url: `${on(head)}/messages` })).statusCode).toBe(403);
    const answered = await post('gp', `${on(head)}/answers`, { messageId: test.kernel.newId(), text: '明天来拿药' });
    expect(answered.json<ThreadReply>().messages.map(({ from, text }) => `${from} ${text}`)).toEqual([
      'resident 药吃完了怎么办？',
      'doctor 明天来拿药',
    ]);
    expect((await get<MemberReply>('resident', on(head))).unread).toBe(1);
    await post('resident', `${on(head)}/messages/read`, {});
    expect((await get<MemberReply>('resident', on(head))).unread).toBe(0);
  });

  it('gives a slot to one person, agrees to home visits and orders the day', async () => {
    const { days } = await get<SlotsReply>('resident', `${on(head)}/slots`);
    expect(days[0]).toMatchObject({ on: '2026-11-23', minutes: [480, 510, 540, 570] });
    const slot = { kind: 'clinic', on: '2026-11-23', minute: 480, reason: '量血压' };
    const bookingId = test.kernel.newId();
    const both = await Promise.all([
      post('resident', `${on(head)}/bookings`, { bookingId, ...slot }),
      post('neighbour', `${on(other)}/bookings`, { bookingId: test.kernel.newId(), ...slot }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).toSorted((one, two) => one - two)).toEqual([200, 409]);
    const visit = { bookingId: test.kernel.newId(), kind: 'home', on: '2026-11-24', reason: '走不动' };
    expect((await post('neighbour', `${on(other)}/bookings`, visit)).json()).toMatchObject({ state: 'asked' });
    await post('gp', `${on(other)}/bookings/${visit.bookingId}/state`, { state: 'agreed' });
    await post('gp', `${on(wife)}/visits`, { bookingId: test.kernel.newId(), on: '2026-11-24', reason: '换药' });
    const route = await get<VisitsReply>('gp', `/api/family-doctor/visits?on=2026-11-24`);
    expect(route.stops.flatMap(({ visits }) => visits.map(({ name }) => name)).toSorted()).toEqual(
      ['单阿明', '王秀英'].toSorted(),
    );
    expect(route.metres).toBeGreaterThan(0);
    const state = (bookingId: string, body: object) => post('gp', `${on(other)}/bookings/${bookingId}/state`, body);
    const evidence = '到家换药，测血压 130/80';
    expect((await state(visit.bookingId, { state: 'done', evidence })).json<{ type: string }>().type).toContain(
      'day-not-possible',
    );
    const today = { bookingId: test.kernel.newId(), on: '2026-11-22', reason: '换药' };
    await post('gp', `${on(other)}/visits`, today);
    expect((await state(today.bookingId, { state: 'done' })).json<{ type: string }>().type).toContain(
      'evidence-missing',
    );
    const visitsDone = async () =>
      (await get<MemberReply>('gp', on(other))).performed
        .filter(({ service }) => service === 'home-visit')
        .map(({ source, evidence: shown, byName, performedOn }) => [source, shown, byName, performedOn].join(' '));
    for (let press = 0; press < 2; press++)
      expect((await state(today.bookingId, { state: 'done', evidence })).json()).toMatchObject({ state: 'done' });
    expect(await visitsDone()).toEqual([`entry ${evidence} gp 2026-11-22`]);
    expect((await state(today.bookingId, { state: 'agreed' })).json()).toMatchObject({ state: 'agreed' });
    expect(await visitsDone()).toEqual([]);
    await state(today.bookingId, { state: 'done', evidence });
    expect(await visitsDone()).toHaveLength(1);
    await state(today.bookingId, { state: 'agreed' });
    const cancelled = await as.get('neighbour')!({ method: 'DELETE', url: `${on(other)}/bookings/${visit.bookingId}` });
    expect(cancelled.json()).toMatchObject({ state: 'cancelled' });
  });

  it('hands over inside the team, and counts for the evaluation', async () => {
    const note = { noteId: test.kernel.newId(), teamId: units.teams[0], text: '王秀英明天换药', forOn: '2026-11-23' };
    await post('gp', '/api/family-doctor/hand-over', note);
    expect(
      (await post('far-gp', '/api/family-doctor/hand-over', { ...note, noteId: test.kernel.newId() })).statusCode,
    ).toBe(422);
    const taken = await post('gp', `/api/family-doctor/hand-over/${note.noteId}/taken`, {});
    expect(taken.json<HandOverReply>().notes[0]).toMatchObject({ text: note.text, takenBy: 'gp' });
    expect((await post('far-gp', `/api/family-doctor/hand-over/${note.noteId}/taken`, {})).statusCode).toBe(404);
    await post('bureau', '/api/indicators/family-doctor/runs', { month: '2026-11' });
    type Cards = {
      rows: { indicators: { indicator: string; numerator?: number; denominator?: number; value?: number }[] }[];
      run: { state: string };
    };
    const cards = () => get<Cards>('bureau', '/api/indicators/family-doctor/scorecards?month=2026-11&by=county');
    // The clock's own count may come before and find nobody.
    const valueOf = ({ rows: [row] }: Cards, indicator: string) =>
      row?.indicators.find((one) => one.indicator === indicator)?.value;
    await expect.poll(async () => valueOf(await cards(), 'F1')).toBe(0);
    const counted = await cards();
    const value = (indicator: string) => valueOf(counted, indicator);
    expect(value('C1')).toBe(3 / 4);
    expect(value('C2')).toBe(1);
    expect(value('C3')).toBe(1 / 3);
    expect(value('F1')).toBe(0);
  });
});
