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
  return {
    async enqueue(q, { kind, payload, runAt, singletonKey }) {
      const at = clock.now();
      await q.query(
        `insert into jobs.job (id, kind, payload, singleton_key, state, run_at, attempt, max_attempts, created_at)
         values ($1, $2, $3, $4, 'waiting', $5, 0, $6, $7)
         on conflict (kind, singleton_key) where singleton_key is not null and state <> 'dead' do nothing`,
        [newId(), kind, JSON.stringify(payload), singletonKey ?? null, runAt ?? at, maxAttemptsOf(kind), at],
      );
      await q.query("select pg_notify('tianmu_jobs', '')");
    },
  };
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
