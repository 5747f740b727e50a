// Batches and transactions against real databases: placeholders, all or nothing, doubles, versions.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, testBase, units } from '../test-record.ts';
import type { Client, TestRecord } from '../test-record.ts';

import { codes, observation, put } from './test-observation.ts';

describeOnEachEngine('FHIR bundles', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let client: Client;
  let run = 0;

  beforeAll(async () => {
    test = await openRecord(database.db);
    client = clientOf(test, actor('integrator', units.county));
  });
  beforeEach(() => void run++);

  describe('bundles', () => {
    const bundle = (type: string, entry: object[]) => ({ resourceType: 'Bundle', type, entry });

    it('resolve placeholders, also of entries that come later', async () => {
      const { status, json } = await client(
        'POST',
        '/',
        bundle('transaction', [
          {
            request: { method: 'POST', url: 'Observation' },
            resource: observation(70, {
              encounter: { reference: 'urn:uuid:00000000-0000-4000-8000-00000000000e' },
              subject: { reference: 'urn:uuid:00000000-0000-4000-8000-00000000000a' },
            }),
          },
          {
            fullUrl: 'urn:uuid:00000000-0000-4000-8000-00000000000e',
            request: { method: 'POST', url: 'Encounter' },
            resource: {
              resourceType: 'Encounter',
              status: 'finished',
              class: { code: 'AMB' },
              subject: { reference: 'urn:uuid:00000000-0000-4000-8000-00000000000a' },
            },
          },
          {
            fullUrl: 'urn:uuid:00000000-0000-4000-8000-00000000000a',
            request: { method: 'POST', url: 'Patient' },
            resource: { resourceType: 'Patient', name: [{ text: '陈远方' }], gender: 'female' },
          },
          { request: { method: 'GET', url: 'Patient?name=nobody-here' } },
        ]),
      );
      expect(status).toBe(200);
      const [first, second, third, fourth] = json.entry.map((entry: { response: { location?: string } }) =>
        entry.response.location?.slice(testBase.length),
      );
      const stored = (await client('GET', first)).json;
      expect([stored.encounter.reference, stored.subject.reference]).toEqual([
        second.split('/_')[0].slice(1),
        third.split('/_')[0].slice(1),
      ]);
      expect(fourth).toBeUndefined();
      const personId = third.split('/')[2];
      expect((await test.registry.persons(database.db, [personId]))[0]).toMatchObject({
        name: '陈远方',
        sex: 'female',
        institutionId: units.county,
      });
      expect((await client('GET', '/Patient?name=cyf')).json.entry[0].resource.id).toBe(personId);
    });

    it('do nothing at all where one entry of a transaction fails', async () => {
      const broken = [
        put(`whole-${run}`, observation(70)),
        put(`broken-${run}`, observation(70, { subject: { reference: 'Patient/nobody' } })),
      ];
      const refused = await client('POST', '/', bundle('transaction', broken));
      expect([refused.status, refused.json.issue[0].expression]).toEqual([422, ['Bundle.entry[1]']]);
      expect((await client('GET', `/Observation/whole-${run}`)).status).toBe(404);
      const invalid = await client(
        'POST',
        '/',
        bundle('transaction', [put(`whole-${run}`, { ...observation(1), status: 'x' })]),
      );
      expect([invalid.status, invalid.json.issue[0].expression]).toEqual([400, ['Bundle.entry[0].resource.status']]);
    });

    it('let each entry of a batch stand for itself', async () => {
      const { status, json } = await client(
        'POST',
        '/',
        bundle('batch', [
          put(`batch-${run}`, observation(70)),
          put(`batch-b-${run}`, observation(70, { subject: { reference: 'Patient/nobody' } })),
          put(`batch-c-${run}`, { ...observation(1), status: 'x' }),
          { request: { method: 'GET', url: `Observation/batch-${run}` } },
          { request: { method: 'DELETE', url: 'Observation/never-there' } },
        ]),
      );
      expect(status).toBe(200);
      expect(json.entry.map((entry: { response: { status: string } }) => entry.response.status)).toEqual([
        '201 Created',
        '422',
        '400',
        '200',
        '204 No Content',
      ]);
      expect(json.entry[3].resource.id).toBe(`batch-${run}`);
    });

    it('refuse the same resource or fullUrl twice', async () => {
      const twice = await client(
        'POST',
        '/',
        bundle('transaction', [put(`twice-${run}`, observation(1)), put(`twice-${run}`, observation(2))]),
      );
      expect([twice.status, codes(twice.json)]).toEqual([400, ['duplicate']]);
    });

    it('mix updates with If-Match and deletes', async () => {
      await client(
        'POST',
        '/',
        bundle('transaction', [put(`mix-a-${run}`, observation(1)), put(`mix-b-${run}`, observation(2))]),
      );
      const entry = {
        ...put(`mix-a-${run}`, observation(3)),
        request: { method: 'PUT', url: `Observation/mix-a-${run}`, ifMatch: 'W/"1"' },
      };
      const removal = { request: { method: 'DELETE', url: `Observation/mix-b-${run}` } };
      expect((await client('POST', '/', bundle('transaction', [entry, removal]))).status).toBe(200);
      expect((await client('POST', '/', bundle('transaction', [entry, removal]))).status).toBe(412);
      expect((await client('GET', `/Observation/mix-b-${run}`)).status).toBe(410);
    });
  });
});
