// Tests the day's activity against real databases: counted once, on the right day, in the right place, without names.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#platform/kernel/context.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { AnnouncedEvent, Listener } from '#platform/kernel/events/events.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { activityReply, activityTopic, geoRoutes, type CountyActivity } from '../contract.ts';
import { createGeo } from './index.ts';

const folders = ['registry', 'geo'].map((schema) => ({
  schema,
  folder: new URL(`../../${schema}/server/migrations/`, import.meta.url),
}));
// The record stands beside geo: its examples are read where the two meet, by name, not imported.
const recordEvents = new URL('../../record/server/events.ts', import.meta.url);
const { announces } = (await import(recordEvents.href)) as { announces: readonly AnnouncedEvent[] };
const visit = 'record.visit-recorded';
const measurement = 'record.measurement-recorded';
const exampleOf = (name: string) => announces.find((event) => event.name === name)!.example;

describeOnEachEngine('activity of the day', { contexts: folders }, (database) => {
  let test: TestKernel;
  let geo: Context;
  let ask: Awaited<ReturnType<TestKernel['as']>>;

  beforeAll(async () => {
    let registry: Registry | undefined;
    test = await openTestKernel(database.db, (kernel) => {
      registry = createRegistry(kernel);
      geo = createGeo(kernel, registry).context;
      return [registry.context, geo, { name: 'record', announces }];
    });
    await registry!.bulkLoad.structure(smallStructure());
    await registry!.bulkLoad.people(smallPeople());
    await test.addAccount('bureau', 'bureau', units.county);
    ask = await test.as('bureau');
    await test.startWork();
  });
  afterAll(() => test?.stop());

  const listenerOf = (event: string): Listener => geo.listeners!.find((listener) => listener.event === event)!;
  const hear = (event: string, personId: string, at: string, id = test.kernel.newId()) =>
    listenerOf(event).hear({ ...exampleOf(event), personId, at }, { id, at: new Date(at) });
  const activity = async (county?: string): Promise<CountyActivity> => {
    const answer = await ask({ method: 'GET', url: geoRoutes.activity.path, query: county ? { county } : {} });
    expect(answer.statusCode).toBe(200);
    return activityReply.strict().parse(answer.json());
  };

  it('hears every example that the record announces of visits and measurements', async () => {
    for (const { name, example } of announces.filter((event) => [visit, measurement].includes(event.name)))
      await listenerOf(name).hear(example, { id: test.kernel.newId(), at: test.clock.now() });
    expect(geo.listeners!.map((listener) => listener.event)).toEqual([visit, measurement]);
    // The examples name nobody whom the registry knows, and the day has not reached their time.
    expect(await activity()).toMatchObject({ on: '2026-11-22', today: { visits: 0, measurements: 0 } });
    test.clock.advanceSeconds(8 * 3600);
    expect(await activity()).toEqual({
      on: '2026-11-22',
      at: '2026-11-22T08:00:00.000Z',
      today: { visits: 1, measurements: 1 },
      townships: [],
      villages: [],
      simulated: false,
    });
    expect((await activity(units.county)).today).toEqual({ visits: 0, measurements: 0 });
    await expect(listenerOf(visit).hear({ at: 'today' }, { id: people[0], at: new Date() })).rejects.toThrow();
  });

  it('counts an event once however often it is heard, and tells the boards once', async () => {
    const id = test.kernel.newId();
    await hear(visit, people[0], '2026-11-22T07:00:00Z', id);
    await hear(visit, people[0], '2026-11-22T07:00:00Z', id);
    await Promise.all([1, 2, 3].map(() => hear(visit, people[0], '2026-11-22T07:00:00Z', id)));
    expect((await activity(units.county)).today).toEqual({ visits: 1, measurements: 0 });
    const told = () =>
      database.db.query<{ data: unknown }>(
        `select data from live.message where topic = $1 and data ->> 'villageId' is not null`,
        [activityTopic],
      );
    await expect.poll(async () => (await told()).length).toBe(1);
    expect((await told()).map((message) => message.data)).toEqual([
      { unitId: units.township, villageId: units.villages[0], kind: 'visit', day: '2026-11-22' },
    ]);
  });

  it('counts by village and township and keeps counties apart', async () => {
    await hear(measurement, people[1], '2026-11-22T07:10:00Z');
    await hear(measurement, people[3], '2026-11-22T07:20:00Z');
    await hear(measurement, people[4], '2026-11-22T07:30:00Z');
    const [first, second, far] = units.villages;
    expect(await activity(units.county)).toMatchObject({
      today: { visits: 1, measurements: 2 },
      townships: [{ unitId: units.township, visits: 1, measurements: 2 }],
      villages: [
        { unitId: first, visits: 1, measurements: 1 },
        { unitId: second, visits: 0, measurements: 1 },
      ],
      simulated: true,
    });
    expect(await activity(units.otherCounty)).toMatchObject({
      today: { visits: 0, measurements: 1 },
      townships: [{ unitId: units.otherTownship, visits: 0, measurements: 1 }],
      villages: [{ unitId: far, visits: 0, measurements: 1 }],
    });
  });

  it('begins a new day at midnight in Shanghai and compares with the same time of the day before', async () => {
    expect((await activity(units.county)).yesterday).toBeUndefined();
    await hear(visit, people[0], '2026-11-21T15:59:59Z');
    await hear(visit, people[0], '2026-11-21T16:00:00Z');
    // Yesterday at 15:00 and at 17:00; it is 16:00 now.
    await hear(measurement, people[0], '2026-11-21T07:00:00Z');
    await hear(measurement, people[0], '2026-11-21T09:00:00Z');
    expect(await activity(units.county)).toMatchObject({
      today: { visits: 2, measurements: 2 },
      yesterday: { visits: 0, measurements: 1 },
    });
    expect((await activity(units.otherCounty)).yesterday).toEqual({ visits: 0, measurements: 0 });
  });

  it('counts what is announced, through outbox and jobs', async () => {
    const before = (await activity(units.county)).today;
    await test.kernel.db.tx(async (q) => {
      await test.kernel.events.announce(q, visit, { ...exampleOf(visit), personId: people[2] });
    });
    await expect
      .poll(async () => (await activity(units.county)).today)
      .toEqual({ ...before, visits: before.visits + 1 });
  });

  it('answers no person and refuses what is no county', async () => {
    const text = JSON.stringify(await activity());
    for (const person of people) expect(text).not.toContain(person);
    const columns = await database.db.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_schema = 'geo' and table_name = 'activity'",
    );
    expect(columns.map((column) => column.name).filter((name) => /person|patient|name/.test(name))).toEqual([]);
    const wrong = await ask({ method: 'GET', url: `${geoRoutes.activity.path}?county=Lin'an` });
    expect(wrong.statusCode).toBe(400);
    const stranger = await test.server.inject({ method: 'GET', url: geoRoutes.activity.path });
    expect(stranger.statusCode).toBe(401);
  });

  it('forgets after forty days', async () => {
    const days = async () =>
      (
        await database.db.query<{ day: string }>(
          'select distinct happened_on as day from geo.activity order by happened_on',
        )
      ).map((row) => row.day);
    await hear(visit, people[0], '2026-10-13T15:59:59Z');
    await hear(visit, people[0], '2026-10-13T16:00:00Z');
    expect(await days()).toEqual(['2026-10-13', '2026-10-14', '2026-11-21', '2026-11-22']);
    const job = geo.jobs!.find(({ kind }) => kind === geo.schedules![0]!.kind)!;
    await job.run({}, { id: 'job', attempt: 1, signal: new AbortController().signal });
    expect(await days()).toEqual(['2026-10-14', '2026-11-21', '2026-11-22']);
  });
});
