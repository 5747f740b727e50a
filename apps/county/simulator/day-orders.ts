// Reads what the vehicles have to drive on a day, as a dispatcher of the county reads it: visits, bases, terminals, ways along the roads.
import type { LonLat } from '#platform/contract.ts';
import { fleetRoutes } from '#foundation/fleet/contract.ts';
import { geoRoutes } from '#foundation/geo/contract.ts';
import { checkInRoutes, type DayVehicle, type RovingDay } from '#programmes/roving/check-in-contract.ts';
import { rovingRoutes, type RouteLine } from '#programmes/roving/contract.ts';
import type { DriveOrder, DriveStop } from './drive.ts';
import type { ServerClient } from './server-client.ts';

export interface VehicleOrder extends DriveOrder {
  vehicleId: string;
  plate: string;
  phone: string;
}
export interface DayOrders {
  on: string;
  now: number;
  vehicles: VehicleOrder[];
}

/** Undefined where the server refuses to tell. */
export async function readDayOrders(
  client: ServerClient,
  on: string | undefined,
  only: string | undefined,
): Promise<DayOrders | undefined> {
  const day = await client.call(checkInRoutes.day, { query: { ...(on && { on }) } });
  const fleet = await client.call(fleetRoutes.vehicles, {});
  if (!day.ok || !fleet.ok) return undefined;
  const phones = new Map(fleet.reply.vehicles.map((one) => [one.vehicleId, one.terminals[0]?.phone]));
  const lines = await linesOf(client, day.reply);
  const vehicles: VehicleOrder[] = [];
  for (const vehicle of day.reply.vehicles) {
    const phone = phones.get(vehicle.vehicleId);
    if (!phone || !vehicle.base || (only !== undefined && only !== vehicle.vehicleId)) continue;
    const ways = waysAlong(vehicle, lines.get(vehicle.vehicleId)) ?? (await askedWays(client, vehicle));
    const { vehicleId, plate, base } = vehicle;
    vehicles.push({ vehicleId, plate, phone, base, ...ordersOf(vehicle, ways) });
  }
  return { on: day.reply.on, now: Date.parse(day.reply.now), vehicles };
}

const stopsOf = ({ stops }: DayVehicle) => stops.flatMap((stop) => (stop.at ? [{ ...stop, at: stop.at }] : []));

function ordersOf(vehicle: DayVehicle, ways: readonly (readonly LonLat[])[]): Omit<DriveOrder, 'base'> {
  const stops = stopsOf(vehicle);
  return {
    stops: stops.map((stop, index): DriveStop => ({
      visitId: stop.visitId,
      at: stop.at,
      plannedArriveAt: Date.parse(stop.plannedArriveAt),
      plannedLeaveAt: Date.parse(stop.plannedLeaveAt),
      // The point may lie beside the road.
      way: [...(ways[index] ?? []), stop.at],
    })),
    wayHome: [...(ways[stops.length] ?? []), vehicle.base!],
  };
}

async function linesOf(client: ServerClient, { on }: RovingDay): Promise<Map<string, RouteLine>> {
  const plans = await client.call(rovingRoutes.plans, { query: { month: on.slice(0, 7) } });
  const published = plans.ok ? plans.reply.plans.find(({ state }) => state === 'published') : undefined;
  if (!published) return new Map();
  const lines = await client.call(rovingRoutes.routeLines, { params: { planId: published.planId }, query: { on } });
  return new Map(lines.ok ? lines.reply.lines.map((line) => [line.vehicleId, line]) : []);
}

/** The plan's line in legs; undefined where the vehicle has stops that are not in it. */
function waysAlong(vehicle: DayVehicle, line: RouteLine | undefined): LonLat[][] | undefined {
  const stops = stopsOf(vehicle);
  if (stops.length === 0) return [];
  if (!line || line.legEnds.length !== stops.length + 1) return undefined;
  return line.legEnds.map((end, index) => line.line.slice((line.legEnds[index - 1] ?? -1) + 1, end + 1));
}

async function askedWays(client: ServerClient, vehicle: DayVehicle): Promise<LonLat[][]> {
  const places: LonLat[] = [vehicle.base!, ...stopsOf(vehicle).map(({ at }) => at), vehicle.base!];
  const ways: LonLat[][] = [];
  for (const [index, to] of places.slice(1).entries()) {
    const from = places[index]!;
    const asked = await client.call(geoRoutes.route, { body: { datum: 'WGS-84', from: [...from], to: [...to] } });
    ways.push(asked.ok ? asked.reply.line.map(([lon, lat]): LonLat => [lon, lat]) : [from, to]);
  }
  return ways;
}
