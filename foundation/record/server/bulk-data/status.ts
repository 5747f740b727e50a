// What the asker of a bulk job may know: progress while it runs, afterwards the manifest with its files.
import { isUuid, succeed } from '#platform/contract.ts';
import type { Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { BulkJobRow } from '../../contract.ts';
import { Refusal } from '../refusal.ts';
import type { RecordServices } from '../services.ts';
import type { BulkFile, BulkJob, ImportedCounts } from './job.ts';
import { bulkPermissions } from './settings.ts';
import { filesOf, findJob, listJobs } from './store/jobs.ts';

export const jobPath = (jobId: string): string => `bulk-data/${jobId}`;

/** The job of this account: 404 where there is none or it is over, 403 where another account asked for it. */
export async function ownJob(services: RecordServices, actor: Actor, jobId: string): Promise<BulkJob> {
  const { db, clock, access } = services.kernel;
  const job = isUuid(jobId) ? await findJob(db, jobId) : undefined;
  if (!job || (job.expiresAt && job.expiresAt <= clock.now()))
    throw new Refusal('not-found', 'There is no such job; it was cancelled, or its files expired.');
  if (job.accountId !== actor.accountId || !access.holds(actor, bulkPermissions[job.kind]))
    throw new Refusal('forbidden', 'Only the account that asked may see this job.');
  return job;
}

const urlOf = (base: string, job: BulkJob, file: BulkFile): string =>
  `${base}/${jobPath(job.id)}/files/${file.position}`;

const importedOf = (job: BulkJob) => Object.entries(job.counts as Record<string, ImportedCounts>);

/** The manifest of the Bulk Data Access guide; an import's `output` says by type what was done. */
export async function manifestOf(services: RecordServices, job: BulkJob, base: string): Promise<object> {
  const files = await filesOf(services.kernel.db, job.id);
  const entries = (kind: BulkFile['kind']) =>
    files
      .filter((file) => file.kind === kind)
      .map((file) => ({ type: file.type, url: urlOf(base, job, file), count: file.resources }));
  return {
    transactionTime: job.startedAt.toISOString(),
    request: job.request,
    requiresAccessToken: true,
    output: job.kind === 'export' ? entries('output') : importedOf(job).map(([type, counts]) => ({ type, ...counts })),
    ...(job.kind === 'export' && 'since' in job.parameters ? { deleted: entries('deleted') } : {}),
    error: entries('error'),
  };
}

export const progressOf = (job: BulkJob): string => {
  const counts = job.kind === 'export' ? Object.values(job.counts as Record<string, number>) : [];
  const given = counts.reduce((sum, count) => sum + count, 0);
  const words =
    job.kind === 'export'
      ? `${given} resources written`
      : `${importedOf(job).reduce((sum, [, one]) => sum + one.created + one.updated + one.unchanged + one.refused, 0)} resources read`;
  return `${job.percent} % done, ${words}`;
};

/** For the bureau's screen: the account's own jobs, newest first. */
export async function listOwnJobs(services: RecordServices, actor: Actor): Promise<Result<{ items: BulkJobRow[] }>> {
  const { db, clock } = services.kernel;
  const jobs = await listJobs(db, actor.accountId, mostListed);
  const now = clock.now();
  const items: BulkJobRow[] = [];
  for (const job of jobs) {
    if (job.expiresAt && job.expiresAt <= now) continue;
    const files = job.state === 'running' ? [] : await filesOf(db, job.id);
    items.push({
      jobId: job.id,
      kind: job.kind,
      state: job.state,
      percent: job.percent,
      startedAt: job.startedAt.toISOString(),
      ...(job.finishedAt ? { finishedAt: job.finishedAt.toISOString() } : {}),
      ...(job.expiresAt ? { expiresAt: job.expiresAt.toISOString() } : {}),
      ...(job.problem === undefined ? {} : { problem: job.problem }),
      counts:
        job.kind === 'export'
          ? Object.entries(job.counts as Record<string, number>).map(([type, given]) => ({ type, given }))
          : importedOf(job).map(([type, counts]) => ({ type, ...counts })),
      files: files.map(({ position, kind, type, resources, bytes }) => ({ position, kind, type, resources, bytes })),
    });
  }
  return succeed({ items });
}
const mostListed = 50;
