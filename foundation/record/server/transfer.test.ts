// A person's record leaves as a Bundle and comes back or into another county's record: complete, once, of the right person, with its origin.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { ImportReply } from '../transfer-contract.ts';
import {
  actor,
  clientOf,
  migrationFolders,
  openRecord,
  people,
  syntheaBundles,
  units,
  type TestRecord,
} from './test-record.ts';
import { readOrigin } from './use-cases/read-origin.ts';
import { exportPerson } from './use-cases/transfer/export-person.ts';
import { importPerson } from './use-cases/transfer/import-person.ts';
import { readSummary } from './use-cases/transfer/read-summary.ts';

const gp = actor('gp', units.villages[0]);
interface Json {
  resourceType: string;
  id: string;
}

describeOnEachEngine('summary and transfer', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  const transfer = (personId: string, who = gp) => ({ actor: who, now: test.clock.now(), personId });
  const bring = (personId: string, bundle: object | string, more: { dryRun?: boolean; confirmed?: boolean } = {}) =>
    importPerson(test.services, transfer(personId), {
      content: typeof bundle === 'string' ? bundle : JSON.stringify(bundle),
      fileName: '外院.json',
      dryRun: false,
      confirmed: false,
      ...more,
    });
  const value = async (given: ReturnType<typeof bring>): Promise<ImportReply> => {
    const reply = await given;
    if (!reply.ok) throw new Error(reply.problem.code);
    return reply.value;
  };
  const observation = (id: string, subject: string, text: string) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [{ coding: [{ code: 'laboratory' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: '2160-0' }], text },
    subject: { reference: subject },
    effectiveDateTime: '2026-03-01T08:00:00+08:00',
    valueQuantity: { value: 88, unit: 'umol/L', system: 'http://unitsofmeasure.org', code: 'umol/L' },
  });
  beforeAll(async () => {
    test = await openRecord(database.db);
    const call = clientOf(test, actor('integrator', units.county));
    const put = await call('PUT', '/Observation/at-home', observation('at-home', `Patient/${people[0]}`, '肌酐'));
    expect(put.status).toBe(201);
  });

  it('reads the summary as rows, and as nothing known where nothing is', async () => {
    const summary = await readSummary(test.services, transfer(people[0]));
    if (!summary.ok) throw new Error(summary.problem.code);
    const { sections, name, sex } = summary.value;
    expect(name).not.toBe('');
    expect(sex).not.toBe('unknown');
    expect(sections.map(({ code }) => code)).toEqual(['11450-4', '48765-2', '10160-0', '30954-2']);
    expect(sections[1]).toMatchObject({ title: '过敏与不耐受', rows: [], sentence: '没有过敏信息' });
    expect(sections[3]!.rows).toEqual([['肌酐', '88 μmol/L', '2026-03-01']]);
  });

  it('refuses somebody for whom the reader has no care', async () => {
    const stranger = actor('gp', units.hospital);
    const refused = await readSummary(test.services, transfer(people[0], stranger));
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'forbidden' } });
    expect(await exportPerson(test.services, transfer(people[0], stranger), 'record')).toMatchObject({ ok: false });
  });

  it('exports the whole record, and takes nothing of it in again where it came from', async () => {
    const exported = await exportPerson(test.services, transfer(people[0]), 'record');
    if (!exported.ok) throw new Error(exported.problem.code);
    const { bundle, resources, fileName } = exported.value;
    const entries = (bundle as { entry: { resource: Json }[] }).entry;
    expect(entries[0]!.resource).toMatchObject({ resourceType: 'Patient', id: people[0] });
    expect(entries.map(({ resource }) => resource.id)).toContain('at-home');
    expect(resources).toBe(entries.length);
    expect(fileName).toMatch(/^health-record-\d{4}-\d\d-\d\d\.json$/);
    const again = await value(bring(people[0], bundle));
    expect(again).toMatchObject({
      likeness: 'same',
      fresh: [],
      standing: entries.length - 1 - again.leftOut.reduce((sum, { count }) => sum + count, 0),
    });
  });

  it('takes a foreign record in whole, once, and says where each entry came from', async () => {
    const { bundle } = syntheaBundles().find(({ bundle: { entry } }) =>
      entry.some(({ resource }) => resource.resourceType === 'Patient'),
    )!;
    // Another institution's record of our person: their name and birth, no number that we know.
    const known = await readSummary(test.services, transfer(people[1]));
    if (!known.ok) throw new Error(known.problem.code);
    const foreign = structuredClone(bundle);
    const patient = foreign.entry.find(({ resource }) => resource.resourceType === 'Patient')!.resource;
    Object.assign(patient, { name: [{ text: known.value.name }], birthDate: known.value.birthOn, identifier: [] });
    const look = await value(bring(people[1], foreign, { dryRun: true }));
    expect(look).toMatchObject({ dryRun: true, likeness: 'alike', faultTotal: 0, written: 0, standing: 0 });
    const count = look.fresh.reduce((sum, one) => sum + one.count, 0);
    const leftOut = look.leftOut.reduce((sum, one) => sum + one.count, 0);
    expect(count + leftOut + 1).toBe(foreign.entry.length);
    const written = await value(bring(people[1], foreign));
    expect(written.written).toBe(count);
    // Twice is once.
    expect(await value(bring(people[1], foreign))).toMatchObject({ fresh: [], standing: count, written: 0 });

    const exported = await exportPerson(test.services, transfer(people[1]), 'record');
    if (!exported.ok) throw new Error(exported.problem.code);
    const entries = (exported.value.bundle as { entry: { resource: Json }[] }).entry.map(({ resource }) => resource);
    for (const { type, count: many } of look.fresh)
      expect(entries.filter(({ resourceType }) => resourceType === type).length, type).toBeGreaterThanOrEqual(many);
    const [one] = entries.filter(({ resourceType }) => resourceType === 'Condition');
    const origin = await readOrigin(test.services, { ...transfer(people[1]), type: 'Condition', id: one!.id });
    expect(origin).toMatchObject({
      ok: true,
      value: { provenances: [{ activity: '从文件转入', agents: expect.arrayContaining([gp.displayName]) }] },
    });
  });

  it('takes nothing of another person, and of a doubtful one only after somebody has compared', async () => {
    const own = observation('foreign', 'Patient/x', '尿素');
    const about = (facts: object) => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: { resourceType: 'Patient', id: 'x', ...facts } }, { resource: own }],
    });
    const other = about({ name: [{ text: '别人' }], birthDate: '1901-01-01' });
    expect(await value(bring(people[0], other, { dryRun: true }))).toMatchObject({ likeness: 'different' });
    expect(await bring(people[0], other, { confirmed: true })).toMatchObject({
      ok: false,
      problem: { code: 'record/bundle-of-other' },
    });
    const nameless = about({});
    expect(await bring(people[0], nameless)).toMatchObject({
      ok: false,
      problem: { code: 'record/bundle-unconfirmed' },
    });
    expect(await value(bring(people[0], nameless, { confirmed: true }))).toMatchObject({ written: 1 });
    const two = {
      ...other,
      entry: [
        ...other.entry,
        { resource: { resourceType: 'Patient', id: 'y', name: [{ text: '第三人' }], birthDate: '1980-01-01' } },
      ],
    };
    expect(await bring(people[0], two)).toMatchObject({ ok: false, problem: { code: 'record/bundle-of-many' } });
    expect(await bring(people[0], 'no bundle')).toMatchObject({
      ok: false,
      problem: { code: 'record/bundle-unreadable' },
    });
  });

  it('names entries that are not valid and takes the others', async () => {
    const known = await readSummary(test.services, transfer(people[2]));
    if (!known.ok) throw new Error(known.problem.code);
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          resource: {
            resourceType: 'Patient',
            id: 'x',
            name: [{ text: known.value.name }],
            birthDate: known.value.birthOn,
          },
        },
        { resource: observation('good', 'Patient/x', '尿酸') },
        { resource: { ...observation('bad', 'Patient/x', '尿酸'), status: 'unheard-of' } },
      ],
    };
    const look = await value(bring(people[2], bundle, { dryRun: true }));
    expect(look).toMatchObject({ faultTotal: 1, fresh: [{ type: 'Observation', count: 1 }] });
    expect(look.faults[0]!.where).toBe('Bundle.entry[2] Observation');
    expect(await value(bring(people[2], bundle))).toMatchObject({ written: 1 });
  });
});
