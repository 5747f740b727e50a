// Jobs and events: enqueued with their transaction, run once by many runners, retried, set aside when dead, taken over after a crash.
import { beforeEach, expect, it } from 'vitest';
import { pino } from 'pino';
import { manualClock, systemClock } from '../clock/clock.ts';
import { uuidv7Source } from '../clock/identity.ts';
import { describeOnEachEngine } from '../db/test-database.ts';
import { checkListeners, createEvents, dispatchOutbox, listenerJobs } from '../events/outbox.ts';
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
    await expect
      .poll(async () => (await database.db.query('select 1 from jobs.job')).length, { timeout: 15_000 })
      .toBe(0);
    await Promise.all(runners.map((runner) => runner.stop()));
    expect([...done.values()]).toEqual(Array.from({ length: 50 }, () => 1));
  });

  it('carry committed events to each listener by name, once', async () => {
    const heard: unknown[] = [];
    const listeners = ['first', 'second'].map((name) => ({
      owner: 'b',
      listener: { event: 'a.thing-done', name, hear: async (payload: unknown) => void heard.push([name, payload]) },
    }));
    const events = createEvents(database.db, clock, newId, [{ name: 'a.thing-done', example: {} }]);
    await expect(events.announce(database.db, 'a.other', {})).rejects.toThrow('announced');
    await database.db.tx((q) => events.announce(q, 'a.thing-done', { thingId: 'x' }));
    const counts = await Promise.all([1, 2].map(() => dispatchOutbox(database.db, jobs, listeners)));
    expect(counts.toSorted((left, right) => left - right)).toEqual([0, 1]);
    for (const handler of listenerJobs(listeners)) {
      const [job] = await database.db.tx((q) => claimJobs(q, [handler.kind], clock.now(), 300, 5));
      await handler.run(job!.payload, { id: job!.id, attempt: 1, signal: AbortSignal.timeout(1_000) });
      await finishJob(database.db, job!.id);
    }
    expect(heard).toEqual([
      ['first', { thingId: 'x' }],
      ['second', { thingId: 'x' }],
    ]);
  });
});
