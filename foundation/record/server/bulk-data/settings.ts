// Names and limits of bulk exports and imports.
import type { RecordServices } from '../services.ts';

export const bulkPermissions = { export: 'record.bulk.export', import: 'record.bulk.import' } as const;
export const jobKinds = { export: 'record.run-export', import: 'record.run-import' } as const;

/** Every file of a job begins with its id, so that they go together. */
export const spoolName = (jobId: string, fileId: string): string => `${jobId}-${fileId}`;

/** A part of an export is closed when one of these is reached. */
export const mostResourcesInFile = 100_000;
export const mostBytesInFile = 64 * 1024 * 1024;

/** Setting of an organisation unit: hours until the files of its accounts are removed. */
export const hoursKey = 'record.bulk-file-hours';
const defaultHours = 24;
/** Setting of an organisation unit: addresses under which files to import may lie; none unless set. */
export const sourcesKey = 'record.bulk-import-sources';

export async function expiryOf(services: RecordServices, homeUnitId: string, now: Date): Promise<Date> {
  const set = await services.kernel.settings.valueAt(hoursKey, homeUnitId, now);
  const hours = typeof set === 'number' && set > 0 ? set : defaultHours;
  return new Date(now.getTime() + hours * 3_600_000);
}

/** Address prefixes that the county allows; each ends with a slash, so that no other host begins alike. */
export async function allowedSources(services: RecordServices, homeUnitId: string, now: Date): Promise<string[]> {
  const set = await services.kernel.settings.valueAt(sourcesKey, homeUnitId, now);
  return Array.isArray(set)
    ? set.filter(
        (one): one is string => typeof one === 'string' && /^https?:\/\/[^/]+\//.test(one) && one.endsWith('/'),
      )
    : [];
}
