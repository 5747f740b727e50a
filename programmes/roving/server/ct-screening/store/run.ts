// How far the rule has gone over a village.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface RunRow {
  villageId: string;
  year: number;
  countyId: string;
  total: number;
  done: number;
  outsideAge: number;
  startedAt: Date;
  finishedAt: Date | null;
}

export async function saveRun(q: Sql, row: RunRow): Promise<void> {
  await q.query(
    `insert into roving.ct_run (village_id, year, county_id, total, done, outside_age, started_at, finished_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (village_id, year) do update set total = excluded.total, done = excluded.done,
       outside_age = excluded.outside_age, started_at = excluded.started_at, finished_at = excluded.finished_at`,
    [row.villageId, row.year, row.countyId, row.total, row.done, row.outsideAge, row.startedAt, row.finishedAt],
  );
}

export const listRuns = (q: Sql, countyId: string, year: number): Promise<RunRow[]> =>
  q.query(
    `select village_id as "villageId", year, county_id as "countyId", total, done, outside_age as "outsideAge",
       started_at as "startedAt", finished_at as "finishedAt" from roving.ct_run where county_id = $1 and year = $2`,
    [countyId, year],
  );
