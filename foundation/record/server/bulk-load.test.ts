// The fast path writes what the ordinary path would, and leaves every index standing.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, units } from './test-record.ts';
import type { Client, TestRecord } from './test-record.ts';

const personId = '01980000-0000-7000-8000-55550000000a';
const at = (minute: number) => `2026-11-20T08:${String(minute).padStart(2, '0')}:00+08:00`;
const patient = {
  resourceType: 'Patient',
  id: personId,
  name: [{ text: '潘\t"秋"菊\\' }],
  identifier: [{ system: 'urn:oid:2.16.156.10011.1.3', value: '33011219600101002X' }],
};
const observation = (number: number) => ({
  resourceType: 'Observation',
  id: `bulk-${number}`,
  status: 'final',
  code: {
    coding: [
      { system: 'http://loinc.org', code: '85354-9' },
      { system: 'urn:own', code: 'bp' },
    ],
  },
  subject: { reference: `Patient/${personId}` },
  effectiveDateTime: at(number % 60),
  component: [
    {
      code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] },
      valueQuantity: { value: 100 + number, code: 'mm[Hg]' },
    },
  ],
  note: [{ text: 'line\nbreak\ttab \\ "quote"' }],
});

describeOnEachEngine('bulk load', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let client: Client;
  const resources = [patient, ...Array.from({ length: 40 }, (_, number) => observation(number))];

  beforeAll(async () => {
    test = await openRecord(database.db);
    await test.kernel.db.tx((q) =>
      test.kernel.access.relate(q, [
        { personId, party: units.centre, kind: 'institution', from: new Date(0), source: 'test' },
      ]),
    );
    client = clientOf(test, actor('gp', units.centre));
  });

  const indexes = () =>
    database.db.query(`select indexname from pg_indexes where schemaname = 'record' order by indexname`);

  it('gives resources that are read, found and changed like others', async () => {
    const before = await indexes();
    expect(await test.record.bulkLoad(resources)).toBe(41);
    expect(await indexes()).toEqual(before);
    const read = (await client('GET', '/Observation/bulk-7')).json;
    expect(read).toEqual({ ...observation(7), meta: { versionId: '1', lastUpdated: test.clock.now().toISOString() } });
    const total = async (query: string) => (await client('GET', `/${query}`)).json.total as number;
    expect(await total(`Observation?patient=${personId}&_summary=count`)).toBe(40);
    expect(await total('Observation?code=urn:own|bp&_summary=count')).toBe(40);
    expect(await total('Observation?component-code-value-quantity=8480-6$ge130&_summary=count')).toBe(10);
    expect(await total('Patient?identifier=33011219600101002X')).toBe(1);
    expect(await total('Patient?name=pan')).toBe(1);
    expect((await client('PUT', '/Observation/bulk-7', { ...read, status: 'amended' })).json.meta.versionId).toBe('2');
    expect(
      await database.db.query(`select 1 from record.patient where position('33011219600101002X' in content) > 0`),
    ).toEqual([]);
  });

  it('refuses patients without a UUID', async () => {
    await expect(test.record.bulkLoad([{ ...patient, id: 'short' }])).rejects.toThrow('no UUID');
  });
});
