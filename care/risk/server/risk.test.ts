// Risks of one person follow the record and what is answered; the walk through everybody keeps them, goes on after a stop, and fills the recall list.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { PersonRisk, RecallReply } from '../contract.ts';
import { recallPage, saveResults } from './store/result.ts';
import { folders, openRisk, people, units, type TestRisk } from './test-risk.ts';

const observation = (code: string, value: number, unit: string, at: Date) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code }] },
  subject: { reference: `Patient/${people[0]}` },
  effectiveDateTime: at.toISOString(),
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});

describeOnEachEngine('risks', { contexts: folders }, (database) => {
  let test: TestRisk;
  type Ask = Awaited<ReturnType<TestRisk['as']>>;
  let gp: Ask;
  const risk = async (as: Ask = gp): Promise<PersonRisk> =>
    (await as({ url: `/api/people/${people[0]}/risk` })).json<PersonRisk>();
  const result = ({ results }: PersonRisk, model: string) => results.find((one) => one.model === model);
  const measure = async (code: string, value: number, unit: string) => {
    const payload = observation(code, value, unit, test.clock.now());
    const answer = await gp({
      method: 'POST',
      url: '/fhir/Observation',
      payload,
      headers: { 'content-type': 'application/fhir+json' },
    });
    expect(answer.statusCode, answer.body).toBe(201);
  };
  beforeAll(async () => {
    test = await openRisk(database.db);
    gp = await test.as('gp');
  });

  it('says what is missing, and never reckons without it', async () => {
    expect(result(await risk(), 'ckd-epi-2021')).toMatchObject({
      result: { state: 'incomplete', missing: ['creatinine'] },
    });
  });

  it('follows a new value, with where it came from', async () => {
    await measure('14682-9', 88.4, 'umol/L');
    const now = await risk();
    expect(result(now, 'ckd-epi-2021')?.result).toMatchObject({ state: 'complete', row: expect.stringMatching(/^g/) });
    expect(now.values.find(({ key }) => key === 'creatinine')).toMatchObject({ value: 88.4, origin: 'measured' });
  });

  it('takes answers once, and reckons with them', async () => {
    await measure('8480-6', 150, 'mm[Hg]');
    const body = {
      answersId: test.kernel.newId(),
      answers: { nicotine: 'current', sleepHours: 7.5, exercises: false },
    };
    const answer = () => gp({ method: 'POST', url: `/api/people/${people[0]}/risk/answers`, payload: body });
    const first = await answer();
    expect(first.statusCode, first.body).toBe(200);
    expect((await answer()).statusCode).toBe(200);
    const [counted] = await database.db.query<{ count: number }>(
      `select count(*)::integer as count from record.observation where code = 'nicotine'`,
    );
    expect(counted!.count).toBe(1);
    const [written] = await database.db.query<{ content: string }>(
      `select content from record.observation where code = 'nicotine'`,
    );
    expect(JSON.parse(written!.content)).toMatchObject({ meta: { tag: [{ code: 'clinic' }] } });
    expect((await risk()).values.find(({ key }) => key === 'smoker')).toMatchObject({ value: true, origin: 'asked' });
    const wrong = await gp({
      method: 'POST',
      url: `/api/people/${people[0]}/risk/answers`,
      payload: { ...body, answers: { sleepHours: 25 } },
    });
    expect(wrong.statusCode).toBe(400);
    const nothing = await gp({
      method: 'POST',
      url: `/api/people/${people[0]}/risk/answers`,
      payload: { ...body, answers: {} },
    });
    expect(nothing.statusCode).toBe(400);
  });

  it('asks whoever smokes on until the lung models come out, and nobody who never did', async () => {
    const answer = async (answers: object) => {
      test.clock.advanceSeconds(1);
      const payload = { answersId: test.kernel.newId(), answers };
      const done = await gp({ method: 'POST', url: `/api/people/${people[0]}/risk/answers`, payload });
      expect(done.statusCode, done.body).toBe(200);
      return done.json<PersonRisk>();
    };
    await measure('39156-5', 24, 'kg/m2');
    const smoker = await answer({
      nicotine: 'current',
      cigarettes: 20,
      smokedYears: 35,
      schooling: 'middle',
      relative: false,
      passiveYears: 3,
      exposureYears: 0,
    });
    const both = (risks: PersonRisk) =>
      ['plcom2012', 'lung-cancer-screening'].map((model) => {
        const { state } = result(risks, model)!.result;
        return [state, result(risks, model)!.level];
      });
    expect(both(smoker)).toEqual([
      ['complete', expect.stringMatching(/low|medium/)],
      ['complete', 'high'],
    ]);
    const never = await answer({ nicotine: 'never' });
    expect(result(never, 'plcom2012')!.result).toMatchObject({
      state: 'not-applicable',
      reason: { zh: '只用于吸过烟的人' },
    });
    expect(both(never)[1]).toEqual(['complete', 'low']);
  });

  it('takes the pressure of staff, not the newer one of home, and says where it has that alone', async () => {
    const systolic = async () => {
      const { value, origin } = (await risk()).values.find(({ key }) => key === 'systolic')!;
      return { value, origin };
    };
    test.clock.advanceSeconds(1);
    const taken = await gp({
      method: 'POST',
      url: `/api/people/${people[0]}/measurements`,
      payload: {
        measurementId: test.kernel.newId(),
        takenAt: test.clock.now().toISOString(),
        vitals: [
          { kind: 'systolic', value: 126 },
          { kind: 'diastolic', value: 78 },
        ],
        source: 'home',
        device: { id: 'cuff-1' },
      },
    });
    expect(taken.statusCode, taken.body).toBe(200);
    expect(await systolic()).toEqual({ value: 150, origin: 'measured' });
    await database.db.query(`delete from record.observation where code = '8480-6'`);
    expect(await systolic()).toEqual({ value: 126, origin: 'home' });
  });

  it('shows residents no draft, and strangers nothing', async () => {
    const own = await risk(await test.as('resident'));
    expect(own.results.every(({ result: { status } }) => status !== 'draft')).toBe(true);
    expect((await (await test.as('far-gp'))({ url: `/api/people/${people[0]}/risk` })).statusCode).toBe(403);
  });

  it('walks through everybody once, and lists whom to call in', async () => {
    const bureau = await test.as('bureau');
    const started = await bureau({ method: 'POST', url: '/api/risk/run' });
    expect(started.statusCode, started.body).toBe(200);
    const { last } = started.json<{ last: { runId: string } }>();
    // Pressed again while it walks, it is the same walk.
    expect((await bureau({ method: 'POST', url: '/api/risk/run' })).json()).toEqual(started.json());
    while (await test.risk.runStep({ runId: last.runId }));
    expect((await bureau({ url: '/api/risk/run' })).json()).toMatchObject({ last: { finishedAt: expect.any(String) } });
    // A step that comes again finds the walk finished.
    expect(await test.risk.runStep({ runId: last.runId })).toBe(false);
    const listed = await gp({ url: '/api/risk/recall?model=stroke-eight-factor' });
    expect(listed.statusCode, listed.body).toBe(200);
    const list = listed.json<RecallReply>();
    expect(list.items.every(({ level }) => level !== 'low')).toBe(true);
    const ids = list.items.map(({ personId }) => personId);
    expect(
      (await (await test.as('far-gp'))({ url: '/api/risk/recall?model=stroke-eight-factor' }))
        .json<RecallReply>()
        .items.filter(({ personId }) => ids.includes(personId)),
    ).toEqual([]);
  });

  it('writes the same rows whether somebody is new to it or assessed again', async () => {
    const walked = async () => {
      const started = await (await test.as('bureau'))({ method: 'POST', url: '/api/risk/run' });
      const { last } = started.json<{ last: { runId: string } }>();
      while (await test.risk.runStep({ runId: last.runId }));
      return database.db.query<{ state: string }>('select * from risk.result order by patient_id, model');
    };
    await database.db.query('delete from risk.result');
    const first = await walked();
    expect(new Set(first.map(({ state }) => state))).toEqual(new Set(['complete', 'incomplete', 'not-applicable']));
    expect(await walked()).toEqual(first);
  });

  it('lists the gravest first, by team and name, page by page and as a sheet', async () => {
    const row = (personId: string, model: string, level: 'medium' | 'high', score: number) =>
      ({
        personId,
        model,
        version: 'x',
        state: 'complete',
        level,
        score,
        villageId: units.villages[0],
        content: '{}',
      }) as const;
    await database.db.query('delete from risk.result');
    await saveResults(
      database.db,
      [
        row(people[0], 'ckd-epi-2021', 'medium', 55),
        row(people[1], 'ckd-epi-2021', 'high', 12),
        row(people[2], 'ckd-epi-2021', 'high', 25),
        row(people[0], 'ncdrs', 'high', 26),
        row(people[1], 'ncdrs', 'high', 40),
      ],
      test.clock.now(),
    );
    const ask = async (query: string) => {
      const answer = await gp({ url: `/api/risk/recall?${query}` });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json<RecallReply>();
    };
    const listed = async (query: string) => (await ask(query)).items.map(({ personId }) => personId);
    // A filtration rate is worse the lower it is, a score the higher.
    expect(await listed('model=ckd-epi-2021')).toEqual([people[1], people[2], people[0]]);
    expect(await listed('model=ncdrs')).toEqual([people[1], people[0]]);
    const { teams, items } = await ask('model=ncdrs');
    const own = teams.find(({ name }) => name === items[0]!.teamName)!;
    expect(await listed(`model=ncdrs&teamId=${own.teamId}`)).toHaveLength(2);
    expect(await listed(`model=ncdrs&teamId=${test.kernel.newId()}`)).toEqual([]);
    expect(await listed(`model=ncdrs&text=${encodeURIComponent(items[0]!.name)}`)).toEqual([people[1]]);
    const sheet = await gp({ url: '/api/risk/recall-sheet?model=ckd-epi-2021&format=csv' });
    expect(sheet.headers['content-type']).toContain('text/csv');
    expect(sheet.body.split('\n')).toHaveLength(5);
    expect(sheet.body.split('\n')[1]).toMatch(/^慢性肾脏病,高,12,/);
  });

  it('goes on behind the last row of a page', async () => {
    const asked = { model: 'ckd-epi-2021', levels: ['medium', 'high'], sort: 'risk', lowerIsWorse: true } as const;
    const page = (limit: number, after?: { place: [number, number]; personId: string }) =>
      recallPage(database.db, { ...asked, limit, ...(after && { after }) }, () => Promise.resolve('true'));
    const all = await page(9);
    const walked = [];
    for (let rows = await page(1); rows.length > 0;) {
      const [{ first, second, personId }] = rows as [(typeof rows)[number]];
      walked.push(personId);
      rows = await page(1, { place: [first, second], personId });
    }
    expect(walked).toEqual(all.map(({ personId }) => personId));
  });

  it('names those at high risk of what readings at home help against', async () => {
    const row = (personId: string, model: string, level: 'medium' | 'high') =>
      ({ personId, model, version: 'x', state: 'complete', level, content: '{}' }) as const;
    await database.db.query('delete from risk.result');
    await saveResults(
      database.db,
      [row(people[1], 'ncdrs', 'high'), row(people[2], 'ncdrs', 'medium'), row(people[3], 'plcom2012', 'high')],
      test.clock.now(),
    );
    expect(await test.risk.highRisk.among(database.db, people)).toEqual(new Set([people[1]]));
    expect(await test.risk.highRisk.among(database.db, [])).toEqual(new Set());
  });
});
