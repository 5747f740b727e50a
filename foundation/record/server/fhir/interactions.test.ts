// The REST interactions of R4 against real databases: versions, conditions, bundles, paging, formats, races.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, people, testBase, units } from '../test-record.ts';
import type { Client, TestRecord } from '../test-record.ts';
import { codes, identified, observation, patient } from './test-observation.ts';

describeOnEachEngine('FHIR interactions', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let client: Client;
  let run = 0;

  beforeAll(async () => {
    test = await openRecord(database.db);
    client = clientOf(test, actor('integrator', units.county));
  });
  beforeEach(() => void run++);

  describe('one resource', () => {
    it('is created, read, changed, listed by version and deleted', async () => {
      const created = await client('POST', '/Observation', observation(70));
      expect(created.status).toBe(201);
      const { id } = created.json;
      expect(created.headers.location).toBe(`${testBase}/Observation/${id}/_history/1`);
      expect(created.headers.etag).toBe('W/"1"');
      const read = await client('GET', `/Observation/${id}`);
      expect([read.status, read.json, read.headers.etag]).toEqual([200, created.json, 'W/"1"']);
      expect((await client('GET', `/Observation/${id}`, undefined, { 'if-none-match': 'W/"1"' })).status).toBe(304);
      const changed = await client(
        'PUT',
        `/Observation/${id}`,
        { ...created.json, status: 'amended' },
        { 'if-match': 'W/"1"' },
      );
      expect([changed.status, changed.json.meta.versionId]).toEqual([200, '2']);
      const stale = await client('PUT', `/Observation/${id}`, created.json, { 'if-match': 'W/"1"' });
      expect([stale.status, codes(stale.json)]).toEqual([412, ['conflict']]);
      expect((await client('GET', `/Observation/${id}/_history/1`)).json.status).toBe('final');
      expect((await client('DELETE', `/Observation/${id}`)).status).toBe(204);
      expect((await client('GET', `/Observation/${id}`)).status).toBe(410);
      expect((await client('DELETE', `/Observation/${id}`)).status).toBe(204);
      const history = (await client('GET', `/Observation/${id}/_history`)).json;
      expect(history.total).toBe(3);
      expect(history.entry.map((entry: { request: { method: string } }) => entry.request.method)).toEqual([
        'DELETE',
        'PUT',
        'POST',
      ]);
      expect((await client('GET', `/Observation/${id}/_history/3`)).status).toBe(410);
      const revived = await client('PUT', `/Observation/${id}`, { ...created.json, id });
      expect([revived.status, revived.json.meta.versionId]).toEqual([201, '4']);
      expect((await client('GET', `/Observation?_id=${id}`)).json.total).toBe(1);
    });

    it('may be created under an id of the client', async () => {
      const answer = await client('PUT', `/Observation/own-${run}`, { ...observation(70), id: `own-${run}` });
      expect(answer.status).toBe(201);
      const wrong = await client('PUT', `/Observation/own-${run}`, { ...observation(70), id: 'other' });
      expect([wrong.status, wrong.json.issue[0].expression]).toEqual([400, ['Observation.id']]);
    });

    it('is refused with the path of its fault', async () => {
      const answer = await client('POST', '/Observation', { ...observation(70), status: 'finished' });
      expect([answer.status, answer.json.issue[0].code, answer.json.issue[0].expression]).toEqual([
        400,
        'code-invalid',
        ['Observation.status'],
      ]);
      expect((await client('POST', '/Observation', '{"resourceType":')).json.issue[0].code).toBe('structure');
      expect((await client('POST', '/Observation', observation(1, { note: [{ text: 'a\u0000b' }] }))).status).toBe(400);
      const stranger = await client(
        'POST',
        '/Observation',
        observation(70, { subject: { reference: 'Patient/nobody' } }),
      );
      expect([stranger.status, codes(stranger.json)]).toEqual([422, ['not-found']]);
    });

    it('answers as preferred', async () => {
      const minimal = await client('POST', '/Observation', observation(71), { prefer: 'return=minimal' });
      expect([minimal.status, minimal.body]).toEqual([201, '']);
      const outcome = await client('POST', '/Observation', observation(71), { prefer: 'return=OperationOutcome' });
      expect(outcome.json.resourceType).toBe('OperationOutcome');
      const head = await client(
        'HEAD',
        `/Observation/${(await client('POST', '/Observation', observation(1))).json.id}`,
      );
      expect(head.status).toBe(200);
    });

    it('is checked by $validate without being stored', async () => {
      const before = (await client('GET', '/Observation?_summary=count')).json.total;
      expect(codes((await client('POST', '/Observation/$validate', observation(1))).json)).toEqual(['informational']);
      expect(codes((await client('POST', '/Observation/$validate', { ...observation(1), odd: 1 })).json)).toEqual([
        'structure',
      ]);
      expect((await client('GET', '/Observation?_summary=count')).json.total).toBe(before);
    });
  });

  it('keeps persons apart whose ids look alike', async () => {
    const own = { resourceType: 'Patient', id: `ward-${run}`, name: [{ text: '何平' }] };
    expect((await client('PUT', `/Patient/ward-${run}`, own)).status).toBe(201);
    const [row] = await database.db.query<{ patient_id: string }>(
      'select patient_id from record.patient where id = $1',
      [`ward-${run}`],
    );
    const taken = await client('PUT', `/Patient/${row!.patient_id}`, { ...own, id: row!.patient_id });
    expect([taken.status, codes(taken.json)]).toEqual([409, ['conflict']]);
    const found = await client(
      'POST',
      '/Observation',
      observation(66, { subject: { reference: `Patient/ward-${run}` } }),
    );
    expect(found.status).toBe(201);
    expect((await client('GET', `/Observation?patient=ward-${run}`)).json.entry[0].resource.id).toBe(found.json.id);
    expect((await client('DELETE', `/Patient/ward-${run}`)).status).toBe(409);
    const moved = { ...found.json, subject: { reference: patient } };
    expect((await client('PUT', `/Observation/${found.json.id}`, moved)).status).toBe(422);
  });

  describe('conditions', () => {
    it('create once, however many do it at once', async () => {
      const resource = observation(72, identified(`race-${run}`));
      const answers = await Promise.all(
        Array.from({ length: 16 }, () =>
          client('POST', '/Observation', resource, { 'if-none-exist': `identifier=urn:test|race-${run}` }),
        ),
      );
      expect(answers.map((answer) => answer.status).toSorted((left, right) => left - right)).toEqual([
        ...Array.from({ length: 15 }, () => 200),
        201,
      ]);
      expect(new Set(answers.map((answer) => answer.json.id)).size).toBe(1);
    });

    it('update and delete what they match', async () => {
      const address = `/Observation?identifier=urn:test|cond-${run}`;
      const first = await client('PUT', address, observation(60, identified(`cond-${run}`)));
      const second = await client('PUT', address, observation(61, identified(`cond-${run}`)));
      expect([first.status, second.status, second.json.id]).toEqual([201, 200, first.json.id]);
      expect((await client('DELETE', address)).status).toBe(204);
      expect((await client('GET', `/Observation/${first.json.id}`)).status).toBe(410);
      expect((await client('PUT', address, observation(62, identified(`cond-${run}`)))).status).toBe(201);
    });

    it('refuse what is not unique', async () => {
      for (const value of [1, 2]) await client('POST', '/Observation', observation(value, identified(`many-${run}`)));
      const answer = await client('POST', '/Observation', observation(3), {
        'if-none-exist': `identifier=urn:test|many-${run}`,
      });
      expect([answer.status, codes(answer.json)]).toEqual([412, ['multiple-matches']]);
    });

    it('let one of two concurrent updates with If-Match win', async () => {
      const { id } = (await client('POST', '/Observation', observation(70))).json;
      const answers = await Promise.all(
        [1, 2, 3, 4].map((value) =>
          client('PUT', `/Observation/${id}`, { ...observation(value), id }, { 'if-match': 'W/"1"' }),
        ),
      );
      expect(answers.map((answer) => answer.status).toSorted((left, right) => left - right)).toEqual([
        200, 412, 412, 412,
      ]);
    });
  });

  it('announces a visit of these hours, not history that is imported', async () => {
    const encounter = (start: string) => ({
      resourceType: 'Encounter',
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject: { reference: patient },
      period: { start },
    });
    const told = () =>
      database.db.query<{ payload: { visitId: string; kind: string } }>(
        "select payload from events.outbox where name = 'record.visit-recorded'",
      );
    const before = (await told()).length;
    const current = await client('POST', '/Encounter', encounter(test.clock.now().toISOString()));
    await client('POST', '/Encounter', encounter('2019-03-01T08:00:00+08:00'));
    expect((await told()).slice(before).map(({ payload }) => payload)).toMatchObject([
      { visitId: current.json.id, kind: 'clinic' },
    ]);
  });

  describe('search', () => {
    it('pages without gaps or doubles while others write', async () => {
      const tag = { meta: { tag: [{ system: 'urn:test', code: `page-${run}` }] } };
      for (let hour = 10; hour < 23; hour++) {
        await client(
          'POST',
          '/Observation',
          observation(hour, { ...tag, effectiveDateTime: `2026-11-19T${hour}:00:00+08:00` }),
        );
      }
      const values: number[] = [];
      let next: string | undefined = `/Observation?_tag=urn:test|page-${run}&_sort=-date&_count=5`;
      while (next) {
        const { json } = await client('GET', next);
        values.push(
          ...json.entry.map(
            (entry: { resource: { valueQuantity: { value: number } } }) => entry.resource.valueQuantity.value,
          ),
        );
        next = json.link.find((link: { relation: string }) => link.relation === 'next')?.url;
        if (values.length === 5)
          await client(
            'POST',
            '/Observation',
            observation(99, { ...tag, effectiveDateTime: '2026-11-19T23:00:00+08:00' }),
          );
      }
      expect(values).toEqual([22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10]);
    });

    it('includes, reverse includes, chains, totals and summaries', async () => {
      const visit = (
        await client('POST', '/Encounter', {
          resourceType: 'Encounter',
          status: 'finished',
          class: { code: 'AMB' },
          subject: { reference: patient },
          serviceProvider: { reference: `Organization/${units.hospital}` },
        })
      ).json;
      const { id } = (
        await client('POST', '/Observation', observation(70, { encounter: { reference: `Encounter/${visit.id}` } }))
      ).json;
      const modes = (json: { entry: { search: { mode: string }; resource: { id: string } }[] }) =>
        json.entry.map((entry) => `${entry.search.mode} ${entry.resource.id}`);
      expect(
        modes(
          (await client('GET', `/Observation?_id=${id}&_include=Observation:encounter&_include=Observation:subject`))
            .json,
        ),
      ).toEqual(expect.arrayContaining([`match ${id}`, `include ${visit.id}`, `include ${people[0]}`]));
      expect(modes((await client('GET', `/Encounter?_id=${visit.id}&_revinclude=Observation:encounter`)).json)).toEqual(
        [`match ${visit.id}`, `include ${id}`],
      );
      expect(
        modes(
          (
            await client(
              'GET',
              `/Observation?_id=${id}&encounter.service-provider=Organization/${units.hospital}&patient.name=wang`,
            )
          ).json,
        ),
      ).toEqual([`match ${id}`]);
      expect((await client('GET', `/Observation?_id=${id}&patient.name=Nobody`)).json.total).toBe(0);
      expect((await client('GET', `/Observation?_id=${id}&_summary=count`)).json).toMatchObject({ total: 1 });
      const short = (await client('GET', `/Observation?_id=${id}&_elements=status`)).json.entry[0].resource;
      expect([short.meta.tag[0].code, short.effectiveDateTime, short.status]).toEqual([
        'SUBSETTED',
        undefined,
        'final',
      ]);
    });

    it('takes posted forms and keeps their values out of links', async () => {
      const { status, json } = await client('POST', '/Patient/_search?_count=1', 'name=wang', {
        'content-type': 'application/x-www-form-urlencoded',
      });
      expect([status, json.link[0].url]).toEqual([200, `${testBase}/Patient/_search`]);
    });

    it('shows the same pages of one patient, whole or row by row', async () => {
      const tag = {
        meta: { tag: [{ system: 'urn:test', code: `whole-${run}` }] },
        note: [{ text: '"引号" \\ 与换行\n' }],
      };
      for (let hour = 10; hour < 17; hour++)
        await client(
          'POST',
          '/Observation',
          observation(hour, { ...tag, effectiveDateTime: `2026-11-18T${hour - (hour % 2)}:00:00+08:00` }),
        );
      const walk = async (start: string) => {
        const entries: unknown[] = [];
        const sizes: number[] = [];
        for (let next: string | undefined = start; next;) {
          const { status, json } = await client('GET', next);
          expect(status).toBe(200);
          entries.push(...(json.entry ?? []));
          sizes.push(json.entry?.length ?? 0);
          next = json.link.find((link: { relation: string }) => link.relation === 'next')?.url;
        }
        return { entries, sizes };
      };
      for (const sort of ['-date', 'date', '-_lastUpdated,_id']) {
        const search = `_tag=urn:test|whole-${run}&_sort=${sort}`;
        const whole = await walk(`/Observation?patient=${people[0]}&${search}&_count=3`);
        expect(whole.sizes).toEqual([3, 3, 1]);
        expect(whole.entries).toEqual((await walk(`/Observation?${search}&_count=100`)).entries);
      }
    });

    it('keeps the place of a page to the search that it belongs to', async () => {
      const nextOf = (json: { link: { relation: string; url: string }[] }) =>
        json.link.find(({ relation }) => relation === 'next')!.url;
      const asked = nextOf((await client('GET', `/Observation?patient=${people[0]}&_sort=-date&_count=1`)).json);
      expect(asked).toContain(`patient=${people[0]}&_sort=-date&_count=1&_cursor=`);
      expect((await client('GET', asked)).status).toBe(200);
      expect((await client('GET', asked.replace('_sort=-date', '_sort=date'))).status).toBe(400);
      expect((await client('GET', asked.replace('/Observation?', '/Condition?'))).status).toBe(400);
      const posted = nextOf(
        (
          await client('POST', '/Observation/_search', `patient=${people[0]}&_sort=-date&_count=1`, {
            'content-type': 'application/x-www-form-urlencoded',
          })
        ).json,
      );
      expect(posted).not.toContain(people[0]);
      const [one, two] = [await client('GET', asked), await client('GET', posted)];
      expect(one.json.entry).toEqual(two.json.entry);
    });

    it.each([
      ['an unknown parameter', 'colour=red'],
      ['an unknown modifier', 'code:foo=1'],
      ['an unsupported chain', 'patient.general-practitioner.name=x'],
      ['a wrong date', 'date=yesterday'],
      ['a wrong number', 'value-quantity=gt'],
      ['an unknown sort', '_sort=colour'],
      ['a foreign cursor', '_cursor=abc'],
    ])('refuses %s', async (_, query) => {
      expect((await client('GET', `/Observation?${query}`)).status).toBe(400);
    });

    it('ignores what it does not know where asked to, and says so', async () => {
      const { status, json } = await client('GET', '/Observation?colour=red&_count=1', undefined, {
        prefer: 'handling=lenient',
      });
      expect([status, json.entry.at(-1).search.mode]).toEqual([200, 'outcome']);
    });

    it('finds people by number and phone, whole and by the last four', async () => {
      const [{ idNumber, phone }] = (await test.registry.persons(database.db, [people[0]])) as {
        idNumber: string;
        phone: string;
      }[] as [{ idNumber: string; phone: string }];
      const total = async (query: string) => (await client('GET', `/Patient?${query}`)).json.total as number;
      expect(await total(`identifier=urn:oid:2.16.156.10011.1.3|${idNumber}`)).toBe(1);
      expect(await total(`identifier=${idNumber}`)).toBe(1);
      expect(await total(`phone=${phone}`)).toBe(1);
      expect(await total(`identifier-last4=${idNumber.slice(-4)}`)).toBeGreaterThan(0);
      expect(await total(`phone-last4=${phone.slice(-4)}`)).toBeGreaterThan(0);
      expect(await total('identifier=urn:oid:2.16.156.10011.1.3|330112000000000000')).toBe(0);
    });
  });

  it('takes the health card into the registry, shows it, and joins who has the same', async () => {
    const card = { system: 'urn:oid:2.16.156.10011.1.19', value: '33A0 9876 5432' };
    const held = { resourceType: 'Patient', gender: 'female', birthDate: '1949-05-06', name: [{ text: '方玉莲' }] };
    const first = await client('POST', '/Patient', { ...held, identifier: [card] });
    const second = await client('POST', '/Patient', { ...held, identifier: [{ ...card, value: '33a098765432' }] });
    expect([first.status, second.status]).toEqual([201, 201]);
    const ids = [first.json.id, second.json.id] as string[];
    const stored = await test.registry.persons(database.db, ids);
    expect(stored.map(({ healthCard }) => healthCard)).toEqual(['33A098765432', '33A098765432']);
    for (const personId of ids)
      await test.registry.context
        .listeners!.find(({ name }) => name === 'match-registered')!
        .hear({ personId }, { id: test.kernel.newId(), at: test.clock.now() });
    const clusters = await test.registry.personIdsOf(database.db, ids);
    expect(clusters.get(ids[0]!)!.toSorted()).toEqual(ids.toSorted());
  });

  it('speaks JSON only and names what it does not do', async () => {
    expect((await client('GET', '/Patient', undefined, { accept: 'application/fhir+xml' })).status).toBe(406);
    expect((await client('GET', '/Patient?_format=json', undefined, { accept: 'application/fhir+xml' })).status).toBe(
      200,
    );
    expect((await client('POST', '/Observation', '<x/>', { 'content-type': 'application/fhir+xml' })).status).toBe(415);
    expect((await client('GET', '/Nothing')).status).toBe(404);
    expect((await client('PATCH', '/Observation/1', {})).status).toBe(415);
    const { json } = await client('GET', '/metadata');
    expect(json.rest[0].resource).toHaveLength(146);
  });
});
