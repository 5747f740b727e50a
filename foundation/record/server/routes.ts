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
import { originParams, originRoute } from '../origin-contract.ts';
import {
  exportQuery,
  exportRoute,
  importBody,
  importRoute,
  largestImport,
  summaryRoute,
  transferParams,
} from '../transfer-contract.ts';
import type { RecordServices } from './services.ts';
import { readBanner } from './use-cases/read-banner.ts';
import { readOrigin } from './use-cases/read-origin.ts';
import { readMeasurements } from './use-cases/read-measurements.ts';
import { readTimeline } from './use-cases/read-timeline.ts';
import { recordMeasurement, recordVisit } from './use-cases/record-facts.ts';
import { exportPerson } from './use-cases/transfer/export-person.ts';
import { importPerson } from './use-cases/transfer/import-person.ts';
import { readSummary } from './use-cases/transfer/read-summary.ts';

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
      originRoute,
      {
        person: onePerson.person,
        params: originParams,
        permission: 'record.timeline.read',
        summary: 'Where one entry of the record came from',
      },
      ({ actor, now, params: { personId, type, id } }) => readOrigin(services, { actor, now, personId, type, id }),
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
    ...transferEndpoints(services),
  ];
}

function transferEndpoints(services: RecordServices): Endpoint[] {
  const onePersonHere = { person: onePerson.person, params: transferParams };
  return [
    endpoint(
      summaryRoute,
      {
        ...onePersonHere,
        permission: 'record.resource.read',
        summary: 'Patient summary (IPS) as rows to read and print',
      },
      ({ actor, now, params: { personId } }) => readSummary(services, { actor, now, personId }),
    ),
    endpoint(
      exportRoute,
      {
        ...onePersonHere,
        permission: 'record.resource.read',
        query: exportQuery,
        summary: 'The summary document or the whole record as a Bundle to take along',
        perMinute: 20,
      },
      ({ actor, now, params: { personId }, query: { kind = 'record' } }) =>
        exportPerson(services, { actor, now, personId }, kind),
    ),
    endpoint(
      importRoute,
      {
        ...onePersonHere,
        permission: 'record.resource.write',
        body: importBody,
        // Four bytes a character at most, and what JSON escapes.
        bodyLimit: largestImport * 2,
        summary: 'Take a Bundle of another system into this record, after a look at it (dryRun)',
        perMinute: 20,
      },
      ({ actor, now, params: { personId }, body }) => importPerson(services, { actor, now, personId }, body),
    ),
  ];
}
