// Front door of the record: FHIR R4 under /fhir, timeline and measurements for our own screens, projections of the registry.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { announces } from './events.ts';
import { fhirEndpoints } from './fhir/endpoints.ts';
import { permissions } from './permissions.ts';
import type { RecordServices } from './services.ts';

export interface RecordContext {
  readonly context: Context;
}

export function createRecord(kernel: Kernel, registry: Registry): RecordContext {
  const services: RecordServices = { kernel, registry };
  return {
    context: {
      name: 'record',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: fhirEndpoints(services),
      announces,
      liveTopics: [{ name: 'record.timeline', permission: 'record.timeline.read', perPerson: true }],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
  };
}
