// Turns a CVRP instance into a problem of one day.
import type { RoutingProblem } from '#platform/algorithms/routing/problem.ts';
import { fleetOf, roundedDistance, type CapacitatedInstance } from './capacitated.ts';

export function capacitatedProblem(instance: CapacitatedInstance): RoutingProblem {
  const { points, capacity } = instance;
  const distances = Float64Array.from(points.flatMap((a) => points.map((b) => roundedDistance(a, b))));
  return {
    days: 1,
    locations: points.length,
    travel: { seconds: distances, metres: distances },
    vehicles: Array.from({ length: fleetOf(instance) }, (_, index) => ({ id: String(index), depot: 0, capacity })),
    customers: points.slice(1).map(({ number, demand }, index) => ({
      id: String(number),
      location: index + 1,
      serviceSeconds: 0,
      demand,
      patterns: [{ days: [0] }],
    })),
    weights: { perMetre: 0, perSecond: 1 },
  };
}
