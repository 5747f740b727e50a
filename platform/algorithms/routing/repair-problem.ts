// The small problem behind a repair: each visit near the disruption is a customer of its own that prefers to stay.
import type { RouteOrder } from './plan.ts';
import type { Customer, Day, EligibleVehicle, RoutingProblem, VisitPattern } from './problem.ts';
import { scheduleRoute } from './schedule.ts';

export interface PublishedVisit {
  customer: number;
  day: Day;
  vehicle: number;
}

export const visitKey = ({ customer, day, vehicle }: PublishedVisit): string => `${customer}/${day}/${vehicle}`;
const routeKey = (day: Day, vehicle: number): string => `${day}/${vehicle}`;

/** Keys of the visits whose route can't be driven as published any more: all its stops, for any of them may give way. */
export function affectedVisits(problem: RoutingProblem, published: readonly RouteOrder[]): Set<string> {
  const affected = new Set<string>();
  for (const { day, vehicle, customers } of published) {
    if (scheduleRoute(problem, day, vehicle, customers).broken.length === 0) continue;
    for (const customer of customers) affected.add(visitKey({ customer, day, vehicle }));
  }
  return affected;
}

export interface VisitProblemOptions {
  substitutes?: readonly (readonly EligibleVehicle[])[];
  farthestDays: number;
  fromDay: Day;
}

export interface VisitProblem {
  problem: RoutingProblem;
  /** The visit behind each customer of the small problem. */
  visits: PublishedVisit[];
  /** Routes that stay as they are. */
  frozen: RouteOrder[];
  start: RouteOrder[];
}

/** A move costs so many times the dearest leg that one fewer is always worth a detour. */
const moveInLegs = 20;

export function visitProblem(
  problem: RoutingProblem,
  published: readonly RouteOrder[],
  affected: ReadonlySet<string>,
  options: VisitProblemOptions,
): VisitProblem {
  const daysOf = new Map<number, Day[]>();
  for (const { day, customers } of published)
    for (const customer of customers) daysOf.set(customer, [...(daysOf.get(customer) ?? []), day]);
  const choice = (visit: PublishedVisit) => ({
    days: possibleDays(problem, visit, daysOf.get(visit.customer)!, options),
    vehicles: possibleVehicles(problem, visit, options.substitutes?.[visit.customer]),
  });
  // Routes that an affected visit may enter are open, all others are frozen.
  const open = new Set<string>();
  for (const { day, vehicle, customers } of published)
    for (const customer of customers) {
      const visit = { customer, day, vehicle };
      if (!affected.has(visitKey(visit))) continue;
      const { days, vehicles } = choice(visit);
      open.add(routeKey(day, vehicle));
      for (const other of [day, ...days]) for (const one of vehicles) open.add(routeKey(other, one.vehicle));
    }
  const near = published.filter(({ day, vehicle }) => open.has(routeKey(day, vehicle)));
  const visits: PublishedVisit[] = [];
  const start = near.map(({ day, vehicle, customers }) => ({
    day,
    vehicle,
    customers: customers.map((customer) => visits.push({ customer, day, vehicle }) - 1),
  }));
  const moveCost = moveInLegs * dearestLeg(problem);
  return {
    visits,
    start,
    frozen: published.filter(({ day, vehicle }) => !open.has(routeKey(day, vehicle))),
    problem: {
      ...problem,
      vehicles: problem.vehicles.map((vehicle, index) => ({
        ...vehicle,
        // Closed where a frozen route is driven or the day is past.
        daysOut: Array.from({ length: problem.days }, (_, day) => day).filter(
          (day) =>
            day < options.fromDay || !open.has(routeKey(day, index)) || (vehicle.daysOut?.includes(day) ?? false),
        ),
      })),
      customers: visits.map((visit): Customer => {
        const one = problem.customers[visit.customer]!;
        const { days, vehicles } = choice(visit);
        const stay = { day: visit.day, vehicle: visit.vehicle };
        return {
          ...one,
          patterns: [visit.day, ...days].map((day): VisitPattern => ({ days: [day] })),
          vehicles,
          sameVehicle: false,
          pinned: undefined,
          steadyArrival: undefined,
          published: [stay],
          moveCost,
        };
      }),
    },
  };
}

/** Other days that lie nearer to this visit than to any other of the customer (ties go to the earlier), so that two visits never meet. */
function possibleDays(
  problem: RoutingProblem,
  { customer, day }: PublishedVisit,
  all: readonly Day[],
  { farthestDays, fromDay }: VisitProblemOptions,
): Day[] {
  const one = problem.customers[customer]!;
  const held = one.pinned?.some((pin) => pin.day === day) && !one.daysBlocked?.includes(day);
  if (held) return [];
  const days: Day[] = [];
  for (
    let other = Math.max(fromDay, day - farthestDays);
    other <= Math.min(problem.days - 1, day + farthestDays);
    other++
  ) {
    if (other === day || all.includes(other) || one.daysBlocked?.includes(other)) continue;
    const distance = Math.abs(other - day);
    const nearest = all.every((another) => {
      const rival = Math.abs(other - another);
      return another === day || rival > distance || (rival === distance && another > day);
    });
    if (nearest) days.push(other);
  }
  return days;
}

function possibleVehicles(
  problem: RoutingProblem,
  { customer, vehicle }: PublishedVisit,
  substitutes: readonly EligibleVehicle[] = [],
): EligibleVehicle[] {
  const { vehicles, pinned } = problem.customers[customer]!;
  const own = vehicles ?? problem.vehicles.map((_, index) => ({ vehicle: index }));
  const all = [...own, ...substitutes.filter((other) => !own.some((one) => one.vehicle === other.vehicle))];
  const team = pinned?.find((pin) => pin.vehicle !== undefined)?.vehicle;
  if (team !== undefined && !problem.vehicles[team]!.daysOut?.length) return all.filter((one) => one.vehicle === team);
  return all.some((one) => one.vehicle === vehicle) ? all : [{ vehicle }, ...all];
}

function dearestLeg({ travel, weights, locations }: RoutingProblem): number {
  let dearest = 1;
  for (let at = 0; at < locations * locations; at++) {
    const cost =
      (weights.perSecond && weights.perSecond * travel.seconds[at]!) +
      (weights.perMetre && weights.perMetre * travel.metres[at]!);
    if (Number.isFinite(cost) && cost > dearest) dearest = cost;
  }
  return dearest;
}
