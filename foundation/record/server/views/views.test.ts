// Views over HTTP: saving with faults and versions, tables filled by jobs within policy, rows, CSV, daily runs, and $viewdefinition-run.
import { linkPending } from '#platform/kernel/audit/chain.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { JobRunner } from '#platform/kernel/jobs/runner.ts';
import type { ViewDetail, ViewRows, ViewSummary } from '../../contract.ts';
import { exampleViews } from '../../rules/view-definition/example-views.ts';
import { BulkClient, startRunner } from '../bulk-data/test-bulk.ts';
import { actor, clientOf, migrationFolders, openRecord, people, units } from '../test-record.ts';
import type { TestRecord } from '../test-record.ts';

const view = (more: object = {}) => ({
  resourceType: 'ViewDefinition',
  title: 'Conditions',
  resource: 'Condition',
  select: [
    {
      column: [
        { name: 'id', path: 'id' },
        { name: 'Who', path: 'subject.display' },
        { name: 'active', path: "clinicalStatus.coding.exists(code = 'active')", type: 'boolean' },
        { name: 'codes', path: 'code.coding.code', collection: true },
      ],
    },
  ],
  ...more,
});
const condition = (id: string, person: string, more: object = {}) => ({
  resourceType: 'Condition',
  id,
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { text: '高血压, "二级"', coding: [{ system: 'urn:icd', code: 'I10.x00' }] },
  subject: { reference: `Patient/${person}`, display: '王小明' },
  onsetDateTime: '2020-05',
  ...more,
});
const psychiatric = {
  meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }] },
};

