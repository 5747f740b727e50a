// Jobs and events: enqueued with their transaction, run once by many runners, retried, set aside when dead, taken over after a crash.
import { beforeEach, expect, it } from 'vitest';
import { pino } from 'pino';
import { register } from 'prom-client';
import { manualClock, systemClock } from '../clock/clock.ts';
import { uuidv7Source } from '../clock/identity.ts';
import { describeOnEachEngine } from '../db/test-database.ts';
import { checkListeners, createEvents, dispatchOutbox, listenerJobs } from '../events/outbox.ts';
import { measureJobs } from './job-metrics.ts';
import { backOffSeconds, claimJobs, createJobs, failJob, finishJob, holdJob } from './queue.ts';
import { JobRunner } from './runner.ts';

it('waits longer after each failure, at most an hour', () => {
  expect([1, 2, 3, 20].map(backOffSeconds)).toEqual([2, 4, 8, 3_600]);
});

it('fails the start when a listener waits for what nobody announces', () => {
  const listener = { event: 'a.thing-done', name: 'x', hear: async () => undefined };
  expect(() => checkListeners([], [{ owner: 'b', listener }])).toThrow('nobody announces');
  expect(() => checkListeners([{ name: 'a.thing-done', example: {} }], [{ owner: 'b', listener }])).not.toThrow();
});

const log = pino({ level: 'silent' });
const names = {
  announced: ['a.thing-done', 'a.unheard'].map((name) => ({ name, example: {} })),
  heard: new Set(['a.thing-done']),
};

it('fails the start when two would run the same jobs', () => {
  const listener = { event: 'a.thing-done', name: 'twice', hear: async () => undefined };
  const other = { ...listener, event: 'a.other-done' };
  const parts = { db: {}, jobs: {}, clock: systemClock, log } as never;
  const handlers = listenerJobs(
    parts,
    [listener, other].map((one) => ({ owner: 'b', listener: one })),
  );
  expect(() => new JobRunner(parts, handlers, [])).toThrow('two handlers run the jobs of kind b.hear-twice');
});

