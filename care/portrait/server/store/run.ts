// The walk through everybody, as rows: where it is, and when it ended.
import type { Sql } from '#platform/kernel/db/db.ts';

export interface RunRow {
  runId: string;
  startedAt: Date;
  startedBy: string;
  startedByName: string;
  total: number;
  done: number;
  afterId: string | null;
  finishedAt: Date | null;
}
const select = `select run_id as "runId", started_at as "startedAt", started_by as "startedBy",
  started_by_name as "startedByName", total, done, after_id as "afterId", finished_at as "finishedAt" from portrait.run`;

export const lastRun = async (q: Sql): Promise<RunRow | undefined> =>
  (await q.query<RunRow>(`${select} order by started_at desc, run_id desc limit 1`))[0];

/** Locked, so that a second server's step waits. */
export const lockRun = async (q: Sql, runId: string): Promise<RunRow | undefined> =>
  // local
  (await q.query<RunRow>(`${select} where run_id = $1 for update -- local`, [runId]))[0];

export async function insertRun(
  q: Sql,
  row: Pick<RunRow, 'runId' | 'startedAt' | 'startedBy' | 'startedByName' | 'total'>,
): Promise<void> {
  await q.query(
    `insert into portrait.run (run_id, started_at, started_by, started_by_name, total, done) values ($1, $2, $3, $4, $5, 0)`,
    [row.runId, row.startedAt, row.startedBy, row.startedByName, row.total],
  );
}

export async function moveRun(
  q: Sql,
  runId: string,
  step: { done: number; afterId: string | undefined; finishedAt: Date | undefined },
): Promise<void> {
  await q.query(
    `update portrait.run set done = done + $2, after_id = coalesce($3, after_id), finished_at = $4 where run_id = $1`,
    [runId, step.done, step.afterId ?? null, step.finishedAt ?? null],
  );
}
