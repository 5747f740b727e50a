// Keeps the definitions of views, their versions and how their runs go.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { TableColumn } from '../table-columns.ts';

export interface StoredView {
  name: string;
  version: number;
  unitId: string;
  accountId: string;
  definition: string;
  daily: boolean;
  savedAt: Date;
  nextRunAt?: Date;
  runId?: string;
  runAccountId?: string;
  runState?: 'running' | 'finished' | 'failed';
  runPercent: number;
  runStartedAt?: Date;
  runProblem?: string;
  table?: { accountId: string; columns: TableColumn[]; rows: number; seconds: number; filledAt: Date };
}

interface ViewRow {
  name: string;
  version: number;
  unit_id: string;
  account_id: string;
  definition: string;
  daily: boolean;
  saved_at: Date;
  next_run_at: Date | null;
  run_id: string | null;
  run_account_id: string | null;
  run_state: StoredView['runState'] | null;
  run_percent: number;
  run_started_at: Date | null;
  run_problem: string | null;
  table_account_id: string | null;
  table_columns: TableColumn[] | null;
  table_rows: number | string | null;
  table_seconds: number | null;
  table_filled_at: Date | null;
}

const viewOf = (row: ViewRow): StoredView => ({
  name: row.name,
  version: row.version,
  unitId: row.unit_id,
  accountId: row.account_id,
  definition: row.definition,
  daily: row.daily,
  savedAt: row.saved_at,
  nextRunAt: row.next_run_at ?? undefined,
  runId: row.run_id ?? undefined,
  runAccountId: row.run_account_id ?? undefined,
  runState: row.run_state ?? undefined,
  runPercent: row.run_percent,
  runStartedAt: row.run_started_at ?? undefined,
  runProblem: row.run_problem ?? undefined,
  table: row.table_filled_at
    ? {
        accountId: row.table_account_id!,
        columns: row.table_columns!,
        rows: Number(row.table_rows),
        seconds: row.table_seconds!,
        filledAt: row.table_filled_at,
      }
    : undefined,
});

export async function findView(q: Sql, name: string): Promise<StoredView | undefined> {
  const [row] = await q.query<ViewRow>('select * from record.view_definition where name = $1', [name]);
  return row && viewOf(row);
}

export async function listViews(q: Sql, unitIds: readonly string[]): Promise<StoredView[]> {
  const rows = await q.query<ViewRow>(
    'select * from record.view_definition where unit_id = any($1::uuid[]) order by name',
    [unitIds],
  );
  return rows.map(viewOf);
}

/** False where another writer was faster; `version` is the one that is replaced, 0 for a new view. */
export async function saveView(
  q: Sql,
  view: Pick<StoredView, 'name' | 'unitId' | 'accountId' | 'definition' | 'daily' | 'savedAt' | 'nextRunAt'>,
  version: number,
): Promise<boolean> {
  const { name, unitId, accountId, definition, daily, savedAt, nextRunAt } = view;
  const rows = await q.query(
    version === 0
      ? `insert into record.view_definition (name, version, unit_id, account_id, definition, daily, saved_at, next_run_at, run_percent)
         values ($1, $2::integer + 1, $3, $4, $5, $6, $7, $8, 0) on conflict (name) do nothing returning name`
      : `update record.view_definition set version = $2::integer + 1, unit_id = $3, account_id = $4, definition = $5, daily = $6,
         saved_at = $7, next_run_at = $8 where name = $1 and version = $2 returning name`,
    [name, version, unitId, accountId, definition, daily, savedAt, nextRunAt ?? null],
  );
  return rows.length > 0;
}

export async function removeView(q: Sql, name: string): Promise<void> {
  await q.query('delete from record.view_definition where name = $1', [name]);
}

/** False where a run goes on already and began after `stale`. */
export async function beginRun(
  q: Sql,
  run: { name: string; runId: string; accountId: string; at: Date; stale: Date; nextRunAt?: Date },
): Promise<boolean> {
  const rows = await q.query(
    `update record.view_definition set run_id = $2, run_account_id = $3, run_state = 'running', run_percent = 0,
       run_started_at = $4, run_problem = null, next_run_at = $6
     where name = $1 and (run_state is distinct from 'running' or run_started_at < $5) returning name`,
    [run.name, run.runId, run.accountId, run.at, run.stale, run.nextRunAt ?? null],
  );
  return rows.length > 0;
}

/** False where this run was taken over, or the view removed. */
export async function tellPercent(q: Sql, name: string, runId: string, percent: number): Promise<boolean> {
  const rows = await q.query(
    `update record.view_definition set run_percent = $3 where name = $1 and run_id = $2 and run_state = 'running' returning name`,
    [name, runId, percent],
  );
  return rows.length > 0;
}

export async function failRun(q: Sql, name: string, runId: string, problem: string): Promise<void> {
  await q.query(
    `update record.view_definition set run_state = 'failed', run_problem = $3 where name = $1 and run_id = $2`,
    [name, runId, problem],
  );
}

export async function finishRun(
  q: Sql,
  name: string,
  runId: string,
  table: NonNullable<StoredView['table']>,
): Promise<boolean> {
  const rows = await q.query(
    `update record.view_definition set run_state = 'finished', run_percent = 100, table_account_id = $3, table_columns = $4::jsonb,
       table_rows = $5, table_seconds = $6, table_filled_at = $7 where name = $1 and run_id = $2 and run_state = 'running' returning name`,
    [name, runId, table.accountId, JSON.stringify(table.columns), table.rows, table.seconds, table.filledAt],
  );
  return rows.length > 0;
}

/** Views whose daily run is due. */
export async function dueViews(q: Sql, at: Date): Promise<{ name: string; accountId: string }[]> {
  const rows = await q.query<{ name: string; account_id: string }>(
    `select name, account_id from record.view_definition where daily and next_run_at <= $1 order by next_run_at`,
    [at],
  );
  return rows.map((row) => ({ name: row.name, accountId: row.account_id }));
}
