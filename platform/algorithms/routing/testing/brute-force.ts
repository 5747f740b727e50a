// Feasibility by trying everything: patterns, vehicles and orders. For problems of a few customers.
import type { RoutingProblem } from '../problem.ts';
import { planFaults, routeFaults } from './check-orders.ts';

export function possibleByBruteForce(problem: RoutingProblem): boolean {
  const routes = new Map<string, { day: number; vehicle: number; customers: number[] }>();
  const assign = (customer: number): boolean => {
    if (customer === problem.customers.length) return ordered();
    return problem.customers[customer]!.patterns.some(({ days }) => spread(customer, days, 0));
  };
  const spread = (customer: number, days: readonly number[], at: number): boolean => {
    if (at === days.length) return assign(customer + 1);
    return problem.vehicles.some((_, vehicle) => {
      const day = days[at]!;
      const key = `${day}/${vehicle}`;
      const route = routes.get(key) ?? { day, vehicle, customers: [] };
      routes.set(key, route);
      route.customers.push(customer);
      const found = spread(customer, days, at + 1);
      route.customers.pop();
      return found;
    });
  };
  const ordered = (): boolean => {
    const best = [...routes.values()].map((route) => {
      const orders = permutations(route.customers).map((customers) => ({ ...route, customers }));
      return orders.find((order) => routeFaults(problem, order).length === 0);
    });
    if (best.includes(undefined)) return false;
    return planFaults(problem, best as { day: number; vehicle: number; customers: number[] }[]).length === 0;
  };
  return assign(0);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}
