// Proves at once that a group's visits can't fit: the work that they need at least is more than its vehicles have.
import { groups, vehiclesOf } from './conflict-exact.ts';
import type { RoutingProblem, Vehicle } from './problem.ts';

/**
 * True where some group of customers (no vehicle in common with others) needs more seconds of service and driving, more
 * load or more stops over the whole horizon than its vehicles have on their days. Sound for any travel times: each visit
 * counts its service and the shortest leg that leads to it. False says nothing.
 */
export function exceedsVolume(problem: RoutingProblem): boolean {
  return groups(problem).some((members) => exceeds(problem, members));
}

function exceeds(problem: RoutingProblem, members: readonly number[]): boolean {
  const served = members.filter((customer) => problem.customers[customer]!.patterns.length > 0);
  const vehicles = [...new Set(served.flatMap((customer) => vehiclesOf(problem, customer)))];
  const need = { seconds: 0, load: 0, stops: 0 };
  const places = [
    ...new Set([
      ...served.map((customer) => problem.customers[customer]!.location),
      ...vehicles.map((vehicle) => problem.vehicles[vehicle]!.depot),
    ]),
  ];
  for (const customer of served) {
    const { patterns, serviceSeconds, demand = 0, location } = problem.customers[customer]!;
    const visits = Math.min(...patterns.map(({ days }) => days.length));
    need.seconds += visits * (serviceSeconds + shortestLeg(problem, places, location, served));
    need.load += visits * demand;
    need.stops += visits;
  }
  const have = { seconds: 0, load: 0, stops: 0 };
  for (const vehicle of vehicles) {
    const one = problem.vehicles[vehicle]!;
    for (let day = 0; day < problem.days; day++) {
      if (one.daysOut?.includes(day)) continue;
      have.seconds += secondsOn(one, day);
      have.load += one.capacity ?? Infinity;
      have.stops += one.maxStops ?? Infinity;
    }
  }
  const margin = 1e-6;
  return need.seconds > have.seconds + margin || need.load > have.load + margin || need.stops > have.stops + margin;
}

/** 0 where another customer stands at the same place. */
function shortestLeg(
  problem: RoutingProblem,
  places: readonly number[],
  to: number,
  served: readonly number[],
): number {
  if (served.filter((customer) => problem.customers[customer]!.location === to).length > 1) return 0;
  let least = Infinity;
  for (const { seconds } of [problem.travel, ...(problem.travelOn ?? []).map(({ travel }) => travel)])
    for (const from of places) if (from !== to) least = Math.min(least, seconds[from * problem.locations + to]!);
  return Number.isFinite(least) ? least : 0;
}

function secondsOn(vehicle: Vehicle, day: number): number {
  const shift = vehicle.shiftOn?.find((other) => other.day === day) ?? vehicle.shift;
  const length = shift ? shift.toSeconds - shift.fromSeconds : Infinity;
  return Math.min(length, vehicle.maxWorkSeconds ?? Infinity);
}
