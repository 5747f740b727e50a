// Bulk import over HTTP: a round trip, bad lines one by one, the same file again, a break in the middle, who may and who may not.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { JobRunner } from '#platform/kernel/jobs/runner.ts';
import { migrationFolders, openRecord, people, syntheaBundles, units } from '../test-record.ts';
import type { TestRecord } from '../test-record.ts';
import { importStep } from './run-import.ts';
import { Stopped } from './run-steps.ts';
import { sourcesKey } from './settings.ts';
import { BulkClient, keysOf, startRunner } from './test-bulk.ts';
import type { Json } from './test-bulk.ts';

/** The resources of bundles with ids of their own: what an export of another system looks like. */
function syntheaLines(): Json[] {
  const all = syntheaBundles();
  const entries = [0, 1, 4, 5, 6, 7].flatMap((at) => all[at]!.bundle.entry);
  const resources = entries.map(({ resource, fullUrl }) => ({
    ...resource,
    id: resource.id ?? fullUrl.split(':').at(-1),
  }));
  const byUrl = new Map(entries.map(({ fullUrl }, at) => [fullUrl, resources[at] as Json]));
  const byIdentifier = new Map(
    (resources as (Json & { identifier?: { system: string; value: string }[] })[]).flatMap((one) =>
      (one.identifier ?? []).map(({ system, value }) => [`${one.resourceType}?identifier=${system}|${value}`, one]),
    ),
  );
  const text = JSON.stringify(resources).replaceAll(/"reference":"([^"]+)"/g, (whole, reference: string) => {
    const target = byUrl.get(reference) ?? byIdentifier.get(decodeURIComponent(reference));
    return target ? `"reference":"${target.resourceType}/${target.id}"` : whole;
  });
  return JSON.parse(text) as Json[];
}
const withoutStamps = ({ meta, ...rest }: Json) => {
  const { versionId: _, lastUpdated: __, ...kept } = meta ?? {};
  return { ...rest, meta: kept };
};
const sorted = (resources: readonly Json[]) =>
  resources.map(withoutStamps).toSorted((a, b) => (`${a.resourceType}/${a.id}` < `${b.resourceType}/${b.id}` ? -1 : 1));

