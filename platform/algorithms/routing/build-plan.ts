// Bare decisions turned into a plan with times and costs, the same sums for the solver, the planner's screen and repairs.
import type { Plan, PlanCost, Route, RouteOrder } from './plan.ts';
import type { RoutingProblem } from './problem.ts';
import type { Rule } from './rules.ts';
import { scheduleRoute } from './schedule.ts';

export interface CheckedPlan extends Plan {
  /** Every hard rule that the decisions break; empty for plans of the solver. */
  broken: readonly Rule[];
}

/** Days and vehicles of each customer's visits. */
export function visitsOf(problem: RoutingProblem, orders: readonly RouteOrder[]): { day: number; vehicle: number }[][] {
  const visits = problem.customers.map((): { day: number; vehicle: number }[] => []);
  for (const { day, vehicle, customers } of orders) for (const c of customers) visits[c]!.push({ day, vehicle });
  for (const list of visits) list.sort((a, b) => a.day - b.day);
  return visits;
}

/** The pattern whose days are exactly these (ascending), the cheapest if several; -1 if none. */
export function patternOf(problem: RoutingProblem, customer: number, days: readonly number[]): number {
  let found = -1;
  problem.customers[customer]!.patterns.forEach((pattern, index) => {
    if (pattern.days.length !== days.length || !pattern.days.every((day, at) => day === days[at])) return;
    const { patterns } = problem.customers[customer]!;
    if (found < 0 || (pattern.cost ?? 0) < (patterns[found]!.cost ?? 0)) found = index;
  });
  return found;
}

/** Orders without customers are dropped. Nothing is refused: what is wrong stands in `broken`. */
export function buildPlan(problem: RoutingProblem, orders: readonly RouteOrder[]): CheckedPlan {
  const scheduled = orders
    .filter(({ customers }) => customers.length > 0)
    .map(({ day, vehicle, customers }) => scheduleRoute(problem, day, vehicle, customers))
    .sort((a, b) => a.day - b.day || a.vehicle - b.vehicle);
  const broken = scheduled.flatMap((route) => route.broken);
  const routes = scheduled.map(({ broken: _broken, ...route }): Route => route);
  const visits = visitsOf(problem, orders);
  const patterns = problem.customers.map((customer, c) => {
    const days = visits[c]!.map(({ day }) => day);
    const pattern = patternOf(problem, c, days);
    if (pattern < 0) broken.push({ kind: 'visits', customer: c });
    if (customer.sameVehicle && new Set(visits[c]!.map(({ vehicle }) => vehicle)).size > 1)
      broken.push({ kind: 'same-vehicle', customer: c });
    for (const { day } of customer.pinned ?? [])
      if (pattern >= 0 && !days.includes(day)) broken.push({ kind: 'pinned', customer: c, day });
    return pattern;
  });
  const unassigned = patterns.flatMap((pattern, c) => (pattern < 0 ? [c] : []));
  return { routes, patterns, unassigned, cost: costOf(problem, routes, visits, patterns), broken };
}

function costOf(
  problem: RoutingProblem,
  routes: readonly Route[],
  visits: readonly (readonly { day: number; vehicle: number }[])[],
  patterns: readonly number[],
): PlanCost {
  const { perMetre, perSecond, perSquaredHour = 0 } = problem.weights;
  const cost = { travel: 0, patterns: 0, vehicles: 0, moves: 0, balance: 0, arrivals: 0 };
  const [earliest, latest] = [new Map<number, number>(), new Map<number, number>()];
  for (const route of routes) {
    cost.travel += (perMetre && perMetre * route.metres) + (perSecond && perSecond * route.travelSeconds);
    cost.balance += perSquaredHour * (route.workSeconds / 3600) ** 2;
    for (const { customer, startSeconds } of route.stops) {
      earliest.set(customer, Math.min(startSeconds, earliest.get(customer) ?? Infinity));
      latest.set(customer, Math.max(startSeconds, latest.get(customer) ?? -Infinity));
    }
  }
  problem.customers.forEach((customer, c) => {
    cost.patterns += customer.patterns[patterns[c]!]?.cost ?? 0;
    for (const { day, vehicle } of visits[c]!) {
      cost.vehicles += customer.vehicles?.find((eligible) => eligible.vehicle === vehicle)?.cost ?? 0;
      if (customer.published && !customer.published.some((told) => told.day === day && told.vehicle === vehicle))
        cost.moves += customer.moveCost ?? 0;
    }
    if (customer.steadyArrival && visits[c]!.length > 1) {
      const spread = latest.get(c)! - earliest.get(c)! - customer.steadyArrival.toleranceSeconds;
      cost.arrivals += (customer.steadyArrival.costPerHour * Math.max(0, spread)) / 3600;
    }
  });
  const { travel, patterns: ofPatterns, vehicles, moves, balance, arrivals } = cost;
  return { ...cost, total: travel + ofPatterns + vehicles + moves + balance + arrivals };
}
