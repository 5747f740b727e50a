// Begins a bulk export: parameters are checked at once, the work runs as a job.
import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { limitExport } from './app-limits.ts';
import { filterConditions } from './filter-conditions.ts';
import type { ExportParameters, ImportParameters, JobKind } from './job.ts';
import { bulkPermissions, jobKinds } from './settings.ts';
import { beginJob } from './store/jobs.ts';

const fingerprintOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Refused and audited without the permission. */
export function refuseWithout(services: RecordServices, asking: Asking, kind: JobKind): void {
  if (!services.kernel.access.holds(asking.actor, bulkPermissions[kind]))
    throw new Refusal('forbidden', `This account may not ask for a bulk ${kind}.`);
}

/** Returns the id of the job; the same order of the same account gives the one that runs already. */
export async function startExport(
  services: RecordServices,
  asking: Asking,
  request: string,
  given: ExportParameters,
): Promise<string> {
  refuseWithout(services, asking, 'export');
  const parameters = limitExport(services, asking, given);
  // A filter that could not be answered is told now, not when the job runs.
  for (const type of new Set(parameters.filters.map((filter) => filter.type)))
    await filterConditions(services, asking, type, parameters);
  return begin(services, asking, 'export', request, parameters, fingerprintOf({ kind: 'export', parameters }));
}

export async function begin(
  services: RecordServices,
  asking: Asking,
  kind: JobKind,
  request: string,
  parameters: ExportParameters | ImportParameters,
  fingerprint: string,
  options: { id?: string; bytes?: number } = {},
): Promise<string> {
  const { db, jobs, audit, newId } = services.kernel;
  return db.tx(async (q) => {
    const begun = await beginJob(
      q,
      {
        id: options.id ?? newId(),
        accountId: asking.actor.accountId,
        kind,
        request,
        parameters,
        place:
          kind === 'export'
            ? { at: 0, given: 0 }
            : {
                pass: options.bytes === undefined ? 'fetch' : 'patients',
                file: 0,
                byte: 0,
                line: 0,
                bytes: options.bytes === undefined ? [] : [options.bytes],
              },
        startedAt: asking.now,
      },
      fingerprint,
    );
    if (begun.fresh) await jobs.enqueue(q, { kind: jobKinds[kind], payload: { jobId: begun.id } });
    await audit.record(q, asking.actor, {
      action: 'execute',
      permission: bulkPermissions[kind],
      outcome: 'success',
      object: `$${kind}/${begun.id}`,
      detail: { fresh: begun.fresh },
    });
    return begun.id;
  });
}