describeOnEachEngine('jobs', { contexts: [] }, (database) => {
  const newId = uuidv7Source(systemClock);
  const clock = manualClock('2026-11-22T00:00:00Z');
  const jobs = createJobs(clock, newId, () => 3);
  beforeEach(async () => {
    await database.db.query('delete from jobs.job');
  });
  const claim = (limit = 10) => database.db.tx((q) => claimJobs(q, ['a.work'], clock.now(), 300, limit));

  it('stand and fall with the transaction that enqueues them', async () => {
    const undone = database.db.tx(async (q) => {
      await jobs.enqueue(q, { kind: 'a.work', payload: {} });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await claim()).toEqual([]);
    await database.db.tx((q) => jobs.enqueue(q, { kind: 'a.work', payload: { n: 1 } }));
    expect(await claim()).toMatchObject([{ payload: { n: 1 }, attempt: 1 }]);
    expect(await claim()).toEqual([]);
  });

  it('wait once per singleton key', async () => {
    for (let n = 0; n < 3; n++)
      await jobs.enqueue(database.db, { kind: 'a.work', payload: { n }, singletonKey: 'only' });
    expect(await claim()).toHaveLength(1);
  });

  it('come back after a failure, die after the last attempt, are taken over from a dead runner', async () => {
    await jobs.enqueue(database.db, { kind: 'a.work', payload: {} });
    for (const attempt of [1, 2, 3]) {
      const [job] = await claim();
      expect(job).toMatchObject({ attempt });
      if (attempt === 2) {
        // The runner dies: its lease runs out.
        clock.advanceSeconds(301);
        continue;
      }
      expect(await failJob(database.db, job!, 'no', clock.now())).toBe(attempt === 3 ? 'dead' : 'waiting');
      clock.advanceSeconds(10);
    }
    expect(await claim()).toEqual([]);
    expect(await database.db.query("select last_error from jobs.job where state = 'dead'")).toEqual([
      { last_error: 'no' },
    ]);
    // The metrics say so, and how long the next one has been due.
    await jobs.enqueue(database.db, { kind: 'a.work', payload: {} });
    clock.advanceSeconds(90);
    await measureJobs(database.db, clock.now());
    const words = await register.metrics();
    for (const line of [
      'tianmu_jobs{state="dead"} 1',
      'tianmu_jobs{state="due"} 1',
      'tianmu_jobs_oldest_due_seconds 90',
    ])
      expect(words).toContain(line);
  });

  it('stay with a runner that renews its hold', async () => {
    await jobs.enqueue(database.db, { kind: 'a.work', payload: {} });
    const [job] = await claim();
    clock.advanceSeconds(299);
    await holdJob(database.db, job!, clock.now(), 300);
    clock.advanceSeconds(299);
    expect(await claim()).toEqual([]);
    clock.advanceSeconds(2);
    expect(await claim()).toMatchObject([{ attempt: 2 }]);
    // Whoever lost it renews nothing.
    await holdJob(database.db, job!, clock.now(), 3_000);
    clock.advanceSeconds(301);
    expect(await claim()).toMatchObject([{ attempt: 3 }]);
  });

  it('run each once with several runners at work', async () => {
    const done = new Map<number, number>();
    const runners = [1, 2, 3].map(
      () =>
        new JobRunner(
          { db: database.db, jobs, clock: systemClock, log: pino({ level: 'silent' }) },
          [
            {
              kind: 'a.work',
              run: async (payload) =>
                void done.set((payload as { n: number }).n, (done.get((payload as { n: number }).n) ?? 0) + 1),
            },
          ],
          [],
        ),
    );
    await Promise.all(runners.map((runner) => runner.start()));
    for (let n = 0; n < 50; n++) await jobs.enqueue(database.db, { kind: 'a.work', payload: { n } });
    await expect.poll(async () => (await database.db.query('select 1 from jobs.job')).length).toBe(0);
    await Promise.all(runners.map((runner) => runner.stop()));
    expect([...done.values()]).toEqual(Array.from({ length: 50 }, () => 1));
  });

  it('carry committed events to each listener by name, once', async () => {
    const heard: unknown[] = [];
    const listeners = ['first', 'second'].map((name) => ({
      owner: 'b',
      listener: { event: 'a.thing-done', name, hear: async (payload: unknown) => void heard.push([name, payload]) },
    }));
    const events = createEvents(database.db, clock, newId, names);
    await expect(events.announce(database.db, 'a.other', {})).rejects.toThrow('announced');
    await database.db.tx((q) => events.announce(q, 'a.thing-done', { thingId: 'x' }));
    const counts = await Promise.all([1, 2].map(() => dispatchOutbox(database.db, jobs, listeners)));
    expect(counts.toSorted((left, right) => left - right)).toEqual([0, 1]);
    for (const handler of listenerJobs({ db: database.db, jobs, log }, listeners)) {
      const [job] = await database.db.tx((q) => claimJobs(q, [handler.kind], clock.now(), 300, 5));
      await handler.run(job!.payload, { id: job!.id, attempt: 1, signal: AbortSignal.timeout(1_000) });
      await finishJob(database.db, job!.id);
    }
    expect(heard).toEqual([
      ['first', { thingId: 'x' }],
      ['second', { thingId: 'x' }],
    ]);
  });

  it('leave nothing of an event that nobody hears', async () => {
    const events = createEvents(database.db, clock, newId, names);
    await events.announce(database.db, 'a.unheard', {});
    expect(await database.db.query('select 1 from events.outbox')).toEqual([]);
  });

  it('make no job of an event that does not concern its listener', async () => {
    const concerns = (payload: unknown) => (payload as { kind: string }).kind === 'wanted';
    const listener = { event: 'a.thing-done', name: 'picky', concerns, hear: async () => undefined };
    const events = createEvents(database.db, clock, newId, names);
    await events.announceAll(database.db, 'a.thing-done', [{ kind: 'other' }, { kind: 'wanted' }, { kind: 'other' }]);
    expect(await dispatchOutbox(database.db, jobs, [{ owner: 'b', listener }])).toBe(3);
    const claimed = await database.db.tx((q) => claimJobs(q, ['b.hear-picky'], clock.now(), 300, 5));
    expect(claimed.map(({ payload }) => (payload as { payload: unknown }).payload)).toEqual([{ kind: 'wanted' }]);
    for (const { id } of claimed) await finishJob(database.db, id);
  });

  it('carry what is announced together in few rows, each event under an id of its own', async () => {
    const listener = { event: 'a.thing-done', name: 'single', hear: async () => undefined };
    const events = createEvents(database.db, clock, newId, names);
    const told = Array.from({ length: 60 }, (_, n) => ({ n }));
    await events.announceAll(database.db, 'a.thing-done', told);
    expect(await database.db.query('select 1 from events.outbox')).toHaveLength(3);
    expect(await dispatchOutbox(database.db, jobs, [{ owner: 'b', listener }])).toBe(60);
    const claimed = await database.db.tx((q) => claimJobs(q, ['b.hear-single'], clock.now(), 300, 100));
    const carried = claimed.map(({ payload }) => payload as { eventId: string; payload: { n: number } });
    expect(carried.map(({ payload }) => payload.n).toSorted((a, b) => a - b)).toEqual(told.map(({ n }) => n));
    expect(new Set(carried.map(({ eventId }) => eventId)).size).toBe(60);
    for (const { id } of claimed) await finishJob(database.db, id);
  });

  it('hand what came together to a listener of many at once, and one by one where that fails', async () => {
    const heard: unknown[][] = [];
    const listener = {
      event: 'a.thing-done',
      name: 'many',
      hear: async (payload: unknown) => {
        heard.push([payload]);
      },
      hearMany: async (all: readonly { payload: unknown }[]) => {
        heard.push(all.map(({ payload }) => payload));
        if (all.some(({ payload }) => (payload as { n: number }).n === 7)) throw new Error('7 is at fault');
      },
    };
    const listeners = [{ owner: 'b', listener }];
    const events = createEvents(database.db, clock, newId, names);
    const [handler] = listenerJobs({ db: database.db, jobs, log }, listeners);
    const work = async () => {
      for (;;) {
        const claimed = await database.db.tx((q) => claimJobs(q, [handler!.kind], clock.now(), 300, 5));
        if (claimed.length === 0) return;
        for (const job of claimed) {
          await handler!.run(job.payload, { id: job.id, attempt: 1, signal: AbortSignal.timeout(1_000) });
          await finishJob(database.db, job.id);
        }
      }
    };
    await events.announceAll(database.db, 'a.thing-done', [{ n: 1 }, { n: 2 }, { n: 3 }]);
    await dispatchOutbox(database.db, jobs, listeners);
    await work();
    expect(heard).toEqual([[{ n: 1 }, { n: 2 }, { n: 3 }]]);
    heard.length = 0;
    await events.announceAll(database.db, 'a.thing-done', [{ n: 6 }, { n: 7 }]);
    await dispatchOutbox(database.db, jobs, listeners);
    await work();
    expect(heard[0]).toEqual([{ n: 6 }, { n: 7 }]);
    expect(heard.slice(1)).toHaveLength(2);
    expect(heard.slice(1)).toEqual(expect.arrayContaining([[{ n: 6 }], [{ n: 7 }]]));
  });

  it('tell a listener of persons each once, and alone where one is at fault', async () => {
    const heard: unknown[] = [];
    const listener = {
      event: 'a.thing-done',
      name: 'persons',
      hear: async (payload: unknown) => void heard.push(payload),
      hearPersons: async (personIds: readonly string[]) => {
        if (personIds.includes('faulty')) throw new Error('is at fault');
        heard.push(personIds);
      },
    };
    const listeners = [{ owner: 'b', listener }];
    const events = createEvents(database.db, clock, newId, names);
    const [handler] = listenerJobs({ db: database.db, jobs, log }, listeners);
    const failed: string[] = [];
    const hearAll = async (...persons: string[]) => {
      await events.announceAll(
        database.db,
        'a.thing-done',
        persons.map((personId) => ({ personId, more: 'than the queue should carry' })),
      );
      await dispatchOutbox(database.db, jobs, listeners);
      for (;;) {
        const claimed = await database.db.tx((q) => claimJobs(q, [handler!.kind], clock.now(), 300, 5));
        if (claimed.length === 0) return;
        for (const { id, payload } of claimed) {
          expect(JSON.stringify(payload).includes('more')).toBe(persons.length === 1);
          const job = { id, attempt: 1, signal: AbortSignal.timeout(1_000) };
          await handler!.run(payload, job).catch((error: unknown) => failed.push(String(error)));
          await finishJob(database.db, id);
        }
      }
    };
    await hearAll('x', 'y', 'x');
    expect(heard.splice(0)).toEqual([['x', 'y']]);
    await hearAll('z');
    expect(heard.splice(0)).toEqual([{ personId: 'z', more: 'than the queue should carry' }]);
    await hearAll('x', 'faulty', 'y');
    expect(heard).toEqual(expect.arrayContaining([['x'], ['y']]));
    expect(failed).toEqual(['Error: is at fault']);
  });
});
