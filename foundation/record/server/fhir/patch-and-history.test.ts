// PATCH and the history of a type against real databases: versions, races, bundles, policy, paging without gap or double.
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, people, testBase, units } from '../test-record.ts';
import type { Client, TestRecord } from '../test-record.ts';
import { codes, identified, observation } from './test-observation.ts';

const jsonPatch = { 'content-type': 'application/json-patch+json' };
const amend = [
  { op: 'test', path: '/status', value: 'final' },
  { op: 'replace', path: '/status', value: 'amended' },
];
const psychiatric = {
  meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }] },
};

describeOnEachEngine('FHIR patch and type history', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let client: Client;
  let gp: Client;
  let farGp: Client;
  let nurse: Client;

  beforeAll(async () => {
    test = await openRecord(database.db);
    client = clientOf(test, actor('integrator', units.county));
    gp = clientOf(test, actor('gp', units.centre));
    nurse = clientOf(test, actor('nurse', units.centre));
    farGp = clientOf(test, actor('gp', units.otherCentre));
  });
  const make = async (resource: object = observation(70)) =>
    (await client('POST', '/Observation', resource)).json.id as string;

  describe('PATCH', () => {
    it('changes what is stored now, with a new version', async () => {
      const id = await make();
      const changed = await client('PATCH', `/Observation/${id}`, amend, { ...jsonPatch, 'if-match': 'W/"1"' });
      expect([changed.status, changed.json.status, changed.headers.etag]).toEqual([200, 'amended', 'W/"2"']);
      const again = await client('PATCH', `/Observation/${id}`, amend, jsonPatch);
      expect([again.status, codes(again.json)]).toEqual([422, ['processing']]);
      expect(again.json.issue[0].diagnostics).toContain('Step 1');
      const stale = await client('PATCH', `/Observation/${id}`, amend, { ...jsonPatch, 'if-match': 'W/"1"' });
      expect(stale.status).toBe(412);
      expect((await client('GET', `/Observation/${id}/_history/1`)).json.status).toBe('final');
    });

    it('refuses what is no patch, what makes no valid resource, and what is not there', async () => {
      const id = await make();
      const patch = (body: unknown, headers = jsonPatch) => client('PATCH', `/Observation/${id}`, body, headers);
      expect((await patch({ op: 'add' })).status).toBe(400);
      expect((await patch([{ op: 'replace', path: '/status', value: 'x' }])).status).toBe(422);
      expect((await patch([{ op: 'replace', path: '/id', value: 'x' }])).status).toBe(422);
      expect((await patch('[')).status).toBe(400);
      expect((await patch(amend, { 'content-type': 'application/fhir+json' })).status).toBe(415);
      expect((await client('PATCH', '/Observation/nothing-here', amend, jsonPatch)).status).toBe(404);
      expect((await client('GET', `/Observation/${id}`)).headers.etag).toBe('W/"1"');
      await client('DELETE', `/Observation/${id}`);
      expect((await patch(amend)).status).toBe(410);
    });

    it('finds its resource by criteria', async () => {
      await make(observation(70, identified('patched-1')));
      const once = await client('PATCH', '/Observation?identifier=urn:test|patched-1', amend, jsonPatch);
      expect([once.status, once.json.status]).toEqual([200, 'amended']);
      expect((await client('PATCH', '/Observation?identifier=urn:test|nobody', amend, jsonPatch)).status).toBe(404);
      await make(observation(70, identified('patched-2')));
      await make(observation(70, identified('patched-2')));
      expect((await client('PATCH', '/Observation?identifier=urn:test|patched-2', amend, jsonPatch)).status).toBe(412);
    });

    it('loses no change of two at once', async () => {
      const id = await make(observation(70, { note: [{ text: 'first' }] }));
      const add = (text: string) =>
        client('PATCH', `/Observation/${id}`, [{ op: 'add', path: '/note/-', value: { text } }], jsonPatch);
      const answers = await Promise.all(['a', 'b', 'c', 'd'].map(add));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
      const { note } = (await client('GET', `/Observation/${id}`)).json;
      expect(note.map((one: { text: string }) => one.text).toSorted()).toEqual(['a', 'b', 'c', 'd', 'first']);
    });

    it('travels in a bundle as a Binary', async () => {
      const id = await make();
      const entry = (patch: unknown) => ({
        request: { method: 'PATCH', url: `Observation/${id}` },
        resource: {
          resourceType: 'Binary',
          contentType: 'application/json-patch+json',
          data: Buffer.from(JSON.stringify(patch)).toString('base64'),
        },
      });
      const bundle = (...entries: object[]) =>
        client('POST', '/', { resourceType: 'Bundle', type: 'transaction', entry: entries });
      const done = await bundle(entry(amend));
      expect([done.status, done.json.entry[0].response.status]).toEqual([200, '200 OK']);
      const refused = await bundle(
        { request: { method: 'POST', url: 'Observation' }, resource: observation(1) },
        entry(amend),
      );
      expect([refused.status, refused.json.issue[0].expression]).toEqual([422, ['Bundle.entry[1]']]);
    });

    it('tells those out of reach nothing, and keeps numbers sealed', async () => {
      const id = await make();
      const secret = await make(observation(70, psychiatric));
      const wrong = [{ op: 'test', path: '/status', value: 'x' }];
      expect((await farGp('PATCH', `/Observation/${id}`, wrong, jsonPatch)).status).toBe(403);
      expect((await nurse('PATCH', `/Observation/${secret}`, wrong, jsonPatch)).status).toBe(403);
      expect((await gp('PATCH', `/Observation/${secret}`, amend, jsonPatch)).status).toBe(200);
      const add = [{ op: 'replace', path: '/telecom', value: [{ system: 'phone', value: '15400000009' }] }];
      const patient = await client('PATCH', `/Patient/${people[1]}`, add, jsonPatch);
      expect([patient.status, patient.json.telecom[0].value]).toEqual([200, '15400000009']);
      const rows = await database.db.query<{ content: string }>('select content from record.patient where id = $1', [
        people[1],
      ]);
      expect(rows[0]!.content).not.toContain('15400000009');
      expect(rows[0]!.content).toContain('sealed:phone:');
    });
  });

  describe('history of a type', () => {
    const walk = async (who: Client, first: string): Promise<string[]> => {
      const seen: string[] = [];
      for (let address: string | undefined = first; address;) {
        const { status, json } = await who('GET', address);
        expect(status).toBe(200);
        for (const { fullUrl, request, response } of json.entry ?? [])
          seen.push(`${fullUrl.slice(testBase.length + 1)} ${response.etag} ${request.method}`);
        address = json.link.find((link: { relation: string }) => link.relation === 'next')?.url;
      }
      return seen;
    };

    it('names each version once, newest first, page by page', async () => {
      const since = test.clock.now();
      test.clock.advanceSeconds(1);
      const kept = await make();
      await client('PATCH', `/Observation/${kept}`, amend, jsonPatch);
      const gone = await make();
      test.clock.advanceSeconds(1);
      await client('DELETE', `/Observation/${gone}`);
      const from = `_since=${encodeURIComponent(since.toISOString())}`;
      const whole = await walk(client, `/Observation/_history?${from}`);
      expect(whole.filter((line) => line.includes(kept) || line.includes(gone)).toSorted()).toEqual(
        [
          `Observation/${gone} W/"2" DELETE`,
          `Observation/${gone} W/"1" POST`,
          `Observation/${kept} W/"2" PUT`,
          `Observation/${kept} W/"1" POST`,
        ].toSorted(),
      );
      expect(whole[0]).toBe(`Observation/${gone} W/"2" DELETE`);
      expect(await walk(client, `/Observation/_history?${from}&_count=1`)).toEqual(whole);
      const all = await walk(client, '/Observation/_history?_count=7');
      expect(all).toEqual(await walk(client, '/Observation/_history'));
      expect(new Set(all).size).toBe(all.length);
    });

    it('shows each reader what policy allows, deletions and old versions included', async () => {
      const id = await make(observation(70, psychiatric));
      await client('DELETE', `/Observation/${id}`);
      const seen = async (who: Client) =>
        (await walk(who, '/Observation/_history')).filter((line) => line.includes(id));
      expect(await seen(gp)).toHaveLength(2);
      expect(await seen(nurse)).toEqual([]);
      expect(await seen(farGp)).toEqual([]);
      expect(await walk(farGp, '/Observation/_history')).toEqual([]);
    });

    it('covers what belongs to nobody', async () => {
      const made = await clientOf(test, actor('integrator', units.province))('POST', '/Organization', {
        resourceType: 'Organization',
        name: '外院',
      });
      expect(await walk(client, '/Organization/_history')).toContain(`Organization/${made.json.id} W/"1" POST`);
    });

    it('refuses what it does not know', async () => {
      expect((await client('GET', '/Observation/_history?_sort=date')).status).toBe(400);
      expect((await client('GET', '/Observation/_history?_since=yesterday')).status).toBe(400);
      expect((await client('GET', '/Observation/_history?_cursor=x')).status).toBe(400);
      expect((await client('GET', '/Observation/x/_history?_cursor=x')).status).toBe(400);
    });
  });
});