describeOnEachEngine('views', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let partner: BulkClient;
  let bureau: BulkClient;
  let other: BulkClient;
  let gp: BulkClient;
  let runner: JobRunner;

  beforeAll(async () => {
    await database.db.query('drop table if exists record_view.conditions');
    test = await openRecord(database.db);
    const writer = clientOf(test, actor('integrator', units.province));
    const conditions = [
      condition('c1', people[0]),
      condition('c2', people[1]),
      condition('c3', people[4]),
      condition('psy', people[0], psychiatric),
    ];
    for (const one of conditions) expect((await writer('PUT', `/Condition/${one.id}`, one)).status).toBe(201);
    partner = await BulkClient.open(test, 'partner', 'integrator', units.county);
    bureau = await BulkClient.open(test, 'bureau', 'bureau', units.county);
    other = await BulkClient.open(test, 'other', 'integrator', units.otherCounty);
    gp = await BulkClient.open(test, 'gp', 'gp', units.centre);
    test.clock.advanceSeconds(10);
    runner = await startRunner(test);
  }, 120_000);
  afterAll(() => runner?.stop());

  const byId = (a: readonly (string | null)[], b: readonly (string | null)[]) => (a[0]! < b[0]! ? -1 : 1);
  const json = { 'content-type': 'application/json' };
  const put = (
    client: BulkClient,
    name: string,
    definition: unknown,
    more: { daily?: boolean; version?: number } = {},
  ) =>
    client.ask(
      'PUT',
      `/api/record/views/${name}`,
      JSON.stringify({
        definition: typeof definition === 'string' ? definition : JSON.stringify(definition),
        daily: more.daily ?? false,
      }),
      { ...json, ...(more.version === undefined ? {} : { 'if-match': `"${more.version}"` }) },
    );
  const shown = async (client: BulkClient, name: string) =>
    (await client.ask('GET', `/api/record/views/${name}`)).json<ViewDetail>();
  const rowsOf = async (client: BulkClient, name: string) =>
    (await client.ask('GET', `/api/record/views/${name}/rows`)).json<ViewRows>().rows;
  async function ended(client: BulkClient, name: string): Promise<ViewSummary> {
    for (;;) {
      const found = await shown(client, name);
      if (found.run?.state !== 'running') return found;
      await new Promise((wake) => setTimeout(wake, 20));
    }
  }
  async function run(client: BulkClient, name: string): Promise<ViewSummary> {
    const answer = await client.ask('POST', `/api/record/views/${name}/run`);
    expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
    return ended(client, name);
  }

  it('saves with faults named, versions kept, and in reach only', async () => {
    const faulty = await put(partner, 'conditions', view({ where: [{ path: 'nosuch(' }] }));
    expect([
      faulty.statusCode,
      faulty.json<{ issues: { path: string }[] }>().issues.map((issue) => issue.path),
    ]).toEqual([400, ['where[0].path']]);
    expect((await put(partner, 'conditions', '{')).statusCode).toBe(400);
    expect((await put(partner, 'Conditions', view())).statusCode).toBe(400);
    expect((await put(partner, 'x__fresh', view())).statusCode).toBe(400);
    const saved = await put(partner, 'conditions', view());
    expect([saved.statusCode, saved.headers.etag]).toEqual([200, 'W/"1"']);
    expect((await put(partner, 'conditions', view())).statusCode).toBe(428);
    expect((await put(partner, 'conditions', view(), { version: 7 })).statusCode).toBe(412);
    expect((await put(bureau, 'conditions', view(), { version: 1 })).statusCode).toBe(200);
    expect((await put(other, 'conditions', view(), { version: 2 })).statusCode).toBe(409);
    expect((await other.ask('GET', '/api/record/views/conditions')).statusCode).toBe(404);
    expect((await gp.ask('GET', '/api/record/views')).statusCode).toBe(403);
    const check = await bureau.ask(
      'POST',
      '/api/record/view-checks',
      JSON.stringify({ definition: '{"resource":"Patient"}' }),
      json,
    );
    expect(check.json<{ faults: { where: string }[] }>().faults.map((fault) => fault.where)).toEqual(['select']);
  });

  it('fills the table with what the account may see, and shows it to nobody else', async () => {
    expect((await partner.ask('GET', '/api/record/views/conditions/rows')).statusCode).toBe(403);
    const done = await run(partner, 'conditions');
    expect([done.run, done.table]).toMatchObject([
      { state: 'finished', percent: 100 },
      { rows: 3, own: true },
    ]);
    expect((await rowsOf(partner, 'conditions')).toSorted(byId)).toEqual([
      ['c1', '王小明', 'true', '["I10.x00"]'],
      ['c2', '王小明', 'true', '["I10.x00"]'],
      ['psy', '王小明', 'true', '["I10.x00"]'],
    ]);
    expect((await shown(bureau, 'conditions')).table?.own).toBe(false);
    expect((await bureau.ask('GET', '/api/record/views/conditions/rows')).statusCode).toBe(403);
    expect((await bureau.ask('GET', '/api/record/views/conditions/csv')).statusCode).toBe(403);
    await run(bureau, 'conditions');
    // Masked, and without what needs a permission of its own.
    expect((await rowsOf(bureau, 'conditions')).toSorted(byId)).toEqual([
      ['c1', '王*明', 'true', '["I10.x00"]'],
      ['c2', '王*明', 'true', '["I10.x00"]'],
    ]);
    const [counted] = await database.db.query<{ n: number }>(
      'select count(*)::integer as n from record_view.conditions where active and "who" is not null',
    );
    expect(counted!.n).toBe(2);
    await linkPending(database.db, 'main', test.clock);
    const audited = await database.db.query<{ body: string }>(
      `select body from audit.event where action = 'execute' and body like '%record_view.conditions%' order by at, id`,
    );
    expect(audited.map((row) => (JSON.parse(row.body) as { persons: string[] }).persons.toSorted())).toEqual([
      [people[0], people[1]].toSorted(),
      [people[0], people[1]].toSorted(),
    ]);
  });

  it('gives the table as CSV', async () => {
    const titled = view({
      select: [
        {
          column: [
            { name: 'id', path: 'id' },
            { name: 'title', path: 'code.text' },
            { name: 'gone', path: 'abatement.ofType(dateTime)' },
          ],
        },
      ],
    });
    await put(partner, 'titles', titled);
    await run(partner, 'titles');
    const answer = await partner.ask('GET', '/api/record/views/titles/csv');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const [head, ...lines] = answer.body.replace('\uFEFF', '').split('\r\n');
    expect([head, lines.toSorted()]).toEqual([
      'id,title,gone',
      ['', 'c1,"高血压, ""二级""",', 'c2,"高血压, ""二级""",', 'psy,"高血压, ""二级""",'],
    ]);
  });

  it('says so when the table is gone, as after a restore', async () => {
    await database.db.query('alter table record_view.titles rename to titles_away');
    expect((await partner.ask('GET', '/api/record/views/titles/rows')).statusCode).toBe(403);
    await database.db.query('alter table record_view.titles_away rename to titles');
  });

  it('tells why a run failed and keeps the table that stands', async () => {
    const several = view({ select: [{ column: [{ name: 'n', path: 'code.coding.code | id' }] }] });
    await put(partner, 'titles', several, { version: 1 });
    const failed = await run(partner, 'titles');
    expect(failed.run).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('select[0].column[0].path') as string,
    });
    expect(failed.table?.rows).toBe(3);
    expect((await partner.ask('DELETE', '/api/record/views/titles')).statusCode).toBe(200);
    expect((await partner.ask('GET', '/api/record/views/titles')).statusCode).toBe(404);
    const [left] = await database.db.query<{ found: string | null }>(
      `select to_regclass('record_view.titles')::text as found`,
    );
    expect(left!.found).toBeNull();
  });

  it('holds no card number and no phone in the clear', async () => {
    const persons = {
      resource: 'Patient',
      select: [{ column: [{ name: 'n', path: 'identifier.value | telecom.value', collection: true }] }],
    };
    await put(partner, 'persons', persons);
    await run(partner, 'persons');
    const found = JSON.stringify(await rowsOf(partner, 'persons'));
    expect(found).toContain('*');
    expect(found).not.toMatch(/330112\d{11}|1391234000|sealed/);
  });

  it('runs every night', async () => {
    await put(partner, 'nightly', view(), { daily: true });
    expect((await shown(partner, 'nightly')).nextRunAt).toBe('2026-11-22T18:00:00.000Z');
    const due = test.record.context.jobs!.find((job) => job.kind === 'record.run-due-views')!;
    const signal = new AbortController().signal;
    await due.run({}, { id: 'x', attempt: 1, signal });
    expect((await shown(partner, 'nightly')).run).toBeUndefined();
    test.clock.advanceSeconds(20 * 3600);
    await due.run({}, { id: 'x', attempt: 1, signal });
    const done = await ended(partner, 'nightly');
    expect([done.run?.state, done.table?.rows, done.nextRunAt]).toEqual(['finished', 3, '2026-11-23T18:00:00.000Z']);
  });

  it('runs the examples', async () => {
    for (const { name, view: example } of exampleViews) {
      expect((await put(bureau, name, example)).statusCode).toBe(200);
      expect((await run(bureau, name)).run?.state).toBe('finished');
    }
    expect(await rowsOf(bureau, 'hypertension_register')).toHaveLength(2);
  });

  it('answers $viewdefinition-run in each format', async () => {
    const ask = async (client: BulkClient, ...more: object[]) => {
      const parameter = [{ name: 'viewResource', resource: view() }, ...more];
      const answer = await client.ask(
        'POST',
        '/fhir/$viewdefinition-run',
        JSON.stringify({ resourceType: 'Parameters', parameter }),
      );
      return { status: answer.statusCode, body: answer.body };
    };
    const lines = (await ask(partner)).body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string });
    expect(lines.map((row) => row.id).toSorted()).toEqual(['c1', 'c2', 'psy']);
    const one = { name: 'patient', valueReference: { reference: `Patient/${people[1]}` } };
    expect(JSON.parse((await ask(partner, { name: '_format', valueCode: 'json' }, one)).body)).toEqual([
      { id: 'c2', Who: '王小明', active: true, codes: ['I10.x00'] },
    ]);
    expect((await ask(bureau, { name: '_format', valueCode: 'csv' }, one)).body).toBe(
      'id,Who,active,codes\r\nc2,王*明,true,"[""I10.x00""]"\r\n',
    );
    const sent = { name: 'resource', resource: condition('sent', people[0]) };
    expect(
      (await ask(partner, { name: '_format', valueCode: 'csv' }, { name: 'header', valueBoolean: false }, sent)).body,
    ).toMatch(/^sent,/);
    expect((await ask(partner, { name: '_limit', valueInteger: 1 })).body.trim().split('\n')).toHaveLength(1);
    const far = { name: 'patient', valueReference: { reference: `Patient/${people[4]}` } };
    expect([
      (await ask(partner, far)).status,
      (await ask(gp)).status,
      (await ask(partner, { name: 'source', valueUri: 'x' })).status,
    ]).toEqual([403, 403, 400]);
    const faulty = await partner.ask(
      'POST',
      '/fhir/$viewdefinition-run',
      JSON.stringify({
        resourceType: 'Parameters',
        parameter: [{ name: 'viewResource', resource: { resource: 'Patient', select: [{}] } }],
      }),
    );
    expect([faulty.statusCode, faulty.json<{ issue: { expression: string[] }[] }>().issue[0]!.expression]).toEqual([
      400,
      ['select[0]'],
    ]);
  });
});
