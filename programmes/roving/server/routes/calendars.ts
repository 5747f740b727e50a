// Published visits as calendar files: of a village for everybody, of a vehicle for staff.
import { dayOf, isUuid } from '#platform/contract.ts';
import type { RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import { locales } from '#platform/kernel/access/actor.ts';
import type { Parts } from '../parts.ts';
import { planUnknown, vehicleUnknown } from '../problems.ts';
import { vehicleCalendar, vehicleSchedule, villageCalendar } from '../use-cases/visit-calendars.ts';

const calendarType = 'text/calendar; charset=utf-8';

export const calendarEndpoints = (parts: Parts): RawEndpoint[] => [
  {
    kind: 'raw',
    method: 'GET',
    path: '/api/roving/villages/:villageId/calendar.ics',
    permission: 'public',
    summary: 'iCalendar of the published visits to a village, as on its notice board',
    auditsItself: true,
    handle: async (request, reply, _actor, now) => {
      const { villageId } = request.params as { villageId: string };
      const text = isUuid(villageId) ? await villageCalendar(parts, villageId, dayOf(now), now) : undefined;
      return text === undefined
        ? sendProblem(reply, planUnknown, parts.kernel.messages, locales[0])
        : reply.type(calendarType).header('content-disposition', 'inline; filename="village.ics"').send(text);
    },
  },
  {
    kind: 'raw',
    method: 'GET',
    path: '/api/roving/vehicles/:vehicleId/calendar.ics',
    permission: 'roving.plan.read',
    summary: 'iCalendar of the published days of a vehicle',
    auditsItself: true,
    handle: async (request, reply, actor, now) => {
      const { vehicleId } = request.params as { vehicleId: string };
      const text = isUuid(vehicleId) ? await vehicleCalendar(parts, actor, vehicleId, now) : undefined;
      return text === undefined
        ? sendProblem(reply, vehicleUnknown, parts.kernel.messages, actor.locale)
        : reply.type(calendarType).header('content-disposition', 'inline; filename="vehicle.ics"').send(text);
    },
  },
  {
    kind: 'raw',
    method: 'GET',
    path: '/api/roving/vehicles/:vehicleId/schedule',
    permission: 'roving.plan.read',
    summary: 'Published days of a vehicle as a FHIR R4 Bundle: one Schedule with a Slot for each stop',
    auditsItself: true,
    handle: async (request, reply, actor, now) => {
      const { vehicleId } = request.params as { vehicleId: string };
      const bundle = isUuid(vehicleId) ? await vehicleSchedule(parts, actor, vehicleId, now) : undefined;
      return bundle === undefined
        ? sendProblem(reply, vehicleUnknown, parts.kernel.messages, actor.locale)
        : reply.type('application/fhir+json; charset=utf-8').send(JSON.stringify(bundle));
    },
  },
];
