// Binds the routes of the day and of check-ins to their use cases.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import { parseWith } from '#platform/kernel/http/validation.ts';
import {
  checkInFilters,
  checkInParams,
  checkInPolicyBody,
  vehicleCostBody,
  vehicleCostQuery,
  checkInRoutes as routes,
  checkInsQuery,
  correctCheckInBody,
  dayQuery,
  manualCheckInBody,
} from '../../check-in-contract.ts';
import type { Parts } from '../parts.ts';
import { readVehicleCost, setVehicleCost } from '../use-cases/vehicle-cost.ts';
import { setCheckInPolicy } from '../use-cases/check-in-policy.ts';
import { dayPermission } from '../use-cases/check-in-views.ts';
import { correctCheckIn, correctPermission, enterCheckIn, enterPermission } from '../use-cases/enter-check-in.ts';
import { exportCheckIns, readCheckIn, readCheckIns } from '../use-cases/read-check-ins.ts';
import { readDay } from '../use-cases/read-day.ts';

const read = { permission: dayPermission, person: 'none' } as const;

export const checkInEndpoints = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  endpoint(
    routes.day,
    {
      ...read,
      query: dayQuery,
      summary: 'A day: vehicles with their stops planned against actual, and where they are',
    },
    ({ actor, query, now }) => readDay(parts, actor, query.on, now),
  ),
  endpoint(
    routes.checkIns,
    { ...read, query: checkInsQuery, summary: 'Visits planned against actual, by page' },
    ({ actor, query, now }) => readCheckIns(parts, actor, query, now),
  ),
  endpoint(
    routes.checkIn,
    { ...read, params: checkInParams, summary: 'One visit with what proves it: stays, entries, alarms' },
    ({ actor, params, now }) => readCheckIn(parts, actor, params.visitId, now),
  ),
  endpoint(
    routes.enterCheckIn,
    {
      permission: enterPermission,
      person: 'none',
      params: checkInParams,
      body: manualCheckInBody,
      summary: 'Arrival or departure by the crew, where the terminal says nothing',
    },
    ({ actor, params, body, now }) => enterCheckIn(parts, actor, params.visitId, body, now),
  ),
  endpoint(
    routes.correctCheckIn,
    {
      permission: correctPermission,
      person: 'none',
      params: checkInParams,
      body: correctCheckInBody,
      summary: 'Correct the times of a visit, with a reason; If-Match',
    },
    ({ actor, params, body, ifMatch, now }) => correctCheckIn(parts, actor, params.visitId, body, ifMatch!, now),
  ),
  endpoint(
    routes.setCheckInPolicy,
    {
      permission: 'roving.basis.write',
      person: 'none',
      body: checkInPolicyBody,
      summary: 'When a visit counts as late, missed or too short, from a day on',
    },
    ({ actor, body }) => setCheckInPolicy(parts, actor, body),
  ),
  endpoint(
    routes.vehicleCost,
    {
      permission: 'roving.plan.read',
      person: 'none',
      query: vehicleCostQuery,
      summary: 'What a kilometre and a day of a vehicle cost, on a day',
    },
    ({ actor, query }) => readVehicleCost(parts, actor, query.on),
  ),
  endpoint(
    routes.setVehicleCost,
    {
      permission: 'roving.basis.write',
      person: 'none',
      body: vehicleCostBody,
      summary: 'What a kilometre and a day of a vehicle cost, from a day on',
    },
    ({ actor, body }) => setVehicleCost(parts, actor, body),
  ),
  ...(['csv', 'xlsx'] as const).map((format) => sheetEndpoint(parts, format)),
];

const sheetTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const sheetEndpoint = (parts: Parts, format: 'csv' | 'xlsx'): RawEndpoint => ({
  kind: 'raw',
  method: 'GET',
  path: `/api/roving/check-ins.${format}`,
  permission: dayPermission,
  summary: `Visits planned against actual as ${format.toUpperCase()}, with the filters of the list`,
  auditsItself: true,
  handle: async (request, reply, actor, now) => {
    const { portal: _, ...asked } = request.query as Record<string, unknown>;
    const query = parseWith(checkInFilters, asked, 'query', actor.locale);
    const sheet = query.ok ? await exportCheckIns(parts, actor, query.value, format, now) : query;
    if (!sheet.ok) return sendProblem(reply, sheet.problem, parts.kernel.messages, actor.locale);
    return reply
      .type(sheetTypes[format])
      .header('content-disposition', `attachment; filename="check-ins.${format}"`)
      .send(sheet.value);
  },
});