describeOnEachEngine('bulk import', { contexts: migrationFolders }, (database) => {
  const lines = syntheaLines();
  let test: TestRecord;
  let partner: BulkClient;
  let runner: JobRunner | undefined;
  const types = [...new Set(lines.map((line) => line.resourceType))];

  beforeAll(async () => {
    test = await openRecord(database.db);
    partner = await BulkClient.open(test, 'partner', 'integrator', units.county);
  });
  afterAll(() => runner?.stop());

  const total = (counts: { type: string }[], kind: 'created' | 'updated' | 'unchanged' | 'refused') =>
    counts.reduce((sum, one) => sum + ((one as unknown as Record<string, number>)[kind] ?? 0), 0);

  it('survives a break, does each batch once, and gives back what it took', async () => {
    // The patients stand at the end: what belongs to them comes before.
    const reversed = lines.toReversed();
    const status = await partner.import(reversed);
    expect((await partner.ask('GET', status)).headers['x-progress']).toBe('0 % done, 0 resources read');
    const who = await partner.actor();
    const stopping = AbortSignal.abort();
    for (let batch = 0; batch < 2; batch++) await importStep(test.services, await partner.job(status), who, stopping);
    const stale = await partner.job(status);
    await importStep(test.services, stale, who, stopping);
    await expect(importStep(test.services, stale, who, stopping)).rejects.toBeInstanceOf(Stopped);
    expect((await partner.job(status)).percent).toBeGreaterThan(10);

    runner = await startRunner(test);
    const manifest = await partner.manifest(status);
    expect(manifest.error).toEqual([]);
    expect([total(manifest.output, 'created'), total(manifest.output, 'refused')]).toEqual([lines.length, 0]);
    test.clock.advanceSeconds(10);
    const given = await partner.exported(`/fhir/$export?_type=${types.join(',')}`);
    const sent = new Set(keysOf(lines));
    expect(sorted(given.filter((one) => sent.has(`${one.resourceType}/${one.id}`)))).toEqual(sorted(lines));
    const persons = lines.filter((line) => line.resourceType === 'Patient').map((line) => line.id);
    expect(await test.registry.persons(database.db, persons)).toHaveLength(persons.length);
  }, 120_000);

  it('finds what it wrote as if it came one by one', async () => {
    const one = lines.find((line) => line.resourceType === 'Observation') as Json & {
      code: { coding: { code: string }[] };
    };
    const found = await partner.ask('GET', `/fhir/Observation?code=${one.code.coding[0]!.code}&_id=${one.id}`);
    expect(found.json<{ entry: { resource: Json }[] }>().entry[0]!.resource).toMatchObject({
      id: one.id,
      meta: { versionId: '1' },
    });
    const changes = await database.db.query(
      `select 1 from events.outbox where name = 'record.resource-changed' and payload::text like '%' || $1 || '%'`,
      [one.id],
    );
    expect(changes).toHaveLength(1);
  });

  it('changes nothing when the same comes again, and writes a version where it differs', async () => {
    const again = await partner.manifest(await partner.import(lines));
    expect([total(again.output, 'unchanged'), total(again.output, 'created'), total(again.output, 'updated')]).toEqual([
      lines.length,
      0,
      0,
    ]);
    expect(await database.db.query('select 1 from record.history')).toEqual([]);
    const patient = lines.find((line) => line.resourceType === 'Patient')!;
    const condition = lines.find((line) => line.resourceType === 'Condition')!;
    const changed = [
      { ...condition, note: [{ text: 'second' }] },
      { ...patient, gender: 'other' },
      { ...condition, note: [{ text: 'third' }] },
    ];
    const manifest = await partner.manifest(await partner.import(changed));
    expect(total(manifest.output, 'updated')).toBe(3);
    const read = (await partner.ask('GET', `/fhir/Condition/${condition.id}`)).json<Json & { note: object[] }>();
    expect([read.meta!.versionId, read.note]).toEqual(['3', [{ text: 'third' }]]);
    const history = await partner.ask('GET', `/fhir/Condition/${condition.id}/_history`);
    expect(history.json<{ total: number }>().total).toBe(3);
    const [person] = await test.registry.persons(database.db, [patient.id]);
    expect(person!.sex).toBe('other');
  }, 120_000);

  it('refuses bad lines one by one', async () => {
    const subject = { reference: `Patient/${people[0]}` };
    const good = { resourceType: 'Condition', id: 'good', subject };
    const manifest = await partner.manifest(
      await partner.import([
        good,
        '{"resourceType":"Condition",',
        '',
        '[1]',
        { resourceType: 'Condition', subject },
        { resourceType: 'Condition', id: 'no-subject' },
        { resourceType: 'Observation', id: 'bad-code', status: 'done', code: { text: 'x' }, subject },
        { resourceType: 'Condition', id: 'nobody', subject: { reference: 'Patient/nobody' } },
        { resourceType: 'Condition', id: 'abroad', subject: { reference: `Patient/${people[4]}` } },
        { resourceType: 'Condition', id: 'good', subject: { reference: `Patient/${people[1]}` } },
        { resourceType: 'Patient', id: 'bad patient' },
        { resourceType: 'Condition', id: 'by-search', subject: { reference: 'Patient?name=x' } },
        { resourceType: 'Nothing', id: 'x' },
      ]),
    );
    expect(manifest.output.find((one) => one.type === 'Condition')).toMatchObject({ created: 1, updated: 0 });
    const outcomes = (await partner.lines(manifest.error)) as unknown as {
      issue: { code: string; diagnostics: string }[];
    }[];
    expect(outcomes.map(({ issue: [first] }) => `${/line (\d+)/.exec(first!.diagnostics)![1]} ${first!.code}`)).toEqual(
      [
        '2 structure',
        '4 structure',
        '5 required',
        '6 required',
        '7 code-invalid',
        '8 not-found',
        '9 forbidden',
        '10 business-rule',
        '11 value',
        '12 not-supported',
        '13 structure',
      ],
    );
    expect(outcomes[4]!.issue[0]!.diagnostics).toContain('Observation/bad-code, input 1, line 7');
    expect(manifest.error[0]!.count).toBe(11);
    expect((await partner.ask('GET', '/fhir/Condition/good')).statusCode).toBe(200);
    expect((await partner.ask('GET', '/fhir/Condition/abroad')).statusCode).toBe(404);
  }, 120_000);

  it('takes neither an empty body nor strangers', async () => {
    const headers = { 'content-type': 'application/fhir+ndjson' };
    expect((await partner.ask('POST', '/fhir/$import', '', headers)).statusCode).toBe(400);
    const bureau = await BulkClient.open(test, 'bureau', 'bureau', units.county);
    expect((await bureau.ask('POST', '/fhir/$import', '{}', headers)).statusCode).toBe(403);
    expect((await partner.ask('POST', '/fhir/$import', '{}', { 'content-type': 'text/plain' })).statusCode).toBe(415);
  });

  it('fetches only from where the county allows', async () => {
    const source = createServer((request, reply) => {
      if (request.url === '/away/x.ndjson') return reply.writeHead(302, { location: '/files/x.ndjson' }).end();
      return reply.end(`${JSON.stringify({ resourceType: 'Organization', id: 'fetched', name: 'x' })}\n`);
    });
    await new Promise<void>((open) => source.listen(0, '127.0.0.1', open));
    const address = `http://127.0.0.1:${(source.address() as AddressInfo).port}`;
    const order = (url: string) =>
      partner.ask(
        'POST',
        '/fhir/$import',
        JSON.stringify({
          resourceType: 'Parameters',
          parameter: [
            { name: 'inputFormat', valueCode: 'application/fhir+ndjson' },
            {
              name: 'input',
              part: [
                { name: 'type', valueCode: 'Organization' },
                { name: 'url', valueUrl: url },
              ],
            },
          ],
        }),
      );
    expect((await order(`${address}/files/x.ndjson`)).statusCode).toBe(403);
    await test.kernel.settings.set(database.db, {
      key: sourcesKey,
      orgUnitId: units.county,
      value: [`${address}/files/`, `${address}/away/`],
      from: new Date('2026-01-01'),
    });
    for (const foreign of [
      `${address}/other/x`,
      `${address}/files/../other/x`,
      `http://x@127.0.0.1/files/`,
      'file:///etc/passwd',
    ])
      expect([foreign, (await order(foreign)).statusCode]).toEqual([foreign, 403]);
    const fetched = await order(`${address}/files/x.ndjson`);
    const manifest = await partner.manifest(String(fetched.headers['content-location']));
    expect(manifest.output).toEqual([{ type: 'Organization', created: 1, updated: 0, unchanged: 0, refused: 0 }]);
    const redirected = String((await order(`${address}/away/x.ndjson`)).headers['content-location']);
    await expect.poll(async () => (await partner.ask('GET', redirected)).statusCode).toBe(500);
    source.close();
  });
});
