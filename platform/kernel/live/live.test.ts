// Live topics: messages arrive after the commit, in order, and a follower that comes back gets just what it missed.
import { beforeAll, expect, it } from 'vitest';
import { pino } from 'pino';
import { systemClock } from '../clock/clock.ts';
import { describeOnEachEngine } from '../db/test-database.ts';
import { LiveHub, type LiveMessage } from './hub.ts';
import { createLive } from './publisher.ts';

const pause = (milliseconds: number) => new Promise((wait) => setTimeout(wait, milliseconds));

describeOnEachEngine('live topics', { contexts: [] }, (database) => {
  const log = pino({ level: 'silent' });
  let hub: LiveHub;
  let live: ReturnType<typeof createLive>;
  beforeAll(async () => {
    hub = new LiveHub(database.db, systemClock, log);
    live = createLive(database.db, systemClock, log, new Set(['county.counters', 'county.places']));
    await hub.start();
    return () => hub.stop();
  });
  const follower = (seen: LiveMessage[]) => ({
    topics: new Set(['county.counters']),
    send: (message: LiveMessage) => void seen.push(message),
    close: () => undefined,
  });

  it('reach followers after the commit only, and resume without loss or double', async () => {
    const seen: LiveMessage[] = [];
    const { unfollow } = await hub.follow(follower(seen), undefined);
    const undone = database.db.tx(async (q) => {
      await live.publish(q, 'county.counters', { n: -1 });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    for (let n = 0; n < 20; n++) await database.db.tx((q) => live.publish(q, 'county.counters', { n }));
    await expect.poll(() => seen.length).toBe(20);
    expect(seen.map((message) => (message.data as { n: number }).n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    unfollow();
    for (let n = 20; n < 25; n++) await live.publish(database.db, 'county.counters', { n });
    await expect
      .poll(
        async () =>
          (await database.db.query<{ count: number }>('select count(*) as count from live.message'))[0]!.count,
        { timeout: 20_000 },
      )
      .toBe(25);
    const later: LiveMessage[] = [];
    const resumed = await hub.follow(follower(later), seen.at(-1)!.seq);
    await expect.poll(() => later.length).toBe(5);
    expect(resumed.gap).toBe(false);
    expect(later.map((message) => (message.data as { n: number }).n)).toEqual([20, 21, 22, 23, 24]);
    resumed.unfollow();
  });

  it('say so when part of what was missed is gone', async () => {
    const [first] = await database.db.query<{ seq: number }>('select min(seq) as seq from live.message');
    await database.db.query('delete from live.message where seq < $1', [first!.seq + 10]);
    expect((await hub.follow(follower([]), first!.seq)).gap).toBe(true);
    expect((await hub.follow(follower([]), first!.seq + 12)).gap).toBe(false);
  });

  it('reach whoever comes and goes amid them, each once', async () => {
    const seen: LiveMessage[] = [];
    let running = true;
    const writing = (async () => {
      for (let n = 0; n < 150; n++) {
        await live.publish(database.db, 'county.places', { n });
        await live.publish(database.db, 'county.counters', { n });
        await pause(3);
      }
      running = false;
    })();
    const others = await hub.follow({ ...follower([]), topics: new Set(['county.places']) }, undefined);
    let { unfollow } = await hub.follow(follower(seen), undefined);
    while (running) {
      await pause(20);
      if (seen.length === 0) continue;
      unfollow();
      await pause(10);
      ({ unfollow } = await hub.follow(follower(seen), seen.at(-1)!.seq));
    }
    await writing;
    await expect.poll(() => seen.length).toBe(150);
    expect(seen.map((message) => (message.data as { n: number }).n)).toEqual(Array.from({ length: 150 }, (_, n) => n));
    expect(new Set(seen.map(({ topic }) => topic))).toEqual(new Set(['county.counters']));
    unfollow();
    others.unfollow();
  });

  it('refuse undeclared names', async () => {
    await expect(live.publish(database.db, 'else.where', {})).rejects.toThrow('no declared live topic');
  });
});
