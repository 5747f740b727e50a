// Turns a Cordeau instance into a problem of the solver.
import type { RoutingProblem } from '#platform/algorithms/routing/problem.ts';
import type { CordeauInstance } from './cordeau.ts';

export function problemOf(instance: CordeauInstance): RoutingProblem {
  const points = [instance.depot, ...instance.customers];
  const distances = new Float64Array(points.length ** 2);
  points.forEach((a, from) =>
    points.forEach((b, to) => (distances[from * points.length + to] = Math.hypot(a.x - b.x, a.y - b.y))),
  );
  const [capacity, maxDuration] = [instance.capacity, instance.maxDuration];
  if (new Set(capacity).size > 1 || new Set(maxDuration).size > 1)
    throw new Error('days with different vehicles are not read here');
  const { from, to } = instance.depot;
  return {
    days: instance.days,
    locations: points.length,
    travel: { seconds: distances, metres: distances },
    vehicles: Array.from({ length: instance.vehiclesPerDay }, (_, index) => ({
      id: String(index + 1),
      depot: 0,
      ...(Number.isFinite(capacity[0]) ? { capacity: capacity[0]! } : {}),
      ...(Number.isFinite(maxDuration[0]) ? { maxWorkSeconds: maxDuration[0]! } : {}),
      ...(from !== undefined && to !== undefined ? { shift: { fromSeconds: from, toSeconds: to } } : {}),
    })),
    customers: instance.customers.map((customer, index) => ({
      id: String(customer.number),
      location: index + 1,
      serviceSeconds: customer.service,
      demand: customer.demand,
      patterns: customer.combinations.map((days) => ({ days })),
      ...(customer.window ? { window: { fromSeconds: customer.window.from, toSeconds: customer.window.to } } : {}),
    })),
    weights: { perMetre: 0, perSecond: 1 },
  };
}
