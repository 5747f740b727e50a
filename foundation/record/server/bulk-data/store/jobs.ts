// Keeps bulk jobs, their files and their refused lines.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { BulkFile, BulkJob } from '../job.ts';

interface JobRow {
  id: string;
  account_id: string;
  kind: BulkJob['kind'];
  state: BulkJob['state'];
  request: string;
  parameters: BulkJob['parameters'];
  place: BulkJob['place'];
  step: number;
  counts: BulkJob['counts'];
  percent: number;
  started_at: Date;
  finished_at: Date | null;
  expires_at: Date | null;
  problem: string | null;
}
const jobOf = (row: JobRow): BulkJob => ({
  id: row.id,
  accountId: row.account_id,
  kind: row.kind,
  state: row.state,
  request: row.request,
  parameters: row.parameters,
  place: row.place,
  step: row.step,
  counts: row.counts,
  percent: row.percent,
  startedAt: row.started_at,
  finishedAt: row.finished_at ?? undefined,
  expiresAt: row.expires_at ?? undefined,
  problem: row.problem ?? undefined,
});

/** The new job, or the one that runs for the same account with the same fingerprint. */
export async function beginJob(
  q: Sql,
  job: Pick<BulkJob, 'id' | 'accountId' | 'kind' | 'request' | 'parameters' | 'place' | 'startedAt'>,
  fingerprint: string,
): Promise<{ id: string; fresh: boolean }> {
  const [fresh] = await q.query<{ id: string }>(
    `insert into record.bulk_job (id, account_id, kind, state, fingerprint, request, parameters, place, step, counts, percent, started_at)
     values ($1, $2, $3, 'running', $4, $5, $6, $7, 0, '{}', 0, $8)
     on conflict (account_id, fingerprint) where state = 'running' do nothing returning id`,
    [
      job.id,
      job.accountId,
      job.kind,
      fingerprint,
      job.request,
      JSON.stringify(job.parameters),
      JSON.stringify(job.place),
      job.startedAt,
    ],
  );
  if (fresh) return { id: job.id, fresh: true };
  const [running] = await q.query<{ id: string }>(
    `select id from record.bulk_job where account_id = $1 and fingerprint = $2 and state = 'running'`,
    [job.accountId, fingerprint],
  );
  // It ended between the two statements: the caller tries again.
  return running ? { id: running.id, fresh: false } : beginJob(q, job, fingerprint);
}

export async function findJob(q: Sql, id: string): Promise<BulkJob | undefined> {
  const [row] = await q.query<JobRow>('select * from record.bulk_job where id = $1', [id]);
  return row && jobOf(row);
}

/** Jobs of an account, newest first. */
export async function listJobs(q: Sql, accountId: string, limit: number): Promise<BulkJob[]> {
  const rows = await q.query<JobRow>(
    'select * from record.bulk_job where account_id = $1 order by started_at desc, id desc limit $2',
    [accountId, limit],
  );
  return rows.map(jobOf);
}

/** Tells how far a step is; false where the job is gone or another run has taken the step over. */
export async function tellPercent(q: Sql, job: BulkJob, percent: number): Promise<boolean> {
  const rows = await q.query(
    `update record.bulk_job set percent = $3 where id = $1 and step = $2 and state = 'running' returning 1`,
    [job.id, job.step, percent],
  );
  return rows.length === 1;
}

/** Saves a finished step in its transaction; false where the job is gone or another run saved the step already. */
export async function saveStep(
  q: Sql,
  job: BulkJob,
  next: Pick<BulkJob, 'place' | 'counts' | 'percent'>,
): Promise<boolean> {
  const rows = await q.query(
    `update record.bulk_job set place = $3, counts = $4, percent = $5, step = step + 1
     where id = $1 and step = $2 and state = 'running' returning 1`,
    [job.id, job.step, JSON.stringify(next.place), JSON.stringify(next.counts), next.percent],
  );
  return rows.length === 1;
}

