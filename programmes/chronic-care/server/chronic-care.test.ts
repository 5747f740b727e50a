// A diagnosis opens the register, readings move the colour and its Flag, a doctor may say otherwise with a reason, lists and history follow.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import type { Banner } from '#foundation/record/contract.ts';
import type { PersonRegisters, WorklistReply } from '../contract.ts';
import { refreshPerson } from './use-cases/derive-colours.ts';
import { refreshMany } from './use-cases/walk-registers.ts';
import { folders, openChronicCare, people, pressure, units, type TestChronicCare } from './test-chronic-care.ts';

const daySeconds = 86_400;

describeOnEachEngine('chronic care', { contexts: folders }, (database: { db: Db }) => {
  let test: TestChronicCare;
  const as = new Map<string, Awaited<ReturnType<TestKernel['as']>>>();
  const [head, wife] = people;
  beforeAll(async () => {
    test = await openChronicCare(database.db);
    for (const login of ['gp', 'nurse', 'far-gp', 'bureau', 'resident']) as.set(login, await test.as(login));
  });
  afterAll(() => test?.stop());
  const now = () => test.clock.now();
  const send = (login: string, method: 'POST' | 'DELETE', url: string, payload?: object) =>
    as.get(login)!({ method, url, ...(payload && { payload }) });
  const registers = async (personId: string, login = 'gp'): Promise<PersonRegisters> =>
    (await as.get(login)!({ url: `/api/people/${personId}/chronic-care` })).json<PersonRegisters>();
  const worklist = async (query = '', login = 'gp'): Promise<WorklistReply> =>
    (await as.get(login)!({ url: `/api/chronic-care/people${query}` })).json<WorklistReply>();
  const colours = async (personId: string) =>
    (await as.get('gp')!({ url: `/api/people/${personId}/banner` })).json<Banner>().colours.map(({ title }) => title);
  /** Sessions end meanwhile: everybody signs in again. */
  const jump = async (days: number) => {
    test.clock.advanceSeconds(days * daySeconds);
    for (const login of as.keys()) as.set(login, await test.as(login));
  };
  const visit = (
    personId: string,
    systolic: number,
    diastolic: number,
    { code, daysAgo = 0 }: { code?: string; daysAgo?: number } = {},
  ) =>
    send('gp', 'POST', `/api/people/${personId}/visits`, {
      visitId: test.kernel.newId(),
      startedAt: new Date(now().getTime() - daysAgo * daySeconds * 1_000).toISOString(),
      kind: 'clinic',
      reason: '随访',
      vitals: pressure(systolic, diastolic),
      ...(code && { diagnosis: { title: '高血压', code } }),
    });
  const atHome = (personId: string, systolic: number, diastolic: number) =>
    send('resident', 'POST', `/api/people/${personId}/measurements`, {
      measurementId: test.kernel.newId(),
      takenAt: now().toISOString(),
      vitals: pressure(systolic, diastolic),
      source: 'home',
      device: { id: 'bp-1' },
    });
  const refresh = (personId: string) => refreshPerson(test.parts, personId, now());
  const flags = () =>
    database.db.query<{ id: string; ver: number; status: string; content: string }>(
      "select id, ver, status, content from record.other where type = 'Flag' order by id",
    );

  it('registers a diagnosis, offers enrolment, and shows the colour in the banner', async () => {
    expect((await visit(head, 134, 82, { code: 'I10.x00' })).statusCode).toBe(200);
    await refresh(head);
    const found = await registers(head);
    expect(found).toMatchObject({
      registrations: [
        {
          disease: 'hypertension',
          status: 'diagnosed',
          colour: 'green',
          reason: { rule: 'HT-G1' },
          nextDueOn: '2027-02-20',
        },
      ],
      offers: ['hypertension'],
      policy: { draft: true },
    });
    expect(await colours(head)).toEqual(['高血压 绿色']);
    const enrolled = await send('gp', 'POST', `/api/people/${head}/chronic-care/hypertension/enrolment`, {
      decision: 'enrol',
    });
    expect(enrolled.json<PersonRegisters>()).toMatchObject({
      registrations: [{ status: 'enrolled', enrolledOn: '2026-11-22', colour: 'green' }],
      offers: [],
    });
  });

  it('writes nothing where nothing changed', async () => {
    const before = await flags();
    const { registrations, history } = await registers(head);
    await refresh(head);
    await refreshMany(test.parts, [head], now());
    expect(await flags()).toEqual(before);
    const after = await registers(head);
    expect(after.registrations[0]!.version).toBe(registrations[0]!.version);
    expect(after.history).toEqual(history);
  });

  it('turns red by a device at home, with rule and inputs in the Flag, and green when staff measured', async () => {
    test.clock.advanceSeconds(3_600);
    expect((await atHome(head, 186, 112)).statusCode).toBe(200);
    await refresh(head);
    const red = (await registers(head)).registrations[0]!;
    expect(red).toMatchObject({ colour: 'red', reason: { rule: 'HT-R2' } });
    expect(red.reason!.inputs).toContainEqual({ key: 'peakSystolic', value: 186, unit: 'mm[Hg]' });
    expect(await colours(head)).toEqual(['高血压 红色']);
    expect(await test.chronicCare.tags.tags(database.db, [head], now())).toMatchObject([
      { rule: 'chronic-care.colour.hypertension', label: { zh: '高血压红色' }, tone: 'red', system: 'heart' },
    ]);
    const [flag] = await flags();
    const { extension } = JSON.parse(flag!.content) as { extension: { url: string; valueString: string }[] };
    expect(Object.fromEntries(extension.map(({ url, valueString }) => [url.split(':').at(-1), valueString]))).toEqual({
      'colour-rule': 'HT-R2',
      'colour-policy': 'county-colours|2026.1',
      'colour-inputs': JSON.stringify({ peakSystolic: 186, peakDiastolic: 112 }),
    });
    const list = await worklist('?colour=red');
    expect(list.items.map(({ personId }) => personId)).toEqual([head]);
    expect(list.counts.red).toBe(1);

    test.clock.advanceSeconds(3_600);
    await visit(head, 136, 84);
    await refresh(head);
    expect(await colours(head)).toEqual(['高血压 绿色']);
    expect((await registers(head)).history.map(({ colour, kind }) => `${kind} ${colour}`)).toEqual([
      'rule green',
      'rule red',
      'status green',
      'rule green',
    ]);
  });

  it('a doctor overrides with a reason until a day; afterwards the rule decides again', async () => {
    const address = `/api/people/${head}/chronic-care/hypertension/override`;
    const body = { colour: 'red', reason: '近期拒绝服药，需要盯住', untilOn: '2026-11-24' };
    expect((await send('gp', 'POST', address, { ...body, untilOn: '2027-03-01' })).statusCode).toBe(422);
    expect((await send('gp', 'POST', address, { ...body, reason: ' ' })).statusCode).toBe(400);
    expect((await send('nurse', 'POST', address, body)).statusCode).toBe(403);
    expect((await send('far-gp', 'POST', address, body)).statusCode).toBe(403);
    expect((await send('gp', 'POST', address, body)).statusCode).toBe(200);
    expect((await registers(head)).registrations[0]).toMatchObject({
      colour: 'red',
      reason: { colour: 'green', rule: 'HT-G1' },
      override: { reason: body.reason, byName: 'gp', untilOn: '2026-11-24' },
    });
    expect(JSON.stringify(await registers(head, 'resident'))).not.toContain(body.reason);
    expect(await colours(head)).toEqual(['高血压 红色']);
    // A new value does not take it away.
    await visit(head, 132, 80);
    await refresh(head);
    expect(await colours(head)).toEqual(['高血压 红色']);
    await jump(3);
    await refreshMany(test.parts, [head], now());
    expect(await colours(head)).toEqual(['高血压 绿色']);
    const after = await registers(head);
    expect(after.registrations[0]!.override).toBeUndefined();
    expect(after.history[0]).toMatchObject({ kind: 'override-ended', before: 'red', colour: 'green' });
    expect((await send('gp', 'DELETE', address)).statusCode).toBe(404);
  });

  it('the calendar alone makes somebody overdue', async () => {
    await jump(122);
    await refreshMany(test.parts, [head], now());
    expect((await registers(head)).registrations[0]).toMatchObject({ colour: 'yellow', reason: { rule: 'HT-Y8' } });
    await jump(-122);
  });

  it('suspects by readings of staff on three days; who declines has no colour and is asked no more', async () => {
    for (const daysAgo of [20, 9, 1]) expect((await visit(wife, 152, 94, { daysAgo })).statusCode).toBe(200);
    await refreshMany(test.parts, [head, wife], now());
    const found = await registers(wife);
    expect(found).toMatchObject({
      registrations: [{ status: 'suspected', evidence: { kind: 'readings' } }],
      offers: ['hypertension'],
    });
    expect(found.registrations[0]!.evidence.days).toHaveLength(3);
    const address = `/api/people/${wife}/chronic-care/hypertension/enrolment`;
    expect((await send('gp', 'POST', address, { decision: 'decline' })).statusCode).toBe(400);
    const declined = await send('gp', 'POST', address, { decision: 'decline', reason: '本人要求去省城看' });
    expect(declined.json<PersonRegisters>()).toMatchObject({ registrations: [{ status: 'declined' }], offers: [] });
    expect(await colours(wife)).toEqual([]);
  });

  it('shows lists within reach only, by village and disease, and as a sheet', async () => {
    expect((await worklist()).total).toBe(2);
    expect((await worklist(`?village=${units.villages[0]}&disease=hypertension&status=declined`)).items).toHaveLength(
      1,
    );
    expect((await worklist('?disease=diabetes')).total).toBe(0);
    expect((await worklist('', 'far-gp')).total).toBe(0);
    expect((await as.get('bureau')!({ url: '/api/chronic-care/people' })).statusCode).toBe(403);
    expect((await as.get('far-gp')!({ url: `/api/people/${head}/chronic-care` })).statusCode).toBe(403);
    expect((await registers(head, 'resident')).registrations).toHaveLength(1);
    const sheet = await as.get('gp')!({ url: '/api/chronic-care/people-export?format=csv&status=enrolled' });
    expect(sheet.body.trim().split('\n')).toHaveLength(2);
    expect(sheet.body).toContain('高血压');
  });
});
