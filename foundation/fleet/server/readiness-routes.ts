// Binds the routes of readiness to their use cases.
import { z } from 'zod';
import { succeed } from '#platform/contract.ts';
import { clinicalRoles, type Role } from '#platform/kernel/access/roles.ts';
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { vehicleParams } from '../contract.ts';
import {
  certificateBody,
  checklistBody,
  crewBody,
  dayQuery,
  departureBody,
  equipmentBody,
  maintenanceBody,
  maintenanceStateBody,
  overrideBody,
  proofBody,
  readinessRoutes as routes,
  spanQuery,
  stockBody,
} from '../readiness-contract.ts';
import type { FleetParts } from './parts.ts';
import { assignCrew, removeCrew } from './use-cases/assign-crew.ts';
import { clearDeparture } from './use-cases/clear-departure.ts';
import { addCertificate, putEquipment, putStock } from './use-cases/edit-upkeep.ts';
import { finishMaintenance, planMaintenance } from './use-cases/plan-maintenance.ts';
import { proveItem } from './use-cases/prove-item.ts';
import { readCalendar } from './use-cases/read-calendar.ts';
import { readReadiness } from './use-cases/read-readiness.ts';
import { readUpkeep } from './use-cases/read-upkeep.ts';
import { readChecklist, setChecklist } from './use-cases/set-checklist.ts';

const overseers: readonly Role[] = ['bureau', 'township-admin', 'dispatcher', 'system-admin'];
/** Whoever rides along or works where the vehicle stands. */
const crews: readonly Role[] = [...clinicalRoles, 'bureau', 'township-admin'];
export const readinessPermissions = {
  'fleet.readiness.read': [...overseers, ...clinicalRoles],
  'fleet.readiness.prove': [...crews, 'dispatcher'],
  'fleet.departure.clear': [...crews, 'dispatcher'],
  /** Answers for a vehicle that goes though something is missing. */
  'fleet.departure.override': ['township-admin', 'bureau'],
  'fleet.upkeep.write': crews,
  'fleet.crew.write': crews,
  'fleet.checklist.write': ['bureau'],
  'fleet.maintenance.write': ['bureau', 'township-admin', 'system-admin'],
} as const satisfies Record<string, readonly Role[]>;

const none = { person: 'none' } as const;
const ofVehicle = { ...none, params: vehicleParams } as const;
const upkeep = { ...ofVehicle, permission: 'fleet.upkeep.write' } as const;
const maintenanceParams = vehicleParams.extend({ maintenance: z.uuid() });
const entryParams = vehicleParams.extend({ entry: z.uuid() });

export const readinessEndpoints = (parts: FleetParts): Endpoint[] => [
  endpoint(
    routes.readiness,
    { ...none, permission: 'fleet.readiness.read', query: dayQuery, summary: 'Which vehicles are fit to go on a day' },
    async ({ actor, query, now }) => succeed(await readReadiness(parts, actor, query.day, now)),
  ),
  endpoint(
    routes.prove,
    {
      ...ofVehicle,
      permission: 'fleet.readiness.prove',
      body: proofBody,
      summary: 'Try an item out, or say by whom and how it was tried',
    },
    ({ actor, params, body, now }) => proveItem(parts, actor, params.vehicle, body, now),
  ),
  endpoint(
    routes.depart,
    {
      ...ofVehicle,
      permission: 'fleet.departure.clear',
      body: departureBody,
      summary: 'Clear a vehicle for today; refused with what is missing',
    },
    ({ actor, params, body, now }) => clearDeparture(parts, actor, { vehicleId: params.vehicle, day: body.day }, now),
  ),
  endpoint(
    routes.override,
    {
      ...ofVehicle,
      permission: 'fleet.departure.override',
      body: overrideBody,
      summary: 'Clear a vehicle that is not fit to go, with reason and second person',
    },
    ({ actor, params, body: { day, ...override }, now }) =>
      clearDeparture(parts, actor, { vehicleId: params.vehicle, day, override }, now),
  ),
  endpoint(
    routes.upkeep,
    {
      ...ofVehicle,
      permission: 'fleet.readiness.read',
      query: dayQuery,
      summary: 'Equipment, documents, stock, maintenance and crew of a vehicle',
    },
    ({ actor, params, query, now }) => readUpkeep(parts, actor, params.vehicle, query.day, now),
  ),
  endpoint(
    routes.saveEquipment,
    { ...upkeep, body: equipmentBody, summary: 'Add a piece of equipment (If-Match 0) or change it' },
    ({ actor, params, body, ifMatch }) => putEquipment(parts, actor, params.vehicle, body, ifMatch!),
  ),
  endpoint(
    routes.addCertificate,
    { ...upkeep, body: certificateBody, summary: 'Add a certificate or renew one' },
    ({ actor, params, body, now }) => addCertificate(parts, actor, params.vehicle, body, now),
  ),
  endpoint(
    routes.saveStock,
    { ...upkeep, body: stockBody, summary: 'Add a batch (If-Match 0) or change it; quantity 0 takes it off the list' },
    ({ actor, params, body, ifMatch }) => putStock(parts, actor, params.vehicle, body, ifMatch!),
  ),
  endpoint(
    routes.planMaintenance,
    {
      ...ofVehicle,
      permission: 'fleet.maintenance.write',
      body: maintenanceBody,
      summary: 'Plan days on which a vehicle is not to be had',
    },
    ({ actor, params, body }) => planMaintenance(parts, actor, params.vehicle, body),
  ),
  endpoint(
    routes.endMaintenance,
    {
      ...none,
      permission: 'fleet.maintenance.write',
      params: maintenanceParams,
      body: maintenanceStateBody,
      summary: 'Say that maintenance is done or not needed',
    },
    ({ actor, params, body, ifMatch }) => finishMaintenance(parts, actor, params, body, ifMatch!),
  ),
  endpoint(
    routes.assignCrew,
    {
      ...ofVehicle,
      permission: 'fleet.crew.write',
      body: crewBody,
      summary: 'Put somebody on a vehicle, for good or for some days',
    },
    ({ actor, params, body, now }) => assignCrew(parts, actor, params.vehicle, body, now),
  ),
  endpoint(
    routes.endCrew,
    {
      ...none,
      permission: 'fleet.crew.write',
      params: entryParams,
      summary: 'Take somebody off a vehicle from today on',
    },
    ({ actor, params, now }) => removeCrew(parts, actor, params, now),
  ),
  endpoint(
    routes.checklist,
    { ...none, permission: 'fleet.readiness.read', summary: 'The readiness list in force today' },
    ({ actor, now }) => readChecklist(parts, actor, now),
  ),
  endpoint(
    routes.setChecklist,
    {
      ...none,
      permission: 'fleet.checklist.write',
      body: checklistBody,
      summary: "Put the county's own readiness list in force from a day ahead",
    },
    ({ actor, body, now }) => setChecklist(parts, actor, body, now),
  ),
  endpoint(
    routes.calendar,
    {
      ...none,
      permission: 'fleet.readiness.read',
      query: spanQuery,
      summary: 'Maintenance between two days, and what falls due',
    },
    async ({ actor, query, now }) => succeed(await readCalendar(parts, actor, query, now)),
  ),
];
