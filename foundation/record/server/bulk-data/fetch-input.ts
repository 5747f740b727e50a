// Fetches the files that an import names; only from addresses that the county allows, without following redirections.
import type { Actor } from '#platform/kernel/access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { RecordServices } from '../services.ts';
import type { BulkJob, ImportParameters, ImportPlace } from './job.ts';
import { Stopped } from './run-steps.ts';
import { allowedSources, spoolName } from './settings.ts';
import { saveStep } from './store/jobs.ts';

export const inputName = (jobId: string, file: number): string => spoolName(jobId, `input-${file}x`);

/** Refused unless every address lies under a prefix that the setting names: no request forgery through this server. */
export async function refuseForeignSources(
  services: RecordServices,
  actor: Actor,
  urls: readonly string[],
  now: Date,
): Promise<void> {
  const allowed = await allowedSources(services, actor.homeUnitId, now);
  for (const url of urls) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    const fits = parsed && !parsed.username && !parsed.password && allowed.some((one) => parsed.href.startsWith(one));
    if (!fits)
      throw new Refusal(
        'forbidden',
        'The address of an input is not among those that the county allows; send the file as the body.',
        {
          code: 'security',
        },
      );
  }
}

/** Fetches the next file of the order and saves the step. */
export async function fetchInput(
  services: RecordServices,
  job: BulkJob,
  actor: Actor,
  signal: AbortSignal,
): Promise<void> {
  const { inputs } = job.parameters as ImportParameters;
  const place = job.place as ImportPlace;
  const file = place.bytes.length;
  const { url } = inputs[file]!;
  await refuseForeignSources(services, actor, [url], services.kernel.clock.now());
  const answer = await fetch(url, { redirect: 'error', signal }).catch(() => undefined);
  if (signal.aborted) throw new Stopped();
  if (!answer?.ok || !answer.body) throw new Refusal('fault', `Input ${file + 1} could not be fetched.`);
  const bytes = [...place.bytes, await services.kernel.spool.write(inputName(job.id, file), answer.body)];
  const next: ImportPlace = { ...place, bytes, pass: bytes.length === inputs.length ? 'patients' : 'fetch' };
  if (!(await saveStep(services.kernel.db, job, { place: next, counts: {}, percent: 0 }))) throw new Stopped();
}
