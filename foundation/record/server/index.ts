// Front door of the record: FHIR R4 under /fhir, timeline and measurements for our own screens, projections of the registry.
import type { Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { Banner } from '../contract.ts';
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
import { careEvents } from './store/care-events.ts';
import { activeMedications } from './store/medications.ts';
import { medicationHistory, peopleWithDispensings } from './store/medication-history.ts';
import { conditionGroups, standingCodes } from './store/condition-groups.ts';
import { codedFacts } from './store/facts.ts';
import { newestNumbers } from './store/numbers.ts';
import { readings, readingsIn } from './store/readings.ts';
import { filledForms } from './store/responses.ts';
import { useOfServices } from './store/use-of-services.ts';
import { readBanners } from './use-cases/read-banner.ts';
import { putResources, type ResourcesToPut } from './use-cases/put-resources.ts';
import { viewEndpoints } from './views/endpoints.ts';
import { viewJobs, viewSchedules } from './views/run-view.ts';

export { concernsTypes, parseChanges, personsChanged } from './changed-resources.ts';
export { collectResources, resourceTables, type ResourceCollector } from './bulk-load/collect-resources.ts';

export type { ResourcesToPut } from './use-cases/put-resources.ts';
export type { CareEvent } from './store/care-events.ts';
export type { CodedFact } from './store/facts.ts';
export type { FilledForm } from './store/responses.ts';
export type { MedicationHistoryFound } from './store/medication-history.ts';
export type { ReadingFound } from './store/readings.ts';

export interface RecordContext {
  readonly context: Context;
  /** Newest values by person and LOINC code within a span: for sums over groups. The caller has checked access. */
  newestNumbers: typeof newestNumbers;
  /** See readings.ts. The caller has checked access and audits. */
  readings: typeof readings;
  readingsIn: typeof readingsIn;
  /** See condition-groups.ts. The caller has checked access. */
  conditionGroups: typeof conditionGroups;
  /** See condition-groups.ts. The caller has checked access. */
  standingCodes: typeof standingCodes;
  /** What these people take by standing prescriptions; the caller has checked access. */
  activeMedications: typeof activeMedications;
  /** See medication-history.ts. The caller has checked access and audits. */
  medicationHistory: typeof medicationHistory;
  /** See medication-history.ts. */
  peopleWithDispensings: typeof peopleWithDispensings;
  /** See care-events.ts. The caller has checked access and audits. */
  careEvents: typeof careEvents;
  /** Standing conditions and newest coded answers of these people. The caller has checked access and audits. */
  codedFacts: typeof codedFacts;
  /** See use-of-services.ts. The caller has checked access and audits. */
  useOfServices: typeof useOfServices;
  /** See responses.ts. The caller has checked access and audits. */
  filledForms: typeof filledForms;
  /** The clinical part of the person banner of each of these people; the caller has checked access and audits. */
  banners(actor: Actor, personIds: readonly string[], now: Date): Promise<Map<string, Banner>>;
  /** See put-resources.ts. */
  putResources(
    q: Transaction,
    actor: Actor,
    permission: string,
    resources: ResourcesToPut,
    now: Date,
  ): Promise<Result<{ written: number }>>;
  /** New trusted resources (demo data, moves) by COPY; Patients need UUIDs. Returns how many were loaded. */
  bulkLoad(resources: AsyncIterable<object> | Iterable<object>, options?: BulkLoadOptions): Promise<number>;
}

export function createRecord(kernel: Kernel, registry: Registry): RecordContext {
  const services: RecordServices = { kernel, registry };
  registry.registerProjection(projectionOf(services));
  return {
    newestNumbers,
    readings,
    readingsIn,
    conditionGroups,
    standingCodes,
    activeMedications,
    medicationHistory,
    peopleWithDispensings,
    careEvents,
    codedFacts,
    filledForms,
    useOfServices,
    banners: (actor, personIds, now) => readBanners(services, actor, personIds, now),
    putResources: (q, actor, permission, resources, now) =>
      putResources(services, q, actor, permission, resources, now),
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
