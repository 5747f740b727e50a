// Binds the record's own routes to their use cases.
import { endpoint } from '#platform/kernel/http/endpoint.ts';
import type { Endpoint } from '#platform/kernel/http/endpoint.ts';
import {
  bannerRoute,
  measurementsQuerySchema,
  measurementsRoute,
  newMeasurementSchema,
  newVisitSchema,
  personParamsSchema,
  recordMeasurementRoute,
  recordVisitRoute,
  timelineQuerySchema,
  timelineRoute,
} from '../contract.ts';
import type { RecordServices } from './services.ts';
import { readBanner } from './use-cases/read-banner.ts';
import { readMeasurements } from './use-cases/read-measurements.ts';
import { readTimeline } from './use-cases/read-timeline.ts';
import { recordMeasurement, recordVisit } from './use-cases/record-facts.ts';

const onePerson = {
  person: ({ params }: { params: { personId: string } }) => params.personId,
  params: personParamsSchema,
};

export function endpointsOf(services: RecordServices): Endpoint[] {
  return [
    endpoint(
      timelineRoute,
      {
        ...onePerson,
        permission: 'record.timeline.read',
        query: timelineQuerySchema,
        summary: 'Timeline of a person, newest first',
      },
      ({ actor, now, params, query }) => readTimeline(services, { actor, now, personId: params.personId, query }),
    ),
    endpoint(
      measurementsRoute,
      {
        ...onePerson,
        permission: 'record.timeline.read',
        query: measurementsQuerySchema,
        summary: 'Measurements of a person as series for charts',
      },
      ({ actor, now, params, query }) => readMeasurements(services, { actor, now, personId: params.personId, query }),
    ),
    endpoint(
      bannerRoute,
      {
        ...onePerson,
        permission: 'record.timeline.read',
        summary: 'Allergies, active problems and colours of a person',
      },
      ({ actor, now, params }) => readBanner(services, { actor, now, personId: params.personId }),
    ),
    endpoint(
      recordVisitRoute,
      {
        ...onePerson,
        permission: 'record.visit.write',
        body: newVisitSchema,
        summary: 'Add a visit with reason, note, diagnosis and vitals',
      },
      ({ actor, now, params, body }) => recordVisit(services, { actor, now, personId: params.personId, body }),
    ),
    endpoint(
      recordMeasurementRoute,
      {
        ...onePerson,
        permission: 'record.measurement.write',
        body: newMeasurementSchema,
        summary: 'Add a reading of a home device',
      },
      ({ actor, now, params, body }) => recordMeasurement(services, { actor, now, personId: params.personId, body }),
    ),
  ];
}
