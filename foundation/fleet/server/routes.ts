// Binds the fleet's routes to their use cases.
import { succeed } from '#platform/contract.ts';
import type { Role } from '#platform/kernel/access/roles.ts';
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import {
  addVehicleBody,
  changeVehicleBody,
  fleetRoutes,
  terminalBody,
  terminalParams,
  trackQuery,
  vehicleParams,
} from '../contract.ts';
import { commitmentsQuery, dayTracksQuery } from '../tracking-contract.ts';
import { addVehicle, replaceVehicle, setTerminal } from './use-cases/edit-fleet.ts';
import { readLatest, readTrack, readVehicles } from './use-cases/read-fleet.ts';
import { readCommitments, readDayTracks } from './use-cases/read-tracking.ts';

/** Who sends vehicles or answers for them: where crews are is for no one else. */
const overseers: readonly Role[] = ['bureau', 'township-admin', 'dispatcher', 'system-admin'];
/** Crews see the vehicles of their own house; what comes to a village its doctor sees in the day of the roving clinics. */
const crews: readonly Role[] = ['gp', 'nurse', 'specialist'];
const owners: readonly Role[] = ['bureau', 'system-admin'];
export const permissions = {
  'fleet.vehicle.read': [...overseers, ...crews],
  'fleet.vehicle.write': owners,
  'fleet.position.read': [...overseers, ...crews],
  /** Live, of all vehicles. */
  'fleet.position.follow': overseers,
  'fleet.position.send': ['device'],
} as const;
const write = { permission: 'fleet.vehicle.write', person: 'none' } as const;
const position = { permission: 'fleet.position.read', person: 'none' } as const;

/** `drop` ends a terminal's connection. */
export const endpointsOf = (kernel: Kernel, drop: (phone: string) => void): Endpoint[] => [
  endpoint(
    fleetRoutes.vehicles,
    { permission: 'fleet.vehicle.read', person: 'none', summary: 'Vehicles with their terminals' },
    async ({ actor }) => succeed({ vehicles: await readVehicles(kernel, actor) }),
  ),
  endpoint(
    fleetRoutes.addVehicle,
    { ...write, body: addVehicleBody, summary: 'Add a vehicle; its id is made by the sender' },
    ({ actor, body, now }) => addVehicle(kernel, actor, body, now),
  ),
  endpoint(
    fleetRoutes.changeVehicle,
    { ...write, params: vehicleParams, body: changeVehicleBody, summary: 'Change a vehicle; If-Match' },
    ({ actor, params, body, ifMatch, now }) =>
      replaceVehicle(kernel, actor, { vehicleId: params.vehicle, ...body }, ifMatch!, now),
  ),
  endpoint(
    fleetRoutes.setTerminal,
    {
      ...write,
      params: terminalParams,
      body: terminalBody,
      needsIfMatch: false,
      summary: 'Put a terminal into a vehicle, set its datum and rate, or block it',
    },
    ({ actor, params, body }) => setTerminal(kernel, actor, params.phone, body, drop),
  ),
  endpoint(fleetRoutes.positions, { ...position, summary: 'The latest position of each vehicle' }, async ({ actor }) =>
    succeed({ positions: await readLatest(kernel, actor) }),
  ),
  endpoint(
    fleetRoutes.track,
    { ...position, query: trackQuery, summary: 'Where a vehicle was between two times, thinned out for the map' },
    ({ actor, query }) => readTrack(kernel, actor, query),
  ),
  endpoint(
    fleetRoutes.commitments,
    {
      permission: 'fleet.vehicle.read',
      person: 'none',
      query: commitmentsQuery,
      summary: 'What vehicles have to do between two times',
    },
    ({ actor, query }) => readCommitments(kernel, actor, query),
  ),
  endpoint(
    fleetRoutes.dayTracks,
    {
      ...position,
      query: dayTracksQuery,
      summary: 'Tracks of the vehicles on a day, thinned out and compact, for a replay',
    },
    ({ actor, query }) => readDayTracks(kernel, actor, query),
  ),
];
