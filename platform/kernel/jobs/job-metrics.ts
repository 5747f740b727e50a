// Tells /metrics how the queue of jobs stands: what is due, runs, waits for a later time, or was set aside as dead.
import { Gauge } from 'prom-client';
import type { Sql } from '../db/db.ts';

const counted = new Gauge({
  name: 'tianmu_jobs',
  help: 'Jobs by state: due now, running, waiting for a later time, set aside as dead after their last attempt',
  labelNames: ['state'] as const,
});
const oldest = new Gauge({
  name: 'tianmu_jobs_oldest_due_seconds',
  help: 'How long the job that is due longest has been waiting',
});

/** Reads the queue once and sets the gauges. */
export async function measureJobs(q: Sql, at: Date): Promise<void> {
  const rows = await q.query<{ state: string; jobs: number; first: Date }>(
    `select case when state = 'waiting' and run_at <= $1 then 'due' when state = 'waiting' then 'later' else state end as state,
       count(*)::int as jobs, min(run_at) as first
     from jobs.job group by 1`,
    [at],
  );
  for (const state of ['due', 'running', 'later', 'dead'])
    counted.set({ state }, rows.find((row) => row.state === state)?.jobs ?? 0);
  const due = rows.find((row) => row.state === 'due');
  oldest.set(due ? (at.getTime() - due.first.getTime()) / 1000 : 0);
}
