// Front door of the record: FHIR R4 under /fhir, timeline and measurements for our own screens, projections of the registry.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { bulkEndpoints } from './bulk-data/endpoints.ts';
import { exportStep } from './bulk-data/run-export.ts';
import { importStep } from './bulk-data/run-import.ts';
import { bulkJobs, bulkSchedules } from './bulk-data/run-steps.ts';
import { bulkLoad, ensureIndexes } from './bulk-load.ts';
import type { BulkLoadOptions } from './bulk-load.ts';
import { announces } from './events.ts';
import { fhirEndpoints } from './fhir/endpoints.ts';
import { permissions } from './permissions.ts';
import { projectionOf } from './projections.ts';
import { endpointsOf } from './routes.ts';
import type { RecordServices } from './services.ts';
import { newestNumbers } from './store/numbers.ts';
import { viewEndpoints } from './views/endpoints.ts';
import { viewJobs, viewSchedules } from './views/run-view.ts';

export { collectResources, resourceTables, type ResourceCollector } from './bulk-load/collect-resources.ts';

export interface RecordContext {
  readonly context: Context;
  /** Newest values by person and LOINC code within a span: for sums over groups. The caller has checked access. */
  newestNumbers: typeof newestNumbers;
  /** New trusted resources (demo data, moves) by COPY; Patients need UUIDs. Returns how many were loaded. */
  bulkLoad(resources: AsyncIterable<object> | Iterable<object>, options?: BulkLoadOptions): Promise<number>;
}

export function createRecord(kernel: Kernel, registry: Registry): RecordContext {
  const services: RecordServices = { kernel, registry };
  registry.registerProjection(projectionOf(services));
  return {
    newestNumbers,
    bulkLoad: (resources, options) => bulkLoad(services, resources, options),
    context: {
      name: 'record',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: [
        ...endpointsOf(services),
        ...fhirEndpoints(services),
        ...bulkEndpoints(services),
        ...viewEndpoints(services),
      ],
      jobs: [...bulkJobs(services, { export: exportStep, import: importStep }), ...viewJobs(services)],
      schedules: [...bulkSchedules, ...viewSchedules],
      announces,
      liveTopics: [{ name: 'record.timeline', permission: 'record.timeline.read', perPerson: true }],
      start: () => ensureIndexes(kernel.db),
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
  };
}
