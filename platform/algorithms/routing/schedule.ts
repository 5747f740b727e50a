// One vehicle's day: times, load, work and every hard rule that this order of stops breaks.
import type { Route, Stop } from './plan.ts';
import type { Day, RoutingProblem, TravelMatrix } from './problem.ts';
import type { Rule } from './rules.ts';
import { startOf } from './search/times.ts';

export interface ScheduledRoute extends Route {
  broken: readonly Rule[];
}

export const travelOf = (problem: RoutingProblem, day: Day): TravelMatrix =>
  problem.travelOn?.find((other) => other.day === day)?.travel ?? problem.travel;

/** Limits are compared with this much grace, for sums of fractions. */
export const grace = 1e-6;

/** Rules that one visit breaks by itself: the customer's day and the vehicle. */
export function visitRules(problem: RoutingProblem, customer: number, day: Day, vehicle: number): Rule[] {
  const one = problem.customers[customer]!;
  const broken: Rule[] = [];
  if (one.daysBlocked?.includes(day)) broken.push({ kind: 'blocked-day', customer, day });
  if (one.vehicles && !one.vehicles.some((other) => other.vehicle === vehicle))
    broken.push({ kind: 'eligibility', customer, vehicle });
  const pinned = one.pinned?.find((pin) => pin.day === day);
  if (pinned?.vehicle !== undefined && pinned.vehicle !== vehicle) broken.push({ kind: 'pinned', customer, day });
  return broken;
}

/** Never fails: an order that can't be kept is timed as if rules bent, and names them. O(number of stops). */
export function scheduleRoute(
  problem: RoutingProblem,
  day: Day,
  vehicle: number,
  customers: readonly number[],
): ScheduledRoute {
  const { locations } = problem;
  const travel = travelOf(problem, day);
  const one = problem.vehicles[vehicle]!;
  const shift = one.shiftOn?.find((other) => other.day === day) ?? one.shift;
  const away = one.away?.find((span) => span.day === day);
  const [awayFrom, awayTo] = away ? [away.fromSeconds, away.toSeconds] : [Infinity, -Infinity];
  const broken: Rule[] = [];
  const stops: Stop[] = [];
  let [at, clock, metres, travelSeconds, serviceSeconds, load] = [one.depot, shift?.fromSeconds ?? 0, 0, 0, 0, 0];
  const departSeconds = clock;
  const drive = (to: number): number => {
    const leg = at * locations + to;
    const seconds = at === to ? 0 : travel.seconds[leg]!;
    metres += at === to ? 0 : travel.metres[leg]!;
    travelSeconds += seconds;
    at = to;
    return seconds;
  };
  for (const customer of customers) {
    const visited = problem.customers[customer]!;
    const window = visited.windowOn?.find((other) => other.day === day) ?? visited.window;
    const seconds = drive(visited.location);
    const service = visited.serviceSeconds;
    const arrivalSeconds = startOf(clock, seconds, 0, service, awayFrom, awayTo);
    const startSeconds = startOf(clock, seconds, window?.fromSeconds ?? 0, service, awayFrom, awayTo);
    if (window && startSeconds > window.toSeconds + grace) broken.push({ kind: 'window', customer, day });
    clock = startSeconds + service;
    serviceSeconds += service;
    load += visited.demand ?? 0;
    stops.push({ customer, arrivalSeconds, startSeconds, leaveSeconds: clock });
    broken.push(...visitRules(problem, customer, day, vehicle));
  }
  const returnSeconds = customers.length === 0 ? clock : startOf(clock, drive(one.depot), 0, 0, awayFrom, awayTo);
  const workSeconds = travelSeconds + serviceSeconds;
  if (customers.length > 0) {
    if (one.daysOut?.includes(day)) broken.push({ kind: 'vehicle-out', vehicle, day });
    if (load > (one.capacity ?? Infinity) + grace) broken.push({ kind: 'capacity', vehicle, day });
    if (workSeconds > (one.maxWorkSeconds ?? Infinity) + grace) broken.push({ kind: 'work', vehicle, day });
    if (customers.length > (one.maxStops ?? Infinity)) broken.push({ kind: 'stops', vehicle, day });
    if (!Number.isFinite(travelSeconds)) broken.push({ kind: 'road', vehicle, day });
    else if (shift && returnSeconds > shift.toSeconds + grace) broken.push({ kind: 'shift', vehicle, day });
  }
  return { day, vehicle, stops, departSeconds, returnSeconds, metres, travelSeconds, workSeconds, load, broken };
}
