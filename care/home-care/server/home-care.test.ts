// Grading over HTTP: an assessment goes into record and list once, the newest decides; catalogue and qualifications by day and version.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import { people, units } from '#foundation/registry/server/small-county.ts';
import type { AssessReply, CatalogueReply, CoverageReply, NurseRow } from '../contract.ts';
import { homeCareFolders, openHomeCare } from './test-home-care.ts';

const values = (moving: string) => ({
  eating: 'some',
  washing: 'some',
  dressing: 'some',
  toilet: 'independent',
  moving,
});

describeOnEachEngine('home care', { contexts: homeCareFolders }, (database: { db: Db }) => {
  let test: TestKernel;
  let gp: Awaited<ReturnType<TestKernel['as']>>;
  let nurse: typeof gp;
  let bureau: typeof gp;
  let far: typeof gp;
  beforeAll(async () => {
    ({ test } = await openHomeCare(database.db));
    gp = await test.as('gp');
    nurse = await test.as('nurse-a');
    bureau = await test.as('bureau');
    far = await test.as('far-gp');
  });
  afterAll(() => test?.stop());
  const assess = async (call: typeof gp, body: object) =>
    call({ method: 'POST', url: `/api/people/${people[0]}/self-care`, payload: body });
  const coverage = async (): Promise<CoverageReply> =>
    (await bureau({ method: 'GET', url: '/api/home-care/coverage' })).json();

  it('grades somebody once, into record and list; the newest assessment decides', async () => {
    const body = {
      assessmentId: test.kernel.newId(),
      instrument: 'elderly-self-care',
      version: '2017.1',
      values: values('independent'),
      assessedAt: test.clock.now().toISOString(),
    };
    const first = await assess(nurse, body);
    expect(first.statusCode, first.body).toBe(200);
    expect(first.json<AssessReply>()).toMatchObject({ entered: true, elder: { listed: true } });
    expect(first.json<AssessReply>().assessments).toMatchObject([{ score: 9, grade: 'moderate', status: 'verified' }]);
    expect((await assess(nurse, body)).json<AssessReply>()).toMatchObject({ entered: false, elder: { listed: true } });
    const answers = await gp({ method: 'GET', url: `/fhir/QuestionnaireResponse/${body.assessmentId}` });
    expect(answers.json()).toMatchObject({ status: 'completed', subject: { reference: `Patient/${people[0]}` } });
    const score = await gp({ method: 'GET', url: `/fhir/Observation/${body.assessmentId}-score` });
    expect(score.json()).toMatchObject({ valueQuantity: { value: 9 }, interpretation: [{ text: '中度依赖' }] });
    expect((await coverage()).total).toMatchObject({ listed: 1, covered: 0 });

    const older = { ...body, assessmentId: test.kernel.newId(), assessedAt: '2026-11-01T08:00:00+08:00' };
    const late = await assess(nurse, { ...older, values: { ...values('independent'), eating: 'independent' } });
    expect(late.json<AssessReply>()).toMatchObject({ entered: false, elder: { listed: true } });
    test.clock.advanceSeconds(86_400);
    const better = await assess(nurse, {
      ...body,
      assessmentId: test.kernel.newId(),
      assessedAt: test.clock.now().toISOString(),
      values: { ...values('independent'), washing: 'independent' },
    });
    expect(better.json<AssessReply>()).toMatchObject({ elder: { listed: false } });
    expect((await coverage()).total.listed).toBe(0);
    const again = await assess(nurse, {
      ...body,
      assessmentId: test.kernel.newId(),
      assessedAt: new Date(test.clock.now().getTime() + 60_000).toISOString(),
      values: values('some'),
    });
    expect(again.json<AssessReply>()).toMatchObject({ entered: true, elder: { listed: true } });
  });

  it('names what is not answered, and keeps strangers out', async () => {
    const { moving: _moving, ...rest } = values('some');
    const body = {
      assessmentId: test.kernel.newId(),
      instrument: 'elderly-self-care',
      version: '2017.1',
      values: rest,
      assessedAt: test.clock.now().toISOString(),
    };
    const refused = await assess(nurse, body);
    expect(refused.statusCode).toBe(400);
    expect(refused.json<{ issues: { path: string }[] }>().issues).toMatchObject([{ path: 'values.moving' }]);
    expect((await assess(far, body)).statusCode).toBe(403);
  });

  it('lists elders by name for those who treat them, shortened for the bureau, and exports', async () => {
    const own = await nurse({ method: 'GET', url: '/api/home-care/elders?covered=no' });
    expect(own.json()).toMatchObject({ total: 1, items: [{ name: '王小明', masked: false, villageName: '光明村' }] });
    const seen = await bureau({ method: 'GET', url: '/api/home-care/elders' });
    expect(seen.json()).toMatchObject({ items: [{ masked: true }] });
    expect(seen.body).not.toContain('王小明');
    const sheet = await bureau({ method: 'GET', url: '/api/home-care/elders-export?format=csv' });
    expect(sheet.body).toContain('光明村');
    const counted = await bureau({ method: 'GET', url: '/api/home-care/coverage-export?format=csv' });
    expect(counted.body).toContain('光明村,0,1');
    expect((await far({ method: 'GET', url: '/api/home-care/elders' })).json()).toMatchObject({ total: 0 });
  });

  it('keeps a price until the day of the next one; an institution’s own row stands before the county’s', async () => {
    const item = {
      code: 'WC-1',
      fromOn: '2026-12-01',
      name: '伤口换药',
      category: 'wound-care',
      plainWords: '护士上门换药',
      priceFen: 12_000,
      minutes: 60,
      qualifications: { leastYears: 5, trainings: ['wound-care'] },
      consumables: [],
      contraindications: [],
      riskQuestions: [],
    };
    const save = (call: typeof gp, change: object) =>
      call({ method: 'POST', url: '/api/home-care/service-items', payload: { ...item, ...change } });
    expect((await save(bureau, {})).statusCode).toBe(200);
    expect((await save(bureau, { fromOn: '2026-11-01' })).statusCode).toBe(422);
    expect((await save(bureau, { fromOn: '2027-01-01', priceFen: 13_000 })).statusCode).toBe(200);
    expect((await save(gp, { fromOn: '2026-12-15', priceFen: 11_000 })).statusCode).toBe(200);
    const price = async (on: string, organisation: string) =>
      (
        await gp({ method: 'GET', url: `/api/home-care/service-items?on=${on}&organisation=${organisation}` })
      ).json<CatalogueReply>().items[0]?.priceFen;
    expect(await price('2026-11-30', units.centre)).toBeUndefined();
    expect(await price('2026-12-14', units.centre)).toBe(12_000);
    expect(await price('2026-12-15', units.centre)).toBe(11_000);
    expect(await price('2027-01-01', units.hospital)).toBe(13_000);
    expect((await save(gp, { unitId: units.county })).statusCode).toBe(403);
  });

  it('lets go only whose qualification stands, and takes the first of two changes', async () => {
    const list = async () =>
      (await gp({ method: 'GET', url: '/api/home-care/nurses' })).json<{ nurses: NurseRow[] }>().nurses;
    const [one] = await list();
    expect(one).toMatchObject({ hindrance: 'not-entered' });
    const enter = (version: number, validUntilOn: string) =>
      gp({
        method: 'POST',
        url: `/api/home-care/nurses/${one!.nurseId}/qualification`,
        payload: {
          licence: '202133012345',
          practisingSinceOn: '2018-07-01',
          trainings: ['wound-care'],
          validUntilOn,
          suspended: false,
          version,
        },
      });
    expect((await enter(0, '2026-11-01')).json()).toMatchObject({
      hindrance: 'expired',
      qualification: { version: 1 },
    });
    expect((await enter(0, '2027-11-01')).statusCode).toBe(412);
    const prolonged = (await enter(1, '2027-11-01')).json<NurseRow>();
    expect(prolonged.qualification).toMatchObject({ version: 2 });
    expect(prolonged.hindrance).toBeUndefined();
  });
});
