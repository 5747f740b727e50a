// Work at the end of a window: once a person, however often it is asked for, and one who is at fault does not hold up the others.
import { beforeEach, expect, it } from 'vitest';
import { manualClock, systemClock } from '../clock/clock.ts';
import { uuidv7Source } from '../clock/identity.ts';
import { describeOnEachEngine } from '../db/test-database.ts';
import { atWindowEnd } from './at-window-end.ts';
import { claimJobs, createJobs, finishJob } from './queue.ts';

describeOnEachEngine('work at the end of a window', { contexts: [] }, (database) => {
  const clock = manualClock('2026-11-22T00:00:10Z');
  const jobs = createJobs(clock, uuidv7Source(systemClock), () => 3);
  let worked: string[][] = [];
  let faulty: string | undefined;
  const later = () =>
    atWindowEnd({ db: database.db, clock, jobs }, 'a.reckon', 60_000, async (persons) => {
      if (faulty && persons.includes(faulty)) throw new Error(`${faulty} is at fault`);
      worked.push([...persons]);
    });
  beforeEach(async () => {
    await database.db.query('delete from jobs.job');
    [worked, faulty] = [[], undefined];
  });
  const due = () => database.db.tx((q) => claimJobs(q, ['a.reckon'], clock.now(), 300, 10));
  async function work(handler: ReturnType<typeof later>['handler']): Promise<string[]> {
    const failed: string[] = [];
    for (const { id, payload } of await due()) {
      await Promise.resolve(handler.run(payload, { id, attempt: 1, signal: AbortSignal.timeout(1_000) })).catch(
        (error: unknown) => failed.push(String(error)),
      );
      await finishJob(database.db, id);
    }
    return failed;
  }

  it('comes once a person and window', async () => {
    const { ask, handler } = later();
    await ask(['a', 'b', 'a']);
    await ask(['b', 'c']);
    await ask(['c']);
    expect(await due()).toEqual([]);
    clock.advanceSeconds(50);
    await ask(['a']);
    expect(await work(handler)).toEqual([]);
    expect(worked.flat().toSorted()).toEqual(['a', 'b', 'c']);
    clock.advanceSeconds(60);
    await work(handler);
    expect(worked.flat().toSorted()).toEqual(['a', 'a', 'b', 'c']);
  });

  it('tries everybody alone where one is at fault', async () => {
    const { ask, handler } = later();
    faulty = 'b';
    await ask(['a', 'b', 'c']);
    clock.advanceSeconds(60);
    expect(await work(handler)).toEqual([]);
    expect(await work(handler)).toEqual(['Error: b is at fault']);
    expect(worked.flat().toSorted()).toEqual(['a', 'c']);
  });
});
