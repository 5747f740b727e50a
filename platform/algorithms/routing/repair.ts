// A published plan after a disruption: as few visits as possible move, everybody else keeps day and team.
import { buildPlan, type CheckedPlan } from './build-plan.ts';
import { disrupt, type Disruption } from './disruption.ts';
import type { RouteOrder, SolveOptions } from './plan.ts';
import type { Day, DayAndVehicle, EligibleVehicle, RoutingProblem } from './problem.ts';
import { affectedVisits, visitKey, visitProblem } from './repair-problem.ts';
import { scheduleRoute } from './schedule.ts';
import { solve } from './solve.ts';

/** Needs `seconds` (three are enough for a county's month) or `iterations`. */
export interface RepairOptions extends Pick<SolveOptions, 'seed' | 'now' | 'shouldStop' | 'seconds' | 'iterations'> {
  /** Vehicles that may stand in for each customer's own when a visit moves; absent = only the eligible ones. */
  substitutes?: readonly (readonly EligibleVehicle[])[];
  /** Share of published visits that may move; absent = 0.05. */
  mostMoved?: number;
  /** How many days of the horizon a visit may move; absent = 3. */
  farthestDays?: number;
  /** A visit counts as retimed from this change of its start; absent = 1,800. */
  retimedSeconds?: number;
}

export interface MovedVisit {
  customer: number;
  from: DayAndVehicle;
  /** Absent: no place was found, the visit falls out. */
  to?: DayAndVehicle;
  /** The disruption hit it, or it made room for another. */
  reason: 'disrupted' | 'made-room';
}

export interface Repair {
  orders: RouteOrder[];
  /** The plan under the disruption, with the moved visits allowed; its `broken` is empty when all visits found a place. */
  plan: CheckedPlan;
  moved: MovedVisit[];
  /** Same day and team, but another hour. */
  retimed: { customer: number; day: Day; vehicle: number; fromSeconds: number; toSeconds: number }[];
  publishedVisits: number;
  movedShare: number;
  /** False says honestly that more than the allowed share had to move, or a visit found no place. */
  withinLimit: boolean;
}

/** Never breaks a hard rule; pinned visits stay unless the disruption itself hits them. */
export function repair(
  problem: RoutingProblem,
  published: readonly RouteOrder[],
  disruption: Disruption,
  options: RepairOptions,
): Repair {
  const { substitutes, mostMoved = 0.05, farthestDays = 3, retimedSeconds = 1800 } = options;
  const disrupted = disrupt(problem, disruption);
  const past = (day: Day) => day < (disruption.fromDay ?? 0);
  const future = published.filter(({ day }) => !past(day));
  const affected = affectedVisits(disrupted, future);
  const sub = visitProblem(disrupted, future, affected, {
    substitutes,
    farthestDays,
    fromDay: disruption.fromDay ?? 0,
  });
  const solved = solve(sub.problem, { ...options, start: sub.start });
  const orders = [
    ...published.filter(({ day }) => past(day)),
    ...sub.frozen,
    ...solved.plan.routes.map(({ day, vehicle, stops }) =>
      asPublished(disrupted, published, {
        day,
        vehicle,
        customers: stops.map((stop) => sub.visits[stop.customer]!.customer),
      }),
    ),
  ];
  const placed = new Map<number, DayAndVehicle>();
  for (const { day, vehicle, stops } of solved.plan.routes)
    for (const stop of stops) placed.set(stop.customer, { day, vehicle });
  const moved = sub.visits.flatMap((visit, index): MovedVisit[] => {
    const to = placed.get(index);
    if (to && to.day === visit.day && to.vehicle === visit.vehicle) return [];
    const from = { day: visit.day, vehicle: visit.vehicle };
    return [{ customer: visit.customer, from, to, reason: affected.has(visitKey(visit)) ? 'disrupted' : 'made-room' }];
  });
  const publishedVisits = published.reduce((sum, { customers }) => sum + customers.length, 0);
  const movedShare = publishedVisits === 0 ? 0 : moved.length / publishedVisits;
  const plan = buildPlan(withMoves(disrupted, orders, moved, substitutes), orders);
  return {
    orders,
    plan,
    moved,
    retimed: retimedVisits(buildPlan(problem, published), plan, moved, retimedSeconds),
    publishedVisits,
    movedShare,
    withinLimit: movedShare <= mostMoved && moved.every(({ to }) => to !== undefined),
  };
}

/** The published order where the stops are the same and it still works: nobody is told another hour without need. */
function asPublished(problem: RoutingProblem, published: readonly RouteOrder[], order: RouteOrder): RouteOrder {
  const told = published.find(({ day, vehicle }) => day === order.day && vehicle === order.vehicle);
  if (!told) return order;
  // Stops that stay keep their published order; the others stand before the stop that they now precede.
  const stays = told.customers.filter((customer) => order.customers.includes(customer));
  const kept: number[] = [];
  let next = 0;
  for (const customer of order.customers) kept.push(stays.includes(customer) ? stays[next++]! : customer);
  const candidate = { ...order, customers: kept };
  const works = scheduleRoute(problem, order.day, order.vehicle, kept).broken.every(
    ({ kind }) => kind === 'eligibility',
  );
  return works ? candidate : order;
}

/** The disrupted problem in which exactly the moved customers may be visited as they now are. */
function withMoves(
  problem: RoutingProblem,
  orders: readonly RouteOrder[],
  moved: readonly MovedVisit[],
  substitutes: RepairOptions['substitutes'],
): RoutingProblem {
  const touched = new Set(moved.filter(({ to }) => to).map(({ customer }) => customer));
  const days = new Map<number, Day[]>([...touched].map((customer) => [customer, []]));
  for (const { day, customers } of orders) for (const customer of customers) days.get(customer)?.push(day);
  return {
    ...problem,
    customers: problem.customers.map((one, customer) => {
      if (!touched.has(customer)) return one;
      const others = substitutes?.[customer]?.filter(
        ({ vehicle }) => !one.vehicles?.some((own) => own.vehicle === vehicle),
      );
      const now = days.get(customer)!.toSorted((a, b) => a - b);
      return {
        ...one,
        sameVehicle: false,
        pinned: one.pinned?.filter(
          (pin) => !moved.some((move) => move.customer === customer && move.from.day === pin.day),
        ),
        patterns: [...one.patterns, { days: now, label: 'repair' }],
        vehicles: one.vehicles && [...one.vehicles, ...(others ?? [])],
      };
    }),
  };
}

function retimedVisits(
  before: CheckedPlan,
  after: CheckedPlan,
  moved: readonly MovedVisit[],
  tolerance: number,
): Repair['retimed'] {
  const gone = new Set(moved.map(({ customer, from }) => visitKey({ customer, ...from })));
  const starts = new Map<string, number>();
  for (const { day, vehicle, stops } of before.routes)
    for (const { customer, startSeconds } of stops) starts.set(visitKey({ customer, day, vehicle }), startSeconds);
  return after.routes.flatMap(({ day, vehicle, stops }) =>
    stops.flatMap(({ customer, startSeconds }) => {
      const key = visitKey({ customer, day, vehicle });
      const told = starts.get(key);
      if (told === undefined || gone.has(key) || Math.abs(told - startSeconds) < tolerance) return [];
      return [{ customer, day, vehicle, fromSeconds: told, toSeconds: startSeconds }];
    }),
  );
}
