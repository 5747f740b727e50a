// The run of a village's reports, as a row: where it is, what came of it, and when it ended.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface RunFailure {
  personId: string;
  code: string;
}
export interface ReportRunRow {
  villageId: string;
  year: number;
  runId: string;
  startedAt: Date;
  startedBy: string;
  startedByName: string;
  total: number;
  done: number;
  made: number;
  unchanged: number;
  failures: RunFailure[];
  afterId: string | null;
  finishedAt: Date | null;
}
type Stored = Omit<ReportRunRow, 'failures'> & { failures: string };
const select = `select village_id as "villageId", year, run_id as "runId", started_at as "startedAt",
  started_by as "startedBy", started_by_name as "startedByName", total, done, made, unchanged, failures,
  after_id as "afterId", finished_at as "finishedAt" from portrait.report_run`;
const read = ({ failures, ...row }: Stored): ReportRunRow => ({
  ...row,
  failures: JSON.parse(failures) as RunFailure[],
});

export const findRun = async (q: Sql, villageId: string, year: number): Promise<ReportRunRow | undefined> =>
  (await q.query<Stored>(`${select} where village_id = $1 and year = $2`, [villageId, year])).map(read)[0];

/** Locked, so that a second server's step waits. */
export const lockRun = async (q: Sql, villageId: string, year: number): Promise<ReportRunRow | undefined> =>
  // local
  (await q.query<Stored>(`${select} where village_id = $1 and year = $2 for update -- local`, [villageId, year])).map(
    read,
  )[0];

/** A village and year have one run: a new one takes the place of the one that ended. */
export async function saveRun(q: Sql, row: ReportRunRow): Promise<void> {
  await q.query(
    `insert into portrait.report_run (village_id, year, run_id, started_at, started_by, started_by_name, total, done,
       made, unchanged, failures, after_id, finished_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (village_id, year) do update set run_id = excluded.run_id, started_at = excluded.started_at,
       started_by = excluded.started_by, started_by_name = excluded.started_by_name, total = excluded.total,
       done = excluded.done, made = excluded.made, unchanged = excluded.unchanged, failures = excluded.failures,
       after_id = excluded.after_id, finished_at = excluded.finished_at`,
    [
      row.villageId,
      row.year,
      row.runId,
      row.startedAt,
      row.startedBy,
      row.startedByName,
      row.total,
      row.done,
      row.made,
      row.unchanged,
      JSON.stringify(row.failures),
      row.afterId,
      row.finishedAt,
    ],
  );
}
