// The one row of the search through everybody: how far it is, so that it goes on after a restart.
import type { Sql } from '#platform/kernel/db/db.ts';

const scope = 'everybody';
export interface SearchRow {
  startedAt: Date;
  startedBy: string;
  done: number;
  total: number;
  afterId: string | null;
  finishedAt: Date | null;
}

export async function findSearch(q: Sql): Promise<SearchRow | undefined> {
  const [row] = await q.query<SearchRow>(
    `select started_at as "startedAt", started_by as "startedBy", done, total, after_id as "afterId",
       finished_at as "finishedAt" from registry.identity_search where scope = $1`,
    [scope],
  );
  return row;
}

export async function saveSearch(q: Sql, row: SearchRow): Promise<void> {
  await q.query(
    `insert into registry.identity_search (scope, started_at, started_by, done, total, after_id, finished_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (scope) do update set started_at = excluded.started_at, started_by = excluded.started_by,
       done = excluded.done, total = excluded.total, after_id = excluded.after_id, finished_at = excluded.finished_at`,
    [scope, row.startedAt, row.startedBy, row.done, row.total, row.afterId, row.finishedAt],
  );
}

export async function countPeople(q: Sql): Promise<number> {
  const [row] = await q.query<{ count: number }>('select count(*)::int as count from registry.person');
  return row!.count;
}
