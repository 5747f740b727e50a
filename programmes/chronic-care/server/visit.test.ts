// A chronic clinic visit of two diseases: one screen, one transaction, one measurement of what both forms ask, decisions kept.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import type { VisitBody, VisitReply, VisitStart } from '../visit-contract.ts';
import { refreshPerson } from './use-cases/derive-colours.ts';
import { folders, openChronicCare, people, pressure, type TestChronicCare } from './test-chronic-care.ts';

describeOnEachEngine('the chronic clinic visit', { contexts: folders }, (database: { db: Db }) => {
  let test: TestChronicCare;
  let gp: Awaited<ReturnType<TestKernel['as']>>;
  const [head] = people;
  const visits = `/api/people/${head}/chronic-care/visits`;
  beforeAll(async () => {
    test = await openChronicCare(database.db);
    gp = await test.as('gp');
    for (const [title, code] of [
      ['高血压', 'I10.x00'],
      ['2型糖尿病', 'E11.900'],
    ])
      await gp({
        method: 'POST',
        url: `/api/people/${head}/visits`,
        payload: {
          visitId: test.kernel.newId(),
          startedAt: '2026-08-20T02:00:00Z',
          kind: 'clinic',
          reason: '随访',
          vitals: pressure(150, 92),
          diagnosis: { title, code },
        },
      });
    await gp({
      method: 'POST',
      url: `/api/people/${head}/visits`,
      payload: {
        visitId: test.kernel.newId(),
        startedAt: '2025-03-01T02:00:00Z',
        kind: 'clinic',
        reason: '体检',
        vitals: [{ kind: 'body-weight', value: 63.5 }],
      },
    });
    await refreshPerson(test.parts, head, test.clock.now());
  });
  afterAll(() => test?.stop());

  const own = (id: string, answers: Answers): Answers =>
    Object.fromEntries(Object.entries(answers).map(([key, value]) => [`${id}.${key}`, value]));
  const disease = { symptoms: ['1'], emergencySigns: ['none'], adverse: 'none', complication: false, referred: false };
  const answers: Answers = {
    method: '1',
    systolic: 136,
    diastolic: 84,
    weight: 62,
    smoking: 0,
    drinking: 0,
    exerciseTimes: 3,
    salt: '1',
    takesMedicine: false,
    footPulse: '2',
    fastingGlucose: 7.4,
    stapleFood: 300,
    hypoglycaemia: '1',
    nextVisitOn: '2026-12-06',
    education: ['salt', 'diet'],
    ...own('hypertension-follow-up', { ...disease, class: '1' }),
    ...own('diabetes-follow-up', { ...disease, class: '2' }),
  };
  const body = (more: Partial<VisitBody> = {}): VisitBody => ({
    visitId: '01980000-0000-7000-8000-00000000c001',
    visit: 'clinic',
    forms: [
      { id: 'hypertension-follow-up', version: '2017.3' },
      { id: 'diabetes-follow-up', version: '2017.3' },
    ],
    answers,
    steps: [
      { disease: 'hypertension', code: 'controlled', decision: 'accepted' },
      { disease: 'diabetes', code: 'uncontrolledFirst', decision: 'changed', note: '先调饮食，两周后再看' },
    ],
    ...more,
  });
  const save = (given: VisitBody) => gp({ method: 'POST', url: visits, payload: given });
  const observations = (code: string) =>
    database.db.query<{ id: string }>(
      "select id from record.observation where patient_id = $1 and code = $2 and lo >= '2026-11-01'",
      [head, code],
    );

  it('begins with forms, tables, due tests and proposals', async () => {
    const start = (await gp({ url: `${visits}/new` })).json<VisitStart>();
    expect(start.forms.map(({ disease: one, table }) => [one, table?.id])).toEqual([
      ['diabetes', 'diabetes-follow-up'],
      ['hypertension', 'hypertension-follow-up'],
    ]);
    expect(start.tests.filter(({ isDue }) => isDue).map(({ key }) => key)).toContain('fastingGlucose');
    expect(start.tests.find(({ key }) => key === 'weight')).toMatchObject({ value: 63.5, lastOn: '2025-03-01' });
    expect(start.proposals).toHaveLength(2);
  });

  it('refuses what is missing, an old proposal, and a change without words; then nothing is written', async () => {
    const { fastingGlucose: _left, ...less } = answers;
    const missing = await save(body({ answers: less }));
    expect(missing.statusCode).toBe(400);
    expect(missing.body).toContain('空腹血糖');
    const [first, second] = body().steps;
    expect((await save(body({ steps: [{ ...first!, code: 'uncontrolledFirst' }, second!] }))).statusCode).toBe(409);
    expect((await save(body({ steps: [first!, { ...second!, note: '' }] }))).statusCode).toBe(400);
    expect(await observations('85354-9')).toEqual([]);
  });

  it('saves everything at once, and once', async () => {
    const saved = await save(body());
    expect(saved.statusCode).toBe(200);
    expect(saved.json<VisitReply>()).toMatchObject({ nextOn: '2026-12-06', repeated: false });
    expect((await save(body())).json<VisitReply>().repeated).toBe(true);
    for (const code of ['85354-9', '29463-7', '76629-5']) expect(await observations(code)).toHaveLength(1);
    const forms = await test.record.filledForms(database.db, [head]);
    expect(new Set(forms.map(({ questionnaire }) => questionnaire.split(':').at(-1)))).toEqual(
      new Set(['chronic-visit|2026.1', 'diabetes-follow-up|2017.3', 'hypertension-follow-up|2017.3']),
    );
    const start = (await gp({ url: `${visits}/new` })).json<VisitStart>();
    expect(start.decided.map((one) => [one.disease, one.decision, one.step.code, one.note])).toContainEqual([
      'diabetes',
      'changed',
      'uncontrolledFirst',
      '先调饮食，两周后再看',
    ]);
    await refreshPerson(test.parts, head, test.clock.now());
    const registers = await gp({ url: `/api/people/${head}/chronic-care` });
    expect(registers.json()).toMatchObject({
      registrations: [
        { disease: 'diabetes', status: 'enrolled', colour: 'yellow', reason: { rule: 'DM-Y1' } },
        { disease: 'hypertension', status: 'enrolled', colour: 'green' },
      ],
    });
  });
});
