// Bulk export over HTTP: what searches show is what the files hold, for each account; progress, cancel, expiry, restart.
import { linkPending } from '#platform/kernel/audit/chain.ts';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { JobRunner } from '#platform/kernel/jobs/runner.ts';
import { actor, clientOf, migrationFolders, openRecord, people, syntheaBundles, units } from '../test-record.ts';
import type { TestRecord } from '../test-record.ts';
import { BulkClient, keysOf, startRunner } from './test-bulk.ts';
import type { Json } from './test-bulk.ts';
import { exportStep } from './run-export.ts';
import { Stopped } from './run-steps.ts';

describeOnEachEngine('bulk export', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let partner: BulkClient;
  let bureau: BulkClient;
  let other: BulkClient;
  let runner: JobRunner | undefined;
  let wholeExport: string;

  beforeAll(async () => {
    test = await openRecord(database.db);
    const writer = clientOf(test, actor('integrator', units.county));
    const all = syntheaBundles();
    for (const at of [0, 1, 4]) await writer('POST', '/', all[at]!.bundle);
    for (const [id, security] of [
      ['plain', undefined],
      ['psychiatric', [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }]],
    ] as const)
      await writer('PUT', `/Condition/${id}`, {
        resourceType: 'Condition',
        id,
        ...(security && { meta: { security } }),
        code: { text: id },
        note: [{ text: 'a note' }],
        subject: { reference: `Patient/${people[0]}`, display: '王小明' },
      });
    partner = await BulkClient.open(test, 'partner', 'integrator', units.county);
    bureau = await BulkClient.open(test, 'bureau', 'bureau', units.county);
    other = await BulkClient.open(test, 'other', 'integrator', units.otherCounty);
    test.clock.advanceSeconds(10);
  }, 120_000);
  afterAll(() => runner?.stop());

  /** Everything that paging through searches shows. */
  async function searched(client: BulkClient, types: readonly string[]): Promise<Json[]> {
    const all: Json[] = [];
    for (const type of types) {
      let next: string | undefined = `/fhir/${type}?_count=1000`;
      while (next) {
        const answer = await client.ask('GET', next);
        const bundle = answer.json<{ entry?: { resource: Json }[]; link: { relation: string; url: string }[] }>();
        all.push(...(bundle.entry ?? []).map((entry) => entry.resource));
        next = bundle.link.find((link) => link.relation === 'next')?.url;
      }
    }
    return all;
  }
  const byKey = (resources: readonly Json[]) =>
    new Map(resources.map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));

  it('resumes after a break at the last finished file, nothing twice', async () => {
    const status = await partner.begin('/fhir/$export');
    wholeExport = status.split('/').at(-1)!;
    const running = await partner.ask('GET', status);
    expect([running.statusCode, running.headers['x-progress'], running.headers['retry-after']]).toEqual([
      202,
      '0 % done, 0 resources written',
      '2',
    ]);
    // The same order again is the same job; its steps are run here as a server would, which then dies.
    expect(await partner.begin('/fhir/$export')).toBe(status);
    const who = await partner.actor();
    const alive = new AbortController();
    for (let step = 0; step < 4; step++) await exportStep(test.services, await partner.job(status), who, alive.signal);
    const stale = await partner.job(status);
    await exportStep(test.services, stale, who, alive.signal);
    await expect(exportStep(test.services, stale, who, alive.signal)).rejects.toBeInstanceOf(Stopped);
    expect((await partner.job(status)).percent).toBeGreaterThan(0);

    runner = await startRunner(test);
    const manifest = await partner.manifest(status);
    const given = await partner.lines(manifest.output);
    expect(new Set(keysOf(given)).size).toBe(given.length);
    const types = [...new Set(manifest.output.map((file) => file.type))];
    expect(types).toEqual(expect.arrayContaining(['Patient', 'Observation', 'Claim', 'Practitioner', 'Organization']));
    expect(byKey(given)).toEqual(byKey(await searched(partner, types)));
    for (const file of manifest.output)
      expect([file.type, (await partner.lines([file])).length]).toEqual([file.type, file.count]);
    expect(manifest).toMatchObject({
      requiresAccessToken: true,
      error: [],
      transactionTime: test.clock.now().toISOString(),
    });
    expect(manifest).not.toHaveProperty('deleted');
  }, 120_000);

  it('packs files where the client takes it', async () => {
    const manifest = await partner.manifest(await partner.begin('/fhir/$export?_type=Organization'));
    const url = manifest.output[0]!.url;
    const plain = await partner.ask('GET', url);
    const packed = await partner.ask('GET', url, undefined, { 'accept-encoding': 'gzip' });
    expect([plain.headers['content-type'], packed.headers['content-encoding']]).toEqual([
      'application/fhir+ndjson',
      'gzip',
    ]);
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
  });

  it('gives each account its own view', async () => {
    for (const client of [bureau, other]) {
      const given = await client.exported('/fhir/Patient/$export');
      expect(byKey(given)).toEqual(byKey(await searched(client, [...new Set(given.map((one) => one.resourceType))])));
    }
    const masked = await bureau.exported('/fhir/Patient/$export?_type=Condition,Patient');
    expect(keysOf(masked)).toContain('Condition/plain');
    expect(keysOf(masked)).not.toContain('Condition/psychiatric');
    expect(JSON.stringify(masked)).not.toMatch(/王小明|a note/);
    const abroad = await other.exported('/fhir/$export?_type=Patient');
    expect(keysOf(abroad)).toEqual([`Patient/${people[4]}`]);
  });

  it('filters as searches do, any of several filters', async () => {
    const filters = [
      'Observation?code=http://loinc.org|8302-2,http://loinc.org|85354-9',
      'Observation?status=final&category=laboratory',
      'Patient?gender=male',
    ];
    const query = filters.map((filter) => `_typeFilter=${encodeURIComponent(filter)}`).join('&');
    const given = await partner.exported(`/fhir/$export?_type=Observation,Patient&${query}`);
    const wanted = new Set<string>();
    for (const filter of filters) {
      const { entry } = (await partner.ask('GET', `/fhir/${filter}&_count=1000`)).json<{
        entry: { resource: Json }[];
      }>();
      for (const key of keysOf(entry.map((one) => one.resource))) wanted.add(key);
    }
    expect(keysOf(given)).toEqual([...wanted].toSorted());
    const cut = await partner.exported('/fhir/$export?_type=Patient&_elements=gender,Observation.code');
    expect(Object.keys(cut.find((one) => one.id === people[0])!)).toEqual(['resourceType', 'id', 'meta', 'gender']);
  });

  it('gives what changed since, and what was deleted', async () => {
    const before = await partner.manifest(await partner.begin('/fhir/$export?_type=Condition'));
    test.clock.advanceSeconds(60);
    const put = (id: string) =>
      partner.ask(
        'PUT',
        `/fhir/Condition/${id}`,
        JSON.stringify({ resourceType: 'Condition', id, subject: { reference: `Patient/${people[0]}` } }),
      );
    for (const id of ['new-1', 'gone-1', 'back-1']) await put(id);
    for (const id of ['gone-1', 'back-1']) await partner.ask('DELETE', `/fhir/Condition/${id}`);
    await put('back-1');
    const since = encodeURIComponent(before.transactionTime);
    test.clock.advanceSeconds(1);
    const manifest = await partner.manifest(
      await partner.begin(`/fhir/$export?_type=Condition,Patient&_since=${since}`),
    );
    expect(keysOf(await partner.lines(manifest.output))).toEqual(['Condition/back-1', 'Condition/new-1']);
    const [bundle] = await partner.lines(manifest.deleted!);
    expect(bundle).toEqual({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { method: 'DELETE', url: 'Condition/gone-1' } }],
    });
    const abroad = await other.manifest(await other.begin(`/fhir/$export?_type=Condition&_since=${since}`));
    expect([abroad.output, abroad.deleted]).toEqual([[], []]);
    const old = await partner.exported(`/fhir/$export?_type=Condition&_until=${since}`);
    expect(keysOf(old)).not.toContain('Condition/new-1');
  });

  it.each([
    ['without respond-async', '/fhir/$export', { prefer: '' }, 400],
    ['another format', '/fhir/$export?_outputFormat=application/json', {}, 400],
    ['an unknown parameter', '/fhir/$export?patient=1', {}, 400],
    ['an unknown type', '/fhir/$export?_type=Nothing', {}, 400],
    ['a filter that no search knows', '/fhir/$export?_typeFilter=Patient%3Ffoo%3Dbar', {}, 400],
    [
      'a filter of a type that is not asked for',
      '/fhir/$export?_type=Patient&_typeFilter=Condition%3Fcode%3Dx',
      {},
      400,
    ],
    ['a group', '/fhir/Group/1/$export', {}, 404],
  ])('refuses %s', async (_what, address, headers, status) => {
    const answer = await partner.ask('GET', address, undefined, { prefer: 'respond-async', ...headers });
    expect([answer.statusCode, answer.json<Json>().resourceType]).toEqual([status, 'OperationOutcome']);
  });

  it('takes Parameters, and tells what lenient handling skipped', async () => {
    const body = {
      resourceType: 'Parameters',
      parameter: [
        { name: '_type', valueString: 'Organization' },
        { name: 'odd', valueString: 'x' },
      ],
    };
    const answer = await partner.ask('POST', '/fhir/$export', JSON.stringify(body), {
      prefer: 'respond-async, handling=lenient',
    });
    const manifest = await partner.manifest(String(answer.headers['content-location']));
    expect(manifest.output.map((file) => file.type)).toEqual(['Organization']);
    expect(JSON.stringify(await partner.lines(manifest.error))).toContain('odd is not supported');
  });

  it('is cancelled, hidden from others, and over after a day', async () => {
    const gp = await BulkClient.open(test, 'gp', 'gp', units.centre);
    expect((await gp.ask('GET', '/fhir/$export', undefined, { prefer: 'respond-async' })).statusCode).toBe(403);
    const status = await partner.begin('/fhir/$export?_type=Location');
    const manifest = await partner.manifest(status);
    for (const address of [status, manifest.output[0]!.url]) {
      expect((await bureau.ask('GET', address)).statusCode).toBe(403);
      expect((await test.started.server.inject({ url: address.replace(/^https?:\/\/[^/]+/, '') })).statusCode).toBe(
        401,
      );
    }
    expect((await bureau.ask('DELETE', status)).statusCode).toBe(403);
    const listed = await partner.ask('GET', '/api/bulk-jobs');
    expect(listed.json<{ items: object[] }>().items[0]).toMatchObject({
      kind: 'export',
      state: 'finished',
      percent: 100,
      counts: [{ type: 'Location' }],
    });
    expect((await partner.ask('DELETE', status)).statusCode).toBe(202);
    for (const address of [status, manifest.output[0]!.url])
      expect((await partner.ask('GET', address)).statusCode).toBe(404);
    await runner!.stop();
    const cancelled = await partner.begin('/fhir/$export?_type=Patient');
    expect((await partner.ask('DELETE', cancelled)).statusCode).toBe(202);
    runner = await startRunner(test);
    await expect.poll(() => database.db.query("select 1 from jobs.job where kind = 'record.run-export'")).toEqual([]);
    expect((await partner.ask('GET', cancelled)).statusCode).toBe(404);

    const kept = await partner.begin('/fhir/$export?_type=Location');
    const file = (await partner.manifest(kept)).output[0]!.url;
    const finished = await partner.ask('GET', kept);
    expect(Date.parse(String(finished.headers.expires))).toBe(test.clock.now().getTime() + 86_400_000);
    test.clock.advanceSeconds(86_401);
    expect((await partner.ask('GET', file)).statusCode).toBe(404);
    const cleaner = test.record.context.jobs!.find((job) => job.kind === 'record.remove-expired-bulk-data')!;
    await cleaner.run({}, { id: '', attempt: 1, signal: AbortSignal.timeout(10_000) });
    expect(await database.db.query('select 1 from record.bulk_job')).toEqual([]);
    expect(await database.db.query('select 1 from record.bulk_file')).toEqual([]);
  }, 120_000);

  it('leaves one row for each person shown, and one that counts', async () => {
    await linkPending(database.db, 'main', test.clock);
    const rows = await database.db.query<{ n: number; persons: number }>(
      `select count(*)::integer as n, count(distinct p.patient_id)::integer as persons from audit.person_event p
       join audit.event e on e.id = p.event_id where e.body::jsonb ->> 'object' = $1`,
      [`$export/${wholeExport}`],
    );
    const [shown] = await database.db.query<{ n: number }>(
      'select count(distinct patient_id)::integer as n from record.patient where patient_id <> $1',
      [people[4]],
    );
    expect(rows).toEqual([{ n: shown!.n, persons: shown!.n }]);
    const counted = await database.db.query(
      `select 1 from audit.event e where e.body::jsonb ->> 'object' = $1 and (e.body::jsonb -> 'detail' ->> 'Patient')::integer = $2`,
      [`$export/${wholeExport}`, shown!.n],
    );
    expect(counted).toHaveLength(1);
  });
});
