// After a load every table has statistics, and those named can be answered from indexes alone.
import { beforeAll, expect, it } from 'vitest';
import { refreshStatistics } from './statistics.ts';
import { describeOnEachEngine } from './test-database.ts';

describeOnEachEngine('statistics after a load', { contexts: [] }, (database) => {
  beforeAll(async () => {
    for (const name of ['seen', 'counted']) {
      await database.db.query(`create table public.${name} (id integer primary key)`);
      await database.db.query(`insert into public.${name} select * from generate_series(1, 1000)`);
    }
  });

  it('counts every table and marks the visible ones', async () => {
    const refreshed = async () => {
      await refreshStatistics(database.db, new Set(['seen']), 2);
      return database.db.query<{ name: string; rows: number; visible: boolean }>(
        `select relname as name, reltuples::int as rows, relallvisible > 0 as visible from pg_class
         where oid in ('public.seen'::regclass, 'public.counted'::regclass) order by 1`,
      );
    };
    // Numbers of transactions are counted over the whole server: a long one of another database keeps rows from being visible to all.
    await expect.poll(refreshed).toEqual([
      { name: 'counted', rows: 1000, visible: false },
      { name: 'seen', rows: 1000, visible: true },
    ]);
    const known = await database.db.query<{ count: number }>(
      `select count(*)::int as count from pg_stats where schemaname = 'public' and tablename in ('seen', 'counted')`,
    );
    expect(known[0]!.count).toBe(2);
  });
});
