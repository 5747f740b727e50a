// Provenance: stored and searched as any resource, and written by X-Provenance with the version that it is about, or not at all.
import { linkPending } from '#platform/kernel/audit/chain.ts';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, people, units } from '../test-record.ts';
import type { Client, TestRecord } from '../test-record.ts';

const observation = (more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'pulse' },
  subject: { reference: `Patient/${people[0]}` },
  ...more,
});
const provenance = (more: object = {}) => ({
  resourceType: 'Provenance',
  recorded: '2026-11-20T08:00:00+08:00',
  agent: [{ who: { reference: `Organization/${units.hospital}` } }],
  ...more,
});

describeOnEachEngine('provenance', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let client: Client;
  const sending = (value: unknown) => ({ 'x-provenance': typeof value === 'string' ? value : JSON.stringify(value) });
  const targets = async (query: string): Promise<string[]> => {
    const { status, json } = await client('GET', `/Provenance?${query}`);
    expect([query, status]).toEqual([query, 200]);
    const entries = (json.entry ?? []) as { resource: { target: { reference: string }[] } }[];
    return entries.map(({ resource }) => resource.target[0]!.reference).toSorted();
  };

  beforeAll(async () => {
    test = await openRecord(database.db);
    client = clientOf(test, actor('integrator', units.county));
  });

  it('is written with the version of a create, an update and a patch', async () => {
    const reason = [{ text: Buffer.from('补录').toString('latin1') }];
    const created = await client('POST', '/Observation', observation(), sending(provenance({ reason })));
    expect(created.status).toBe(201);
    const id = created.json.id as string;
    expect((await client('PUT', `/Observation/${id}`, observation({ id }), sending(provenance()))).status).toBe(200);
    const patch = JSON.stringify([{ op: 'replace', path: '/status', value: 'amended' }]);
    const headers = { 'content-type': 'application/json-patch+json', ...sending(provenance()) };
    expect((await client('PATCH', `/Observation/${id}`, patch, headers)).status).toBe(200);
    const versions = [1, 2, 3].map((version) => `Observation/${id}/_history/${version}`);
    expect(await targets(`target=Observation/${id}`)).toEqual(versions);
    expect(await targets(`patient=Patient/${people[0]}`)).toEqual(versions);
    expect(await targets(`patient=Patient/${people[1]}`)).toEqual([]);
    expect(await targets(`agent=Organization/${units.hospital}&recorded=2026-11-20`)).toEqual(versions);
    expect(await targets('recorded=gt2026-11-21')).toEqual([]);
    const { json } = await client('GET', `/Provenance?target=Observation/${id}`);
    const texts = (json.entry as { resource: { reason?: { text: string }[] } }[]).map(
      ({ resource }) => resource.reason?.[0]?.text,
    );
    expect(texts).toContain('补录');
    // Only those who reach the person reach it.
    expect(
      (await clientOf(test, actor('gp', units.otherCentre))('GET', `/Provenance?target=Observation/${id}`)).json
        .entry ?? [],
    ).toEqual([]);
    const own = (json.entry as { resource: { id: string } }[])[0]!.resource;
    expect((await client('PUT', `/Provenance/${own.id}`, own)).status).toBe(200);
    await linkPending(database.db, 'main', test.clock);
    const [audited] = await database.db.query<{ body: string }>(
      `select body from audit.event where action = 'create' order by at, id limit 1`,
    );
    expect(JSON.parse(audited!.body)).toMatchObject({ object: `Observation/${id}`, version: 1 });
  });

  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['another resource', observation()],
    ['one with a target', provenance({ target: [{ reference: 'Observation/1' }] })],
    ['one without an agent', provenance({ agent: undefined })],
    ['a wrong instant', provenance({ recorded: 'yesterday' })],
  ])('refuses %s, and writes nothing', async (_what, value) => {
    const before = (await client('GET', '/Observation?_summary=count')).json.total as number;
    expect((await client('POST', '/Observation', observation(), sending(value))).status).toBe(400);
    expect((await client('GET', '/Observation?_summary=count')).json.total).toBe(before);
  });

  it('stands and falls with the write, and is not made for a match', async () => {
    const count = async () => (await client('GET', '/Provenance?_summary=count')).json.total as number;
    const before = await count();
    const missing = observation({ subject: { reference: 'Patient/nobody' } });
    expect((await client('POST', '/Observation', missing, sending(provenance()))).status).toBe(422);
    const coded = observation({ identifier: [{ system: 'urn:x', value: '1' }] });
    const condition = { 'if-none-exist': 'identifier=urn:x|1', ...sending(provenance()) };
    expect((await client('POST', '/Observation', coded, condition)).status).toBe(201);
    expect((await client('POST', '/Observation', coded, condition)).status).toBe(200);
    expect(await count()).toBe(before + 1);
  });
});
