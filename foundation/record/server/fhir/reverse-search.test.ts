// `_has` and composite searches against real databases: by column, by the reference table, nested, and within policy.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, people, units } from '../test-record.ts';
import type { Client, TestRecord } from '../test-record.ts';
import { codes, observation } from './test-observation.ts';

const loinc = 'http://loinc.org';
const coded = (...all: string[]) => ({ coding: all.map((code) => ({ system: loinc, code })) });
const psychiatric = {
  meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }] },
};

describeOnEachEngine('FHIR reverse chains and composites', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let client: Client;
  let nurse: Client;
  let farGp: Client;
  const doctor = 'doctor-of-has';

  const find = async (who: Client, query: string): Promise<string[]> => {
    const { status, json } = await who('GET', `/${query}`);
    expect([query, status]).toEqual([query, 200]);
    return (json.entry ?? []).map((entry: { resource: { id: string } }) => entry.resource.id).toSorted();
  };
  const put = async (type: string, id: string, resource: object) => {
    const done = await client('PUT', `/${type}/${id}`, { resourceType: type, id, ...resource });
    expect([id, done.status, done.json.issue]).toEqual([id, 201, undefined]);
  };

  beforeAll(async () => {
    test = await openRecord(database.db);
    client = clientOf(test, actor('integrator', units.province));
    nurse = clientOf(test, actor('nurse', units.centre));
    farGp = clientOf(test, actor('gp', units.otherCentre));
    await put('Practitioner', doctor, { name: [{ text: '有有' }] });
    await put('Organization', 'house', { name: '院' });
    await put('Encounter', 'visit', {
      status: 'finished',
      class: { code: 'AMB' },
      subject: { reference: `Patient/${people[0]}` },
      serviceProvider: { reference: 'Organization/house' },
    });
    await put('Observation', 'pulse', {
      ...observation(99, { encounter: { reference: 'Encounter/visit' } }),
      performer: [{ reference: 'Organization/house' }, { reference: `Practitioner/${doctor}` }],
    });
    await put('Observation', 'far-pulse', observation(60, { subject: { reference: `Patient/${people[4]}` } }));
    await put('Observation', 'secret', {
      ...observation(55, { subject: { reference: `Patient/${people[1]}` } }),
      ...psychiatric,
    });
    await put('Observation', 'two-codes', {
      ...observation(7, { code: coded('4548-4', '17856-6'), subject: { reference: `Patient/${people[2]}` } }),
    });
    await put('Observation', 'pressure', {
      ...observation(0, { code: coded('85354-9'), subject: { reference: `Patient/${people[2]}` } }),
      valueQuantity: undefined,
      component: [
        { code: coded('8480-6'), valueQuantity: { value: 150, code: 'mm[Hg]' } },
        { code: coded('8462-4'), valueQuantity: { value: 80, code: 'mm[Hg]' } },
      ],
    });
  });

  it('finds people, visits, places and staff by what refers to them', async () => {
    expect(await find(client, 'Patient?_has:Observation:patient:code=8867-4')).toEqual(
      [people[0], people[1], people[4]].toSorted(),
    );
    expect(await find(client, 'Patient?_has:Observation:subject:value-quantity=gt90')).toEqual([people[0]]);
    expect(await find(client, 'Encounter?_has:Observation:encounter:code=8867-4')).toEqual(['visit']);
    expect(await find(client, 'Organization?_has:Encounter:service-provider:class=AMB')).toEqual(['house']);
    expect(await find(client, 'Organization?_has:Observation:performer:code=8867-4')).toEqual(['house']);
    expect(await find(client, `Practitioner?_has:Observation:performer:code=8867-4&_id=${doctor}`)).toEqual([doctor]);
    expect(await find(client, 'Practitioner?_has:Observation:performer:code=none')).toEqual([]);
    expect(await find(client, 'Patient?_has:Observation:patient:code=8867-4&_has:Encounter:patient:class=AMB')).toEqual(
      [people[0]],
    );
    expect(
      await find(client, 'Organization?_has:Encounter:service-provider:_has:Observation:encounter:code=8867-4'),
    ).toEqual(['house']);
    expect(await find(client, 'Patient?_has:Observation:patient:code:not=8867-4')).toEqual([people[2]]);
  });

  it('counts only what the reader may see', async () => {
    expect(await find(nurse, 'Patient?_has:Observation:patient:code=8867-4')).toEqual([people[0]]);
    expect(await find(farGp, 'Patient?_has:Observation:patient:code=8867-4')).toEqual([people[4]]);
    expect(await find(farGp, 'Organization?_has:Encounter:service-provider:class=AMB')).toEqual([]);
    expect(await find(farGp, 'Organization?_has:Observation:performer:code=8867-4')).toEqual([]);
  });

  it.each([
    'Patient?_has:Observation:code:code=1',
    'Patient?_has:Nothing:patient:code=1',
    'Patient?_has:Observation:patient=1',
    'Patient?_has:Observation:encounter:code=1',
    'Patient?_has:Observation:patient:nothing=1',
    'Patient?_has:Observation:patient:_has:Observation:has-member:_has:Observation:has-member:code=1',
  ])('refuses %s', async (query) => {
    const { status, json } = await client('GET', `/${query}`);
    expect([status, codes(json)]).toEqual([400, ['not-supported']]);
  });

  it('compares a code with the value beside it, further codings and components too', async () => {
    expect(await find(client, 'Observation?code-value-quantity=8867-4$gt90')).toEqual(['pulse']);
    expect(await find(client, `Observation?code-value-quantity=${loinc}|17856-6$7`)).toEqual(['two-codes']);
    expect(await find(client, 'Observation?code-value-quantity=4548-4$lt7')).toEqual([]);
    expect(await find(client, 'Observation?component-code-value-quantity=8480-6$gt140')).toEqual(['pressure']);
    expect(await find(client, 'Observation?component-code-value-quantity=8462-4$gt140')).toEqual([]);
    expect(await find(client, 'Observation?component-code-value-quantity=8462-4$gt140,8480-6$150||mm[Hg]')).toEqual([
      'pressure',
    ]);
    expect((await client('GET', '/Observation?code-value-quantity=8867-4')).status).toBe(400);
  });

  it('gives only the elements that were asked for, marked as a part', async () => {
    const { json } = await client('GET', '/Observation?_id=pulse&_elements=status,valueQuantity');
    const [{ resource }] = json.entry;
    expect(Object.keys(resource).toSorted()).toEqual(['code', 'id', 'meta', 'resourceType', 'status', 'valueQuantity']);
    expect(resource.meta.tag).toContainEqual(expect.objectContaining({ code: 'SUBSETTED' }));
    const read = await client('GET', '/Observation/pulse?_elements=subject');
    expect(Object.keys(read.json)).toContain('subject');
    expect(Object.keys(read.json)).not.toContain('valueQuantity');
  });
});
