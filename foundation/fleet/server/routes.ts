// Binds the fleet's routes to their use cases.
import { succeed } from '#platform/contract.ts';
import type { Role } from '#platform/kernel/access/roles.ts';
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { fleetRoutes, trackQuery } from '../contract.ts';
import { readLatest, readTrack, readVehicles } from './use-cases/read-fleet.ts';

/** Who sends vehicles or answers for them: where crews are is for no one else. */
const overseers: readonly Role[] = ['bureau', 'township-admin', 'dispatcher', 'system-admin'];
export const permissions = { 'fleet.vehicle.read': overseers, 'fleet.position.read': overseers } as const;
const position = { permission: 'fleet.position.read', person: 'none' } as const;

export const endpointsOf = (kernel: Kernel): Endpoint[] => [
  endpoint(
    fleetRoutes.vehicles,
    { permission: 'fleet.vehicle.read', person: 'none', summary: 'Vehicles with their terminals' },
    async ({ actor }) => succeed({ vehicles: await readVehicles(kernel, actor) }),
  ),
  endpoint(fleetRoutes.positions, { ...position, summary: 'The latest position of each vehicle' }, async ({ actor }) =>
    succeed({ positions: await readLatest(kernel, actor) }),
  ),
  endpoint(
    fleetRoutes.track,
    { ...position, query: trackQuery, summary: 'Where a vehicle was between two times, thinned out for the map' },
    ({ actor, query }) => readTrack(kernel, actor, query),
  ),
];
