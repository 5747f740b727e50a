// A vehicle's published days as FHIR R4: one Schedule with a busy Slot for each stop.
import type { Instant } from '#platform/contract.ts';
import type { PlannedVisit, PlanningVehicle } from './planned-month.ts';

type Json = Record<string, unknown>;
const instant = (on: string, minute: number): Instant =>
  new Date(Date.parse(`${on}T00:00:00Z`) + (minute - 480) * 60_000).toISOString();
const kindSystem = 'urn:tianmu:fhir:roving-service';

/** A `collection` Bundle; places and people are Locations and Practitioners of `/fhir` under the same ids. */
export function scheduleBundle(
  vehicle: PlanningVehicle,
  visits: readonly PlannedVisit[],
  pointNames: ReadonlyMap<string, string>,
  simulated: boolean,
): Json {
  const meta = simulated ? { meta: { tag: [{ system: 'urn:tianmu:fhir:tag', code: 'simulated' }] } } : {};
  const people = [...new Set(visits.flatMap((visit) => visit.staffId ?? []))];
  const points = [...new Set(visits.map((visit) => visit.servicePointId))];
  const days = visits.map((visit) => visit.on).toSorted();
  const schedule: Json = {
    resourceType: 'Schedule',
    id: vehicle.vehicleId,
    ...meta,
    active: true,
    serviceType: [{ coding: [{ system: kindSystem, code: vehicle.kind }] }],
    actor: [
      ...people.map((id) => ({ reference: `Practitioner/${id}` })),
      ...points.map((id) => ({ reference: `Location/${id}`, display: pointNames.get(id) })),
      { reference: `Organization/${vehicle.organisationId}`, display: vehicle.organisationName },
    ],
    ...(days.length > 0 && { planningHorizon: { start: days[0], end: days.at(-1) } }),
    comment: vehicle.name,
  };
  const slots = visits.map((visit): Json => ({
    resourceType: 'Slot',
    id: visit.visitId,
    ...meta,
    schedule: { reference: `Schedule/${vehicle.vehicleId}` },
    serviceType: [{ coding: [{ system: kindSystem, code: visit.service }] }],
    status: 'busy',
    start: instant(visit.on, visit.startMinute),
    end: instant(visit.on, visit.leaveMinute),
    comment: pointNames.get(visit.servicePointId),
  }));
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [schedule, ...slots].map((resource) => ({
      fullUrl: `urn:uuid:${String(resource['id'])}`,
      resource,
    })),
  };
}
