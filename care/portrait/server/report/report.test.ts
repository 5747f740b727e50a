// A report is made once from one record, read by each reader as meant, signed, printed without an empty box; a village is gone through and summed up.
import { beforeAll, expect, it } from 'vitest';
import { readPdf } from '#platform/kernel/documents/codec/read-pdf.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { MadeReport, PersonReport, VillageReports } from '../../report-contract.ts';
import type { PopulationReport } from '../../rules/report/population.ts';
import { folders, openPortrait, people, units, type TestPortrait } from '../test-portrait.ts';

describeOnEachEngine('annual reports', { contexts: folders }, (database) => {
  let test: TestPortrait;
  type Ask = Awaited<ReturnType<TestPortrait['as']>>;
  let gp: Ask;
  let resident: Ask;
  let year = 0;
  const address = (person = people[0]) => `/api/people/${person}/annual-reports/${year}`;
  const measure = async (code: string, value: number, unit: string, at = test.clock.now()) => {
    const answer = await gp({
      method: 'POST',
      url: '/fhir/Observation',
      headers: { 'content-type': 'application/fhir+json' },
      payload: {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code }] },
        subject: { reference: `Patient/${people[0]}` },
        effectiveDateTime: at.toISOString(),
        valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
      },
    });
    expect(answer.statusCode, answer.body).toBe(201);
  };
  const make = async () => (await gp({ method: 'POST', url: address() })).json<MadeReport>();
  beforeAll(async () => {
    test = await openPortrait(database.db);
    gp = await test.as('gp');
    resident = await test.as('resident');
    year = test.clock.now().getUTCFullYear();
  });

  it('is not there before somebody makes it', async () => {
    const answer = await resident({ url: address() });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json<PersonReport>()).toMatchObject({ reader: 'resident', years: [], mayMake: false });
    expect((await resident({ url: `${address()}/resident` })).statusCode).toBe(404);
  });

  it('says what was measured against the year before, and is written once', async () => {
    const before = new Date(`${year - 1}-06-01T02:00:00Z`);
    await measure('8480-6', 151.6, 'mm[Hg]', before);
    await measure('8480-6', 133, 'mm[Hg]');
    await measure('8462-4', 84, 'mm[Hg]');
    const first = await make();
    expect(first).toMatchObject({ changed: true, reader: 'doctor', years: [year] });
    const systolic = first.report!.model.measured.find(({ key }) => key === 'systolic');
    expect(systolic).toMatchObject({
      now: { value: 133, where: 'office' },
      before: { value: 152, on: `${year - 1}-06-01`, where: 'office' },
      arrow: 'down',
      verdict: 'better',
      met: true,
    });
    const again = await make();
    expect(again).toEqual({ ...first, changed: false });
  });

  it('shows a resident nothing that no doctor signed', async () => {
    const doctors = (await gp({ url: address() })).json<PersonReport>();
    const own = (await resident({ url: address() })).json<PersonReport>();
    expect(doctors.report!.model.prescription!.advice.length).toBeGreaterThan(0);
    expect(own.report!.model.prescription).toBeUndefined();
    expect(own.report!.model.measured.every(({ target }) => target === undefined)).toBe(true);
    expect((await resident({ url: `${address()}/doctor` })).statusCode).toBe(404);
    expect((await resident({ method: 'POST', url: address() })).statusCode).toBe(403);
    const far = await test.as('far-gp');
    expect((await far({ url: address() })).statusCode).toBe(403);
    expect((await far({ url: `${address()}/doctor` })).statusCode).toBe(403);
  });

  it('is signed as it was read, and then the resident has what was kept', async () => {
    const { report } = (await gp({ url: address() })).json<PersonReport>();
    const { dataVersion, model } = report!;
    const [kept, ...struckOut] = model.prescription!.advice.map(({ rule }) => rule);
    const sign = (version: string) =>
      gp({
        method: 'POST',
        url: `${address()}/signature`,
        payload: { dataVersion: version, kept: [kept, 'RX-UNKNOWN'], note: '少吃腌菜' },
      });
    expect((await sign('another')).statusCode).toBe(409);
    expect((await sign(dataVersion)).statusCode).toBe(200);
    expect((await sign(dataVersion)).statusCode).toBe(200);
    const own = (await resident({ url: address() })).json<PersonReport>();
    expect(own.report!.model.prescription!.advice.map(({ rule }) => rule)).toEqual([kept]);
    expect(own.report!.model.signature).toMatchObject({ note: '少吃腌菜' });
    expect(struckOut.length).toBeGreaterThan(0);
    // The doctor still has all of it, to choose anew.
    expect((await gp({ url: address() })).json<PersonReport>().report!.kept).toEqual([kept]);
  });

  it('is printed with every character, for residents without drafts', async () => {
    const file = await resident({ url: `${address()}/resident` });
    expect(file.statusCode).toBe(200);
    expect(file.headers['content-type']).toBe('application/pdf');
    const read = readPdf(file.rawPayload);
    expect(read.missingGlyphs).toBe(0);
    expect(read.text).toContain('健康处方');
    expect(read.text).toContain('少吃腌菜');
    expect(read.text).not.toContain('草案');
    expect(read.text).not.toMatch(/report\.\w+/);
    expect(read.text).not.toContain('{{');
    const doctors = readPdf((await gp({ url: `${address()}/doctor` })).rawPayload);
    expect(doctors.missingGlyphs).toBe(0);
    expect(doctors.text).not.toMatch(/report\.\w+/);
    const audited = await test.kernel.audit.find({ personId: people[0], object: `AnnualReport/${year}/resident` }, 5);
    expect(audited.length).toBeGreaterThan(0);
  });

  it('goes through a village once, goes on where it was, and says what came of it', async () => {
    // Something new: the report that was signed stays as it was signed.
    await measure('8462-4', 91, 'mm[Hg]');
    const body = { villageId: units.villages[0], year };
    const start = () => gp({ method: 'POST', url: '/api/annual-reports/runs', payload: body });
    const started = await start();
    expect(started.statusCode, started.body).toBe(200);
    const { run } = started.json<{ run: { runId: string; total: number } }>();
    expect((await start()).json()).toMatchObject({ run: { runId: run.runId } });
    let after: string | undefined;
    const step = () => test.portrait.villageStep({ ...body, runId: run.runId, ...(after && { after }) });
    for (;;) {
      const more = await step();
      // The same step again changes nothing.
      if (more) expect(await step()).toBe(false);
      const [row] = await database.db.query<{ after_id: string }>('select after_id from portrait.report_run');
      after = row!.after_id;
      if (!more) break;
    }
    const list = (
      await gp({ url: `/api/annual-reports?villageId=${body.villageId}&year=${year}` })
    ).json<VillageReports>();
    expect(list.run).toMatchObject({ done: run.total, total: run.total, failures: [], finishedAt: expect.any(String) });
    expect(list.run!.made + list.run!.unchanged).toBe(run.total);
    expect(list.items.map(({ personId }) => personId)).toContain(people[0]);
    expect((await resident({ url: address() })).json<PersonReport>().report!.model.signature).toBeDefined();
    const far = await test.as('far-gp');
    expect((await far({ method: 'POST', url: '/api/annual-reports/runs', payload: body })).statusCode).toBe(403);
    expect((await far({ url: `/api/annual-reports?villageId=${body.villageId}&year=${year}` })).json()).toEqual({
      items: [],
    });
  });

  it('sums up without telling of a handful', async () => {
    const bureau = await test.as('bureau');
    const sums = (await bureau({ url: `/api/annual-reports/population?year=${year}` })).json<PopulationReport>();
    for (const { people: count } of sums.bands) expect(count === undefined || count === 0 || count >= 5).toBe(true);
    expect((await resident({ url: `/api/annual-reports/population?year=${year}` })).statusCode).toBe(403);
  });
});
