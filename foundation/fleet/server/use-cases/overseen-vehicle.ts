// The vehicle of a request, where the actor oversees its organisation under the permission.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FleetVehicle } from '../../contract.ts';
import type { FleetParts } from '../parts.ts';
import { vehicleUnknown } from '../problems.ts';
import { vehiclesOf } from '../store/vehicle.ts';

export async function overseenVehicle(
  { kernel }: FleetParts,
  q: Sql,
  actor: Actor,
  permission: string,
  vehicleId: string,
): Promise<Result<FleetVehicle>> {
  const vehicles = await vehiclesOf(q, await kernel.access.unitsOf(actor, permission));
  const vehicle = vehicles.find((one) => one.vehicleId === vehicleId);
  // Whoever may not see a vehicle learns nothing of it.
  return vehicle ? succeed(vehicle) : fail(vehicleUnknown);
}
