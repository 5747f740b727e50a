// Who sees and writes what over FHIR and on our own screens: relation, view, labels, counts, includes, bundles, audit.
import { linkPending } from '#platform/kernel/audit/chain.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, people, units } from './test-record.ts';
import type { Client, TestRecord } from './test-record.ts';

const observation = (personId: string, more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'pulse', coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: `Patient/${personId}`, display: '王小明' },
  note: [{ text: 'said something private' }],
  ...more,
});
const psychiatric = {
  meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }] },
};

describeOnEachEngine('record policy', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let integrator: Client;
  let gp: Client;
  let farGp: Client;
  let nurse: Client;
  let bureau: Client;
  let resident: Client;
  let own: string;
  let secret: string;
  let far: string;

  beforeAll(async () => {
    test = await openRecord(database.db);
    integrator = clientOf(test, actor('integrator', units.province));
    gp = clientOf(test, actor('gp', units.centre));
    nurse = clientOf(test, actor('nurse', units.centre));
    farGp = clientOf(test, actor('gp', units.otherCentre));
    bureau = clientOf(test, actor('bureau', units.county));
    resident = clientOf(test, actor('resident', units.county, people[0]));
    const make = async (resource: object) => (await integrator('POST', '/Observation', resource)).json.id as string;
    own = await make(observation(people[0]));
    secret = await make(observation(people[0], psychiatric));
    far = await make(observation(people[4]));
  });

  const ids = async (client: Client, query: string): Promise<string[]> => {
    const { json } = await client('GET', `/Observation?${query}`);
    return (json.entry ?? []).map((entry: { resource: { id: string } }) => entry.resource.id).toSorted();
  };

  it('shows each role its own people, in lists, totals and single reads alike', async () => {
    const seen = [
      ['gp', gp, [own, secret]],
      ['far gp', farGp, [far]],
      ['nurse', nurse, [own]],
      ['resident', resident, [own, secret]],
      ['integrator', integrator, [own, secret, far]],
    ] as const;
    for (const [name, client, expected] of seen) {
      expect([name, await ids(client, 'code=8867-4')]).toEqual([name, [...expected].toSorted()]);
      expect([name, (await client('GET', '/Observation?code=8867-4&_summary=count')).json.total]).toEqual([
        name,
        expected.length,
      ]);
      for (const id of [own, secret, far]) {
        const status = (expected as readonly string[]).includes(id) ? 200 : 403;
        expect([name, (await client('GET', `/Observation/${id}`)).status]).toEqual([name, status]);
        expect([name, (await client('GET', `/Observation/${id}/_history`)).status]).toEqual([name, status]);
      }
    }
  });

  it('includes only what may be seen', async () => {
    const { json } = await nurse('GET', `/Patient?_id=${people[0]}&_revinclude=Observation:subject`);
    const found = json.entry.map((entry: { resource: { id: string } }) => entry.resource.id);
    expect(found).toContain(own);
    expect(found).not.toContain(secret);
    expect((await farGp('GET', `/Patient/${people[0]}/$everything`)).status).toBe(403);
    expect((await farGp('GET', `/Patient?identifier=|&_summary=count`)).json.total ?? 0).toBe(0);
  });

  it('checks every entry of a bundle', async () => {
    const entry = (personId: string) => ({
      request: { method: 'POST', url: 'Observation' },
      resource: observation(personId),
    });
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry: [entry(people[0]), entry(people[4])] };
    const total = async () => (await integrator('GET', '/Observation?_summary=count')).json.total as number;
    const before = await total();
    const answer = await gp('POST', '/', bundle);
    expect([answer.status, answer.json.issue[0].expression]).toEqual([403, ['Bundle.entry[1]']]);
    expect(await total()).toBe(before);
    const read = await gp('POST', '/', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [{ request: { method: 'GET', url: `Observation/${far}` } }],
    });
    expect(read.json.entry[0].response.status).toBe('403');
  });

  it('lets nobody write whose role does not', async () => {
    expect((await resident('POST', '/Observation', observation(people[0]))).status).toBe(403);
    expect((await bureau('POST', '/Observation', observation(people[0]))).status).toBe(403);
    expect((await gp('POST', '/Organization', { resourceType: 'Organization', name: 'x' })).status).toBe(403);
    expect((await nurse('DELETE', `/Observation/${secret}`)).status).toBe(403);
  });

  it('masks names, numbers, phones and free texts where the view says so', async () => {
    const { json } = await bureau('GET', `/Patient/${people[0]}`);
    const clear = (await gp('GET', `/Patient/${people[0]}`)).json;
    expect(clear.name[0].text).toBe('王小明');
    expect(json.name[0].text).toBe('王*明');
    expect(json.identifier[0].value).toMatch(/^330\*{11}\w{4}$/);
    expect(json.telecom[0].value).toMatch(/^139\*{4}\d{4}$/);
    expect(JSON.stringify(json)).not.toContain(clear.identifier[0].value);
    const seen = (await bureau('GET', `/Observation/${own}`)).json;
    expect([seen.subject.display, seen.note]).toEqual(['王*明', undefined]);
  });

  it('writes an audit row with the persons for every call, refusals included', async () => {
    const rows = async () => {
      await linkPending(database.db, 'main', test.clock);
      const found = await database.db.query<{ body: string | object }>('select body from audit.event order by at, id');
      return found.map(
        ({ body }) => (typeof body === 'string' ? JSON.parse(body) : body) as { outcome: string; persons: string[] },
      );
    };
    const before = (await rows()).length;
    await gp('GET', `/Observation/${own}`);
    await farGp('GET', `/Observation/${own}`);
    await gp('GET', '/Observation?code=8867-4');
    await gp('POST', '/Observation', observation(people[0]));
    const added = (await rows()).slice(before);
    expect(added.map(({ outcome, persons }) => [outcome, persons])).toEqual([
      ['success', [people[0]]],
      ['refused', [people[0]]],
      ['success', [people[0]]],
      ['success', [people[0]]],
    ]);
  });

  describe('own screens', () => {
    const visitId = '01980000-0000-7000-8000-77770000aaaa';
    const call = async (who: ReturnType<typeof actor>, method: string, path: string, body?: unknown) => {
      const found = test.record.context.endpoints!.find((one) => one.method === method && one.path.endsWith(path));
      if (found?.kind !== 'typed') throw new Error(path);
      const query = path === 'measurements' && method === 'GET' ? { code: '85354-9' } : {};
      const asked = { params: { personId: people[0] }, query, body, actor: who, now: test.clock.now() };
      return found.handle(asked as unknown as Parameters<typeof found.handle>[0]);
    };
    const doctor = actor('village-doctor', units.centre);
    const visit = {
      visitId,
      startedAt: '2026-11-21T09:00:00+08:00',
      kind: 'clinic',
      reason: '头晕三天',
      note: '测血压偏高，嘱低盐',
      diagnosis: { title: '高血压', code: 'I10' },
      vitals: [
        { kind: 'systolic', value: 158 },
        { kind: 'diastolic', value: 84 },
        { kind: 'heart-rate', value: 76 },
      ],
    };

    it('write a visit once and show it', async () => {
      const first = await call(doctor, 'POST', 'visits', visit);
      const again = await call(doctor, 'POST', 'visits', visit);
      expect(first).toMatchObject({
        ok: true,
        value: { repeated: false, notable: [{ kind: 'systolic', value: 158, interpretation: 'high' }] },
      });
      expect(again).toMatchObject({ ok: true, value: { repeated: true } });
      const timeline = (await call(doctor, 'GET', 'timeline')) as {
        ok: true;
        value: { items: { kind: string; title: string; detail?: string; visitId?: string }[] };
      };
      const lines = timeline.value.items
        .filter((item) => item.visitId === visitId)
        .map((item) => [item.kind, item.title, item.detail]);
      expect(lines).toEqual(
        expect.arrayContaining([
          ['visit', '头晕三天', undefined],
          ['measurement', '血压', '158/84 mm[Hg]'],
          ['measurement', '心率', '76 /min'],
          ['document', '就诊记录', undefined],
        ]),
      );
      expect(timeline.value.items.some((item) => item.kind === 'condition' && item.title === '高血压')).toBe(true);
      expect(await call(doctor, 'GET', 'banner')).toMatchObject({
        ok: true,
        value: { conditions: [{ code: 'I10', title: '高血压' }], lastVisitAt: '2026-11-21T01:00:00.000Z' },
      });
      expect(await call(doctor, 'GET', 'measurements')).toMatchObject({
        ok: true,
        value: {
          series: [
            { code: '8480-6', kind: 'systolic', high: 139, points: [{ value: 158, interpretation: 'high' }] },
            { code: '8462-4' },
          ],
        },
      });
      expect((await gp('GET', `/Encounter/${visitId}`)).json.reasonCode[0].text).toBe('头晕三天');
      const written = (await gp('GET', `/Observation?encounter=${visitId}`)).json.entry.map(
        (entry: { resource: object }) => entry.resource,
      );
      for (const resource of written)
        expect((await gp('POST', '/Observation/$validate', resource)).json.issue[0].code).toBe('informational');
    });

    it('take readings of a device and refuse impossible ones', async () => {
      const reading = {
        measurementId: '01980000-0000-7000-8000-77770000bbbb',
        takenAt: '2026-11-22T07:00:00+08:00',
        source: 'home',
        vitals: [{ kind: 'glucose', value: 6.2 }],
      };
      const self = actor('resident', units.county, people[0]);
      expect(await call(self, 'POST', 'measurements', reading)).toMatchObject({
        ok: true,
        value: { repeated: false, notable: [] },
      });
      const twice = await Promise.all(
        [1, 2, 3].map((n) =>
          call(self, 'POST', 'measurements', {
            ...reading,
            measurementId: `01980000-0000-7000-8000-77770000cc0${n % 2}`,
          }),
        ),
      );
      expect(twice.every((one) => one.ok)).toBe(true);
      const wrong = await call(self, 'POST', 'measurements', {
        ...reading,
        measurementId: visitId,
        vitals: [{ kind: 'glucose', value: 620 }],
      });
      expect(wrong).toMatchObject({
        ok: false,
        problem: { kind: 'rule-broken', issues: [{ path: 'vitals.0.value' }] },
      });
    });
  });
});
