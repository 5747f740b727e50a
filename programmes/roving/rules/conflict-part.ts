// The part of a month in which a conflict lies: customers that share vehicles with one that found no place.
import type { RoutingProblem } from '#platform/algorithms/routing/problem.ts';

export interface ProblemPart {
  problem: RoutingProblem;
  /** Index in the whole problem by the index in the part. */
  customers: number[];
}

/** Vehicles keep their indexes; customers that share none of the part's vehicles, even over others, are left out. */
export function partAround(problem: RoutingProblem, customer: number): ProblemPart {
  const everybody = problem.vehicles.map((_, index) => index);
  const vehiclesOf = (index: number) => problem.customers[index]!.vehicles?.map((one) => one.vehicle) ?? everybody;
  const vehicles = new Set(vehiclesOf(customer));
  const members = new Set([customer]);
  for (;;) {
    const before = members.size;
    for (const index of problem.customers.keys())
      if (!members.has(index) && vehiclesOf(index).some((vehicle) => vehicles.has(vehicle))) {
        members.add(index);
        for (const vehicle of vehiclesOf(index)) vehicles.add(vehicle);
      }
    if (members.size === before) break;
  }
  const customers = [...members].toSorted((a, b) => a - b);
  return { customers, problem: { ...problem, customers: customers.map((index) => problem.customers[index]!) } };
}
