// What the fleet of the demo starts with: the county's vehicles with invented plates, and a terminal in each.
import type { FleetLoad } from '#foundation/fleet/server/index.ts';
import type { DemoStructure } from './structure.ts';

/** No number of a real subscriber begins so. */
const firstPhone = 10_080_800_001;

export function fleetLoadOf({ vehicles, linan }: Pick<DemoStructure, 'vehicles' | 'linan'>): FleetLoad {
  const houses = new Map(linan.institutions.all.map((house) => [house.organisationId, house]));
  const baseOf = (organisationId: string) => {
    const [lon, lat] = houses.get(organisationId)!.at;
    return { lon, lat };
  };
  return {
    vehicles: vehicles.map((vehicle, index) => ({
      ...vehicle,
      base: baseOf(vehicle.organisationId),
      plate: `浙A演${String(index + 1).padStart(4, '0')}`,
    })),
    terminals: vehicles.map(({ vehicleId }, index) => ({
      terminalId: vehicleId,
      phone: String(firstPhone + index),
      vehicleId,
      datum: 'WGS-84',
    })),
  };
}
