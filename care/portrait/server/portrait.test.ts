// A person's index follows the record and what is answered; the walk keeps everybody's and places them; who lacks what is listed within reach.
import { beforeAll, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import type { IndexRun, LacksReply, PersonIndexReply, PortraitReply } from '../contract.ts';
import { folders, openPortrait, people, units, type TestPortrait } from './test-portrait.ts';

describeOnEachEngine('portrait', { contexts: folders }, (database) => {
  let test: TestPortrait;
  type Ask = Awaited<ReturnType<TestPortrait['as']>>;
  let gp: Ask;
  const own = `/api/people/${people[0]}`;
  const index = async (as: Ask = gp): Promise<PersonIndexReply> =>
    (await as({ url: `${own}/health-index` })).json<PersonIndexReply>();
  const measure = async (code: string, value: number, at = test.clock.now(), personId: string = people[0]!) => {
    const answer = await gp({
      method: 'POST',
      url: '/fhir/Observation',
      payload: {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code }] },
        subject: { reference: `Patient/${personId}` },
        effectiveDateTime: at.toISOString(),
        valueQuantity: { value, unit: '1', system: 'http://unitsofmeasure.org', code: '1' },
      },
      headers: { 'content-type': 'application/fhir+json' },
    });
    expect(answer.statusCode, answer.body).toBe(201);
  };
  const answer = (answers: object, answersId = test.kernel.newId()) =>
    gp({ method: 'POST', url: `${own}/health-index/answers`, payload: { answersId, answers } });
  const walk = async () => {
    const started = await (await test.as('bureau'))({ method: 'POST', url: '/api/portrait/run' });
    expect(started.statusCode, started.body).toBe(200);
    const { last } = started.json<{ last: { runId: string } }>();
    while (await test.portrait.runStep({ runId: last.runId }));
    return last.runId;
  };

  beforeAll(async () => {
    test = await openPortrait(database.db);
    gp = await test.as('gp');
  });

  it('says how many parts are known and what is missing, and gives no number', async () => {
    const told = await index();
    expect(told).toMatchObject({ state: 'too-few', known: 0, of: 8 });
    expect(told.score).toBeUndefined();
    expect(told.terms.find(({ key }) => key === 'sleep')?.lacks).toEqual([
      { key: 'sleepHours', label: expect.objectContaining({ zh: '平均每晚睡眠小时' }), how: 'ask' },
    ]);
  });

  it('follows values and answers; an answer sent twice is written once', async () => {
    for (const [code, value] of [
      ['39156-5', 26],
      ['8480-6', 128],
      ['8462-4', 76],
      ['4548-4', 5.9],
    ] as const)
      await measure(code, value);
    const answersId = test.kernel.newId();
    const answers = { nicotine: 'quit1to5', smokerAtHome: false, sleepHours: 6.5 };
    expect((await answer(answers, answersId)).statusCode).toBe(200);
    const again = await answer(answers, answersId);
    expect(again.statusCode, again.body).toBe(200);
    const [counted] = await database.db.query<{ count: number }>(
      `select count(*)::integer as count from record.observation where code = 'sleepHours'`,
    );
    expect(counted!.count).toBe(1);
    expect(await index()).toMatchObject({ state: 'too-few', known: 5 });
    // 70 + 75 + 60 + 50 + 70 + 80 of six.
    const six = (await answer({ activityMinutes: 100 })).json<PersonIndexReply>();
    expect(six).toMatchObject({ state: 'known', known: 6, band: { key: 'moderate' } });
    expect(six.score).toBeCloseTo(405 / 6, 9);
    const pressure = six.terms.find(({ key }) => key === 'pressure')!;
    expect(pressure).toMatchObject({ points: 75, value: '128/76', origin: 'measured', full: expect.anything() });
    expect(pressure.observations).toHaveLength(2);
    for (const wrong of [{ sleepHours: 25 }, { nicotine: 'sometimes' }, {}, { dashSum: 30 }])
      expect((await answer(wrong)).statusCode, JSON.stringify(wrong)).toBe(400);
  });

  it('takes what a clinician found once, and refuses what it does not know', async () => {
    const body = { answersId: test.kernel.newId(), dashSum: 23, frailty: { falls: true, eating: 'none' } };
    const write = (payload: object, as = gp) => as({ method: 'POST', url: `${own}/health-index/findings`, payload });
    expect((await write(body)).statusCode).toBe(200);
    const told = (await write(body)).json<PersonIndexReply>();
    expect(told).toMatchObject({ known: 7 });
    expect(told.frailty).toMatchObject({ state: 'too-few', known: 2, of: 36, status: 'draft' });
    expect(told.frailty!.values['falls']).toMatchObject({ value: true, origin: 'asked' });
    const [written] = await database.db.query<{ content: string }>(
      `select content from record.observation where code = 'portrait.dash-sum'`,
    );
    expect(JSON.parse(written!.content)).toMatchObject({ meta: { tag: [{ code: 'clinic' }] } });
    for (const frailty of [{ nothing: true }, { eating: 'sometimes' }, { age: 'old' }])
      expect((await write({ answersId: test.kernel.newId(), frailty })).statusCode).toBe(400);
    expect((await write({ answersId: test.kernel.newId() })).statusCode).toBe(400);
    expect((await write(body, await test.as('resident'))).statusCode).toBe(403);
  });

  it('is told to the resident without the draft, and to no stranger', async () => {
    const told = await index(await test.as('resident'));
    expect(told).toMatchObject({ known: 7, status: 'verified', mayAnswer: true, mayExamine: false });
    expect(told.frailty).toBeUndefined();
    const far = await test.as('far-gp');
    expect((await far({ url: `${own}/health-index` })).statusCode).toBe(403);
    expect((await far({ url: `${own}/portrait` })).statusCode).toBe(403);
    expect((await (await test.as('resident'))({ url: `${own}/portrait` })).statusCode).toBe(403);
  });

  it('shows past years as the record stood then', async () => {
    const then = new Date('2025-10-01T00:00:00Z');
    await measure('8480-6', 150, then);
    await measure('8462-4', 95, then);
    const { trend } = await index();
    expect(trend.map(({ on, known }) => [on, known])).toEqual([
      ['2022-12-31', 0],
      ['2023-12-31', 0],
      ['2024-12-31', 0],
      // Pressure alone: answers came in 2026.
      ['2025-12-31', 1],
      ['2026-11-22', 7],
    ]);
  });

  it('draws a portrait with grounds, and with tags of higher floors while they hold', async () => {
    test.portrait.registerTags({
      name: 'test-contracts',
      tags: async (_q, rows) =>
        rows.includes(people[0]!)
          ? [
              {
                rule: 'test.signed',
                kind: 'contract',
                label: { zh: '已签约', en: 'Signed' },
                inputs: [],
                validUntil: '2026-12-31',
              },
              {
                rule: 'test.over',
                kind: 'contract',
                label: { zh: '旧约', en: 'Old' },
                inputs: [],
                validUntil: '2026-11-21',
              },
            ]
          : [],
    });
    const answered = await gp({ url: `${own}/portrait` });
    expect(answered.statusCode, answered.body).toBe(200);
    const { tags, systems } = answered.json<PortraitReply>();
    const rules = tags.map(({ rule }) => rule);
    expect(rules).toContain('portrait.age');
    expect(rules).toContain('test.signed');
    expect(rules).not.toContain('test.over');
    expect(rules).toContain('portrait.service.none');
    const active = tags.find(({ rule }) => rule === 'portrait.behaviour.activityMinutes');
    expect(active).toMatchObject({ tone: 'amber', source: 'portrait', validUntil: '2027-11-22' });
    expect(active!.inputs[0]!.resource).toMatch(/^Observation\//);
    expect(systems).toHaveLength(8);
  });

  it('walks through everybody once, goes on after a stop, and says that a group is too small', async () => {
    const runId = await walk();
    expect(await test.portrait.runStep({ runId })).toBe(false);
    expect((await index()).standing).toEqual({ state: 'too-few', people: 1, fewest: 20 });
    const kept = await database.db.query('select 1 from portrait.index');
    expect(kept).toHaveLength(5);
    // Whoever began it is named; what began by itself names nobody.
    const last = async () => (await (await test.as('bureau'))({ url: '/api/portrait/run' })).json<{ last: IndexRun }>();
    expect((await last()).last.startedByName).toBeDefined();
    const now = new Date(test.clock.now().getTime() + 1_000);
    const started = await test.portrait.startRun(systemActor('job weekly', test.kernel.newId()), now);
    if (!started.ok) throw new Error(started.problem.code);
    while (await test.portrait.runStep({ runId: started.value.last!.runId }));
    const own = await last();
    expect(own.last.runId).toBe(started.value.last!.runId);
    expect(own.last.startedByName).toBeUndefined();
  });

  it('places somebody among twenty of the same age, sex and township', async () => {
    const birthOn = '1955-05-05';
    const ids = Array.from({ length: 19 }, () => test.kernel.newId());
    await test.parts.registry.bulkLoad.people(
      ids.map((personId, place) => ({
        personId,
        name: `王${place}`,
        sex: 'male' as const,
        birthOn,
        idNumber: makeIdNumber('330112', birthOn, 101 + 2 * place),
        villageId: units.villages[1],
        status: 'active' as const,
        simulated: true,
      })),
    );
    // Kept rows of nineteen others: ten below, nine above.
    await database.db.query(
      `insert into portrait.index (patient_id, state, score, known, band, version, sex, age_from, village_id, township_id, points, assessed_at)
       select p, 'known', case when n <= 10 then 40 else 90 end, 8, 'low', '2022.1', 'male', 70, $2, $3, '{}', $4
       from unnest($1::uuid[]) with ordinality as u (p, n)`,
      [ids, units.villages[1], units.township, test.clock.now()],
    );
    const { standing } = await index();
    expect(standing).toMatchObject({ state: 'known', people: 20, ageFrom: 70, ageTo: 74, sex: 'male' });
    // Ten below and half of itself, of twenty.
    expect(standing).toMatchObject({ percentile: 53 });
  });

  it('lists who lacks what within reach, with counts, a search and a sheet', async () => {
    await walk();
    const list = async (query: string, as = gp) => {
      const listed = await as({ url: `/api/portrait/lacks?${query}` });
      expect(listed.statusCode, listed.body).toBe(200);
      return listed.json<LacksReply>();
    };
    const record = await list('what=record');
    expect(record.items.map(({ personId }) => personId)).not.toContain(people[0]);
    expect(record.items.map(({ personId }) => personId)).toContain(people[1]);
    const village = record.villages.find(({ villageId }) => villageId === units.villages[0])!;
    expect(village).toMatchObject({ people: 3, record: 2, index: 2, report: 3 });
    expect((await list('what=report')).items).toHaveLength(record.villages.reduce((sum, one) => sum + one.report, 0));
    expect((await list(`what=index&text=${encodeURIComponent('王秀英')}`)).items).toMatchObject([
      { personId: people[1], name: '王秀英', known: 0 },
    ]);
    const far = await list('what=record', await test.as('far-gp'));
    expect(far.items.map(({ personId }) => personId)).not.toContain(people[1]);
    const sheet = await gp({ url: `/api/portrait/lacks-sheet?what=record&villageId=${units.villages[0]}` });
    expect(sheet.statusCode).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(sheet.rawPayload as never);
    expect(book.worksheets[0]!.rowCount).toBe(3);
  });

  it('follows what the record hears, and forgets who died', async () => {
    const { jobs, listeners } = test.portrait.context;
    const heard = listeners!.find(({ event }) => event === 'registry.person-changed')!;
    await heard.hear({ personId: people[3] }, { id: test.kernel.newId(), at: test.clock.now() });
    const [job] = await database.db.query<{ payload: { personIds: string[] } }>(
      `select payload from jobs.job where kind = 'portrait.keep-index' order by created_at desc, id desc limit 1`,
    );
    expect(job?.payload).toEqual({ personIds: [people[3]] });
    await database.db.query(`update registry.person set status = 'deceased' where patient_id = $1`, [people[3]]);
    const keep = jobs!.find(({ kind }) => kind === 'portrait.keep-index')!;
    await keep.run(job!.payload, { id: '1', attempt: 1, signal: new AbortController().signal });
    expect(await database.db.query('select 1 from portrait.index where patient_id = $1', [people[3]])).toEqual([]);
  });
});
