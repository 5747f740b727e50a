// The ways of the vehicles on a day, from depot to depot, along roads where a network is loaded.
import { succeed, type LonLat, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { RouteLine } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { listVisits } from '../store/visit.ts';
import { gatherMonth } from './gather-month.ts';
import { ownPlan } from './read-plans.ts';

export async function routeLines(
  parts: Parts,
  actor: Actor,
  planId: string,
  query: { on: string; vehicleId?: string },
): Promise<Result<{ lines: RouteLine[] }>> {
  const plan = await ownPlan(parts, actor, planId);
  if (!plan.ok) return plan;
  const q = parts.kernel.db;
  const { facts } = await gatherMonth(parts, q, plan.value.countyId, plan.value.month);
  const depots = new Map(facts.vehicles.map((vehicle) => [vehicle.vehicleId, vehicle.depot]));
  const places = new Map(facts.stops.map((stop) => [stop.villageId, stop.at]));
  const visits = (await listVisits(q, [planId], query.vehicleId ? { vehicleId: query.vehicleId } : {})).filter(
    (visit) => visit.on === query.on,
  );
  const lines: RouteLine[] = [];
  for (const [vehicleId, stops] of Map.groupBy(visits, (visit) => visit.vehicleId)) {
    const depot = depots.get(vehicleId);
    if (!depot) continue;
    const points = stops
      .toSorted((a, b) => a.sequence - b.sequence)
      .map((stop) => places.get(stop.villageId))
      .filter((at) => at !== undefined);
    lines.push(await lineThrough(parts, vehicleId, [depot, ...points, depot]));
  }
  return succeed({ lines });
}

async function lineThrough({ geo }: Parts, vehicleId: string, points: readonly LonLat[]): Promise<RouteLine> {
  const line: [number, number][] = [];
  const legEnds: number[] = [];
  let basis = 'roads';
  for (const [index, to] of points.slice(1).entries()) {
    const from = points[index]!;
    const leg = await geo.route({ from, to });
    // No road leads there: a straight line says that it is none.
    const way = leg.ok ? leg.value.line : [from, to];
    if (!leg.ok || leg.value.basis === 'estimate') basis = 'estimate';
    line.push(...way.map(([lon, lat]): [number, number] => [lon, lat]));
    legEnds.push(line.length - 1);
  }
  return { vehicleId, line, legEnds, basis };
}
