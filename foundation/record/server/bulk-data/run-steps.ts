// Runs a bulk job step by step inside of kernel jobs, under what its account may do now; hands on before the lease ends.
import type { Actor } from '#platform/kernel/access/actor.ts';
import { accountActor } from '#platform/kernel/auth/account-actor.ts';
import type { JobHandler } from '#platform/kernel/jobs/jobs.ts';
import { Refusal } from '../refusal.ts';
import type { RecordServices } from '../services.ts';
import type { BulkJob, JobKind } from './job.ts';
import { bulkPermissions, expiryOf, jobKinds } from './settings.ts';
import { deleteJob, endJob, findExpired, findJob } from './store/jobs.ts';

/** The job was cancelled or is another run's now, or the server stops: nothing more to do here. */
export class Stopped extends Error {}

/** A job of the kernel is lent for 300 seconds; the last step may take a while. */
const turnMilliseconds = 60_000;
const mostAttempts = 4;

export type Step = (services: RecordServices, job: BulkJob, actor: Actor, signal: AbortSignal) => Promise<boolean>;

async function end(services: RecordServices, job: BulkJob, actor: Actor | undefined, problem?: string): Promise<void> {
  const { db, clock } = services.kernel;
  const at = clock.now();
  const expiresAt = actor ? await expiryOf(services, actor.homeUnitId, at) : at;
  await endJob(db, job.id, { state: problem === undefined ? 'finished' : 'failed', at, expiresAt, problem });
}

async function runSteps(
  services: RecordServices,
  jobId: string,
  kind: JobKind,
  step: Step,
  signal: AbortSignal,
): Promise<void> {
  const { db, clock, access, jobs, spool } = services.kernel;
  const handOn = () => jobs.enqueue(db, { kind: jobKinds[kind], payload: { jobId } });
  const began = performance.now();
  for (;;) {
    const job = await findJob(db, jobId);
    if (!job) return spool.removeAll(`${jobId}-`);
    if (job.state !== 'running') return;
    if (signal.aborted || performance.now() - began > turnMilliseconds) return handOn();
    const work = { task: `job ${jobKinds[kind]}`, requestId: jobId, at: clock.now() };
    const actor = await accountActor(db, job.accountId, work);
    if (!actor || !access.holds(actor, bulkPermissions[kind]))
      return end(services, job, actor, 'The account may not do this any more.');
    try {
      if (await step(services, job, actor, signal)) return await end(services, job, actor);
    } catch (error) {
      if (error instanceof Stopped) {
        if (signal.aborted) return handOn();
        // Gone, or another run saved this step and goes on with the next.
        if (!(await findJob(db, jobId))) await spool.removeAll(`${jobId}-`);
        return;
      }
      if (!(error instanceof Refusal)) throw error;
      return end(services, job, actor, error.issues[0]?.diagnostics ?? error.message);
    }
  }
}

export function bulkJobs(services: RecordServices, steps: Record<JobKind, Step>): JobHandler[] {
  const handler = (kind: JobKind): JobHandler => ({
    kind: jobKinds[kind],
    maxAttempts: mostAttempts,
    async run(payload, { attempt, signal }) {
      const { jobId } = payload as { jobId: string };
      try {
        await runSteps(services, jobId, kind, steps[kind], signal);
      } catch (error) {
        const job = attempt >= mostAttempts ? await findJob(services.kernel.db, jobId) : undefined;
        if (job) {
          const work = { task: `job ${jobKinds[kind]}`, requestId: jobId, at: services.kernel.clock.now() };
          const actor = await accountActor(services.kernel.db, job.accountId, work);
          await end(services, job, actor, 'The server could not complete the job.');
        }
        throw error;
      }
    },
  });
  return [
    handler('export'),
    handler('import'),
    {
      kind: 'record.remove-expired-bulk-data',
      async run() {
        const { db, clock } = services.kernel;
        const now = clock.now();
        for (const id of await findExpired(db, now, new Date(now.getTime() - abandonedMilliseconds)))
          await removeJob(services, id);
      },
    },
  ];
}
const abandonedMilliseconds = 7 * 86_400_000;

export const bulkSchedules = [{ kind: 'record.remove-expired-bulk-data', everySeconds: 600 }] as const;

/** Takes a job, its rows and its files away; a run of it stops at its next page. */
export async function removeJob(services: RecordServices, jobId: string): Promise<void> {
  await services.kernel.db.tx((q) => deleteJob(q, jobId));
  await services.kernel.spool.removeAll(`${jobId}-`);
}
