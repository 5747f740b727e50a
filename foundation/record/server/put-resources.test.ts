// Another context's resources: written once, left alone when they say the same, replaced with history, removed, refused out of reach.
import { beforeAll, expect, it } from 'vitest';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { sourceOf } from '../rules/timeline-entry.ts';
import { locate, readMany } from './store/read.ts';
import { actor, migrationFolders, openRecord, people, units, type TestRecord } from './test-record.ts';

const gp = actor('gp', units.villages[0]);

describeOnEachEngine('resources of another context', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  beforeAll(async () => {
    test = await openRecord(database.db);
  });
  const weight = (value: number) => ({
    resourceType: 'Observation',
    id: '01980000-0000-7000-8000-0000000000b1',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
    subject: { reference: `Patient/${people[0]}` },
    valueQuantity: { value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  });
  const put = async (put: ReturnType<typeof weight>[], remove: { type: string; id: string }[] = []) => {
    const { kernel, record, clock } = test;
    await kernel.access.unitsOf(gp, 'record.visit.write');
    return kernel.db.tx((q) => record.putResources(q, gp, 'record.visit.write', { put, remove }, clock.now()));
  };

  it('writes, leaves alone, replaces, removes', async () => {
    expect(await put([weight(60)])).toEqual({ ok: true, value: { written: 1 } });
    expect(await put([weight(60)])).toEqual({ ok: true, value: { written: 0 } });
    expect(await put([weight(61)])).toEqual({ ok: true, value: { written: 1 } });
    expect(await put([], [{ type: 'Observation', id: weight(0).id }])).toEqual({ ok: true, value: { written: 1 } });
    expect(await put([], [{ type: 'Observation', id: weight(0).id }])).toEqual({ ok: true, value: { written: 0 } });
  });

  it('tells whose writing it is, as it was first written', async () => {
    const { kernel, record, clock } = test;
    const write = (by: Actor, value: number) =>
      kernel.db.tx((q) =>
        record.putResources(q, by, 'record.visit.write', { put: [{ ...weight(value), id: otherId }] }, clock.now()),
      );
    const otherId = '01980000-0000-7000-8000-0000000000b2';
    const source = async () => {
      const standing = await locate(kernel.db, [{ type: 'Observation', id: otherId }]);
      const [stored] = await readMany(kernel.db, [...standing.values()]);
      return sourceOf(JSON.parse(stored!.content) as Record<string, unknown>);
    };
    expect(await write(gp, 60)).toMatchObject({ ok: true });
    expect(await source()).toBe('clinic');
    expect(await write({ ...gp, purpose: 'system' }, 60)).toEqual({ ok: true, value: { written: 0 } });
    expect(await write({ ...gp, purpose: 'system' }, 61)).toMatchObject({ ok: true });
    expect(await source()).toBe('clinic');
  });

  it('refuses what is no resource', async () => {
    const broken = { ...weight(60), subject: { reference: 'Patient/01980000-0000-7000-8000-00000000ffff' } };
    expect(await put([broken])).toMatchObject({ ok: false });
  });
});