export async function endJob(
  q: Sql,
  id: string,
  end: { state: 'finished' | 'failed'; at: Date; expiresAt: Date; problem?: string },
): Promise<boolean> {
  const rows = await q.query(
    `update record.bulk_job set state = $2, finished_at = $3, expires_at = $4, problem = $5,
       percent = case when $2 = 'finished' then 100 else percent end
     where id = $1 and state = 'running' returning 1`,
    [id, end.state, end.at, end.expiresAt, end.problem ?? null],
  );
  return rows.length === 1;
}

/** Takes the job and all its rows away; its files are the caller's. */
export async function deleteJob(q: Sql, id: string): Promise<void> {
  await q.query('delete from record.bulk_file where job_id = $1', [id]);
  await q.query('delete from record.bulk_refusal where job_id = $1', [id]);
  await q.query('delete from record.bulk_person where job_id = $1', [id]);
  await q.query('delete from record.bulk_job where id = $1', [id]);
}

/** Jobs whose files are over, and jobs that began before `abandonedBefore` and never ended. */
export async function findExpired(q: Sql, at: Date, abandonedBefore: Date): Promise<string[]> {
  const rows = await q.query<{ id: string }>(
    `select id from record.bulk_job where expires_at <= $1 or (state = 'running' and started_at < $2)`,
    [at, abandonedBefore],
  );
  return rows.map((row) => row.id);
}

export async function addFile(q: Sql, jobId: string, file: BulkFile): Promise<void> {
  await q.query(
    `insert into record.bulk_file (job_id, position, name, kind, type, resources, bytes)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (job_id, position) do nothing`,
    [jobId, file.position, file.name, file.kind, file.type, file.resources, file.bytes],
  );
}

export const filesOf = (q: Sql, jobId: string): Promise<BulkFile[]> =>
  q.query<BulkFile>(
    'select position, name, kind, type, resources, bytes from record.bulk_file where job_id = $1 order by position',
    [jobId],
  );

export async function addRefusals(
  q: Sql,
  jobId: string,
  refusals: readonly { line: number; outcome: string }[],
): Promise<void> {
  if (refusals.length === 0) return;
  await q.query(
    `insert into record.bulk_refusal (job_id, line, outcome)
     select $1, r.line, r.outcome from unnest($2::bigint[], $3::text[]) as r (line, outcome) on conflict (job_id, line) do nothing`,
    [jobId, refusals.map((one) => one.line), refusals.map((one) => one.outcome)],
  );
}

export const refusalsAfter = (
  q: Sql,
  jobId: string,
  line: number,
  limit: number,
): Promise<{ line: number; outcome: string }[]> =>
  q.query('select line, outcome from record.bulk_refusal where job_id = $1 and line > $2 order by line limit $3', [
    jobId,
    line,
    limit,
  ]);

/** Notes whom an export has shown or an import brought in; returns those that were not noted before. */
export async function notePersons(q: Sql, jobId: string, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await q.query<{ patient_id: string }>(
    `insert into record.bulk_person (patient_id, job_id) select r.patient_id, $2 from unnest($1::uuid[]) as r (patient_id)
     on conflict (patient_id, job_id) do nothing returning patient_id`,
    [personIds, jobId],
  );
  return rows.map((row) => row.patient_id);
}

export async function forgetPersons(q: Sql, jobId: string): Promise<void> {
  await q.query('delete from record.bulk_person where job_id = $1', [jobId]);
}

/** Those of the persons whom this import itself brought in: its later lines may concern them. */
export async function reachedBy(q: Sql, jobId: string, personIds: readonly string[]): Promise<string[]> {
  const rows = await q.query<{ patient_id: string }>(
    'select patient_id from record.bulk_person where patient_id = any($1::uuid[]) and job_id = $2',
    [personIds, jobId],
  );
  return rows.map((row) => row.patient_id);
}
