// Two records of one person in the registers: joined they are one row that keeps the enrolment, parted each has its own again.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import type { PersonRegisters, WorklistReply } from '../contract.ts';
import { folders, openChronicCare, people, pressure, type TestChronicCare } from './test-chronic-care.ts';

describeOnEachEngine('registers of joined records', { contexts: folders }, (database: { db: Db }) => {
  let test: TestChronicCare;
  let gp: Awaited<ReturnType<TestKernel['as']>>;
  const [head, wife] = people;
  beforeAll(async () => {
    test = await openChronicCare(database.db);
    gp = await test.as('gp');
    for (const [personId, systolic] of [
      [head, 134],
      [wife, 128],
    ] as const) {
      const visit = await gp({
        method: 'POST',
        url: `/api/people/${personId}/visits`,
        payload: {
          visitId: test.kernel.newId(),
          startedAt: test.clock.now().toISOString(),
          kind: 'clinic',
          reason: '随访',
          vitals: pressure(systolic, 80),
          diagnosis: { title: '高血压', code: 'I10.x00' },
        },
      });
      expect(visit.statusCode).toBe(200);
      await follow(personId);
    }
    await enrol(wife);
  });
  afterAll(() => test?.stop());

  const follow = (personId: string) =>
    test.chronicCare.context
      .listeners!.find(({ event }) => event === 'registry.person-changed')!
      .hear({ personId }, { id: test.kernel.newId(), at: test.clock.now() });
  const enrol = async (personId: string) => {
    const url = `/api/people/${personId}/chronic-care/hypertension/enrolment`;
    expect((await gp({ method: 'POST', url, payload: { decision: 'enrol' } })).statusCode).toBe(200);
  };
  const register = async (personId: string) =>
    (await gp({ url: `/api/people/${personId}/chronic-care` })).json<PersonRegisters>().registrations[0];
  const worklist = async () =>
    (await gp({ url: '/api/chronic-care/people?disease=hypertension' }))
      .json<WorklistReply>()
      .items.map(({ personId }) => personId)
      .toSorted();
  const flags = async () =>
    (
      await database.db.query<{ patient: string; status: string }>(
        `select patient_id as patient, content::jsonb->>'status' as status from record.other where type = 'Flag' order by 1`,
      )
    ).map(({ patient, status }) => `${patient} ${status}`);
  const actor = () => systemActor('test', test.kernel.newId());
  const join = async () => {
    const joined = await test.parts.registry.joinCluster(actor(), head, wife, 'same person', test.clock.now());
    expect(joined.ok).toBe(true);
    await follow(head);
  };

  it('are one row, enrolled because one of them was', async () => {
    expect(await register(head)).toMatchObject({ status: 'diagnosed' });
    await join();
    expect(await worklist()).toEqual([head]);
    expect(await register(head)).toMatchObject({ personId: head, status: 'enrolled', colour: 'green' });
    expect(await flags()).toEqual([`${head} active`, `${wife} inactive`]);
    // However often it is heard.
    const before = await database.db.query('select * from chronic_care.set_aside order by 1, 2, 3');
    await follow(wife);
    await follow(head);
    expect(await database.db.query('select * from chronic_care.set_aside order by 1, 2, 3')).toEqual(before);
    expect(await worklist()).toEqual([head]);
  });

  it('are two again when they are parted, each as it was', async () => {
    const left = await test.parts.registry.leaveCluster(actor(), wife, test.clock.now());
    expect(left.ok).toBe(true);
    await follow(wife);
    expect(await worklist()).toEqual([head, wife].toSorted());
    expect(await register(head)).toMatchObject({ personId: head, status: 'diagnosed', colour: 'green' });
    expect(await register(wife)).toMatchObject({ personId: wife, status: 'enrolled', colour: 'green' });
    expect(await flags()).toEqual([`${head} active`, `${wife} active`]);
    expect(await database.db.query('select 1 from chronic_care.set_aside')).toEqual([]);
  });

  it('are joined and parted as often as one likes', async () => {
    await join();
    expect(await worklist()).toEqual([head]);
    await test.parts.registry.leaveCluster(actor(), wife, test.clock.now());
    await follow(wife);
    expect(await register(wife)).toMatchObject({ status: 'enrolled' });
    expect(await worklist()).toEqual([head, wife].toSorted());
  });
});
