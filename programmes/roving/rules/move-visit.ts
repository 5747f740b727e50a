// What a move by hand costs and breaks, worked out where it is dragged: in the browser at once, on the server again.
import { buildPlan, type CheckedPlan } from '#platform/algorithms/routing/build-plan.ts';
import type { RouteOrder } from '#platform/algorithms/routing/plan.ts';
import { ruleKey, type Rule, type RuleKind } from '#platform/algorithms/routing/rules.ts';
import { scheduleRoute } from '#platform/algorithms/routing/schedule.ts';
import type { Day } from '#platform/contract.ts';
import type { PlanProblem } from './month-problem.ts';
import type { MonthlyService } from './policy.ts';

export interface VisitMove {
  villageId: string;
  service: MonthlyService;
  from: { on: Day; vehicleId: string };
  to: { on: Day; vehicleId: string; sequence?: number };
}
export interface MoveOutcome {
  orders: RouteOrder[];
  plan: CheckedPlan;
  /** Against the plan before: metres and seconds of travel, and the whole objective. */
  metres: number;
  seconds: number;
  cost: number;
  /** Rules that were kept before and are broken now. */
  breaches: Rule[];
}

/** These a person may break knowingly, by hand; all others are refused. */
const yielding: ReadonlySet<RuleKind> = new Set(['visits', 'same-vehicle']);
export const isYielding = ({ kind }: Rule): boolean => yielding.has(kind);

/** Undefined where the visit, the day or the vehicle is not part of the plan. */
export function moveVisit(standing: PlanProblem, move: VisitMove): MoveOutcome | undefined {
  const { orders } = standing;
  const customer = standing.customers.findIndex(
    (one) => one.villageId === move.villageId && one.service === move.service,
  );
  const [fromVehicle, toVehicle] = [move.from.vehicleId, move.to.vehicleId].map((id) =>
    standing.vehicleIds.indexOf(id),
  );
  const from = { day: standing.days.indexOf(move.from.on), vehicle: fromVehicle! };
  const to = { day: standing.days.indexOf(move.to.on), vehicle: toVehicle! };
  if (customer < 0 || from.vehicle < 0 || to.vehicle < 0 || from.day < 0 || to.day < 0) return undefined;
  const at = (place: { day: number; vehicle: number }) => (order: RouteOrder) =>
    order.day === place.day && order.vehicle === place.vehicle;
  if (!orders.find(at(from))?.customers.includes(customer)) return undefined;
  const without = orders.map((order) =>
    at(from)(order) ? { ...order, customers: order.customers.filter((one) => one !== customer) } : order,
  );
  const target = without.find(at(to))?.customers ?? [];
  const place =
    move.to.sequence === undefined
      ? cheapestPlace(standing, to, target, customer)
      : Math.min(target.length, move.to.sequence - 1);
  const filled = { ...to, customers: target.toSpliced(place, 0, customer) };
  const moved = [...without.filter((order) => !at(to)(order)), filled].filter((order) => order.customers.length > 0);
  return outcomeOf(standing, moved);
}

/** What other orders cost and break against how it stands. */
export function outcomeOf({ problem, orders }: PlanProblem, moved: RouteOrder[]): MoveOutcome {
  const before = buildPlan(problem, orders);
  const plan = buildPlan(problem, moved);
  const kept = new Set(before.broken.map(ruleKey));
  const sum = (routes: CheckedPlan['routes'], pick: 'metres' | 'travelSeconds') =>
    routes.reduce((total, route) => total + route[pick], 0);
  return {
    orders: moved,
    plan,
    metres: sum(plan.routes, 'metres') - sum(before.routes, 'metres'),
    seconds: sum(plan.routes, 'travelSeconds') - sum(before.routes, 'travelSeconds'),
    cost: plan.cost.total - before.cost.total,
    breaches: plan.broken.filter((rule) => !kept.has(ruleKey(rule))),
  };
}

function cheapestPlace(
  { problem }: PlanProblem,
  { day, vehicle }: { day: number; vehicle: number },
  customers: readonly number[],
  customer: number,
): number {
  let best = 0;
  let least = Infinity;
  for (let place = 0; place <= customers.length; place++) {
    const route = scheduleRoute(problem, day, vehicle, customers.toSpliced(place, 0, customer));
    const cost = route.broken.length * 1e9 + route.travelSeconds;
    if (cost < least) [best, least] = [place, cost];
  }
  return best;
}
