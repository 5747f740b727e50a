// Puts jobs into the queue inside the caller's transaction; a singleton key keeps the same work from waiting twice.
import type { Clock } from '../clock/clock.ts';
import type { IdSource } from '../clock/identity.ts';
import type { Sql } from '../db/db.ts';
import type { Jobs } from './jobs.ts';

export const defaultMaxAttempts = 8;

export interface JobRow {
  id: string;
  kind: string;
  payload: unknown;
  attempt: number;
  max_attempts: number;
}

export function createJobs(clock: Clock, newId: IdSource, maxAttemptsOf: (kind: string) => number): Jobs {
  const enqueueAll: Jobs['enqueueAll'] = async (q, jobs) => {
    if (jobs.length === 0) return;
    const at = clock.now();
    await q.query(
      `insert into jobs.job (id, kind, payload, singleton_key, state, run_at, attempt, max_attempts, created_at)
       select r.id, r.kind, r.payload::jsonb, r.singleton_key, 'waiting', r.run_at, 0, r.max_attempts, $7
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::integer[])
         as r (id, kind, payload, singleton_key, run_at, max_attempts)
       on conflict (kind, singleton_key) where singleton_key is not null and state <> 'dead' do nothing`,
      [
        jobs.map(() => newId()),
        jobs.map(({ kind }) => kind),
        jobs.map(({ payload }) => JSON.stringify(payload)),
        jobs.map(({ singletonKey }) => singletonKey ?? null),
        jobs.map(({ runAt }) => runAt ?? at),
        jobs.map(({ kind }) => maxAttemptsOf(kind)),
        at,
      ],
    );
    await q.query("select pg_notify('tianmu_jobs', '')");
  };
  return { enqueueAll, enqueue: (q, job) => enqueueAll(q, [job]) };
}

/** Takes up to `limit` due jobs for `leaseSeconds`, also those whose runner died while it held them. */
export function claimJobs(
  q: Sql,
  kinds: readonly string[],
  at: Date,
  leaseSeconds: number,
  limit: number,
): Promise<JobRow[]> {
  return q.query<JobRow>(
    `update jobs.job set state = 'running', attempt = attempt + 1, locked_until = $2
     where id in (
       select id from jobs.job where kind = any($4) and
         ((state = 'waiting' and run_at <= $1) or (state = 'running' and locked_until < $1))
       order by run_at limit $3 for update skip locked -- local
     ) returning id, kind, payload, attempt, max_attempts`,
    [at, new Date(at.getTime() + leaseSeconds * 1000), limit, kinds],
  );
}

/** Keeps a running job for its runner for `leaseSeconds` more; not one that another has taken over. */
export async function holdJob(q: Sql, job: JobRow, at: Date, leaseSeconds: number): Promise<void> {
  await q.query("update jobs.job set locked_until = $3 where id = $1 and state = 'running' and attempt = $2", [
    job.id,
    job.attempt,
    new Date(at.getTime() + leaseSeconds * 1000),
  ]);
}

export async function finishJob(q: Sql, id: string): Promise<void> {
  await q.query('delete from jobs.job where id = $1', [id]);
}

/** Seconds before the next attempt: 2, 4, 8 ... at most an hour. */
export const backOffSeconds = (attempt: number): number => Math.min(2 ** attempt, 3_600);

export async function failJob(q: Sql, job: JobRow, error: string, at: Date): Promise<'waiting' | 'dead'> {
  const state = job.attempt >= job.max_attempts ? 'dead' : 'waiting';
  await q.query('update jobs.job set state = $2, run_at = $3, locked_until = null, last_error = $4 where id = $1', [
    job.id,
    state,
    new Date(at.getTime() + backOffSeconds(job.attempt) * 1000),
    error.slice(0, 2_000),
  ]);
  return state;
}
