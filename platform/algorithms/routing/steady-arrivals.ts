// Same hour each time: orders within routes are exchanged where that steadies arrivals for less than it costs in travel.
import { buildPlan } from './build-plan.ts';
import type { RouteOrder } from './plan.ts';
import type { RoutingProblem } from './problem.ts';
import { scheduleRoute } from './schedule.ts';

/** Routes longer than this are only turned round and have single stops shifted. */
const fullyPermuted = 4;
const mostRounds = 5;

/** Never worse by the whole objective; unchanged when no customer asks for steady arrivals. O(rounds * routes * orders). */
export function steadyArrivals(problem: RoutingProblem, orders: readonly RouteOrder[]): RouteOrder[] {
  const result = orders.map((order) => ({ ...order }));
  if (!problem.customers.some(({ steadyArrival }) => steadyArrival)) return result;
  const starts: Map<number, number>[] = problem.customers.map(() => new Map());
  const { perMetre, perSecond, perSquaredHour = 0 } = problem.weights;
  /** Cost that the order of a route decides, and the starts of service; infinite where a rule breaks. */
  const judge = (order: RouteOrder) => {
    const route = scheduleRoute(problem, order.day, order.vehicle, order.customers);
    const own =
      (perMetre && perMetre * route.metres) +
      (perSecond && perSecond * route.travelSeconds) +
      perSquaredHour * (route.workSeconds / 3600) ** 2;
    return { route, own: route.broken.length > 0 ? Infinity : own };
  };
  const arrivals = (customer: number, day: number, start: number): number => {
    const { steadyArrival } = problem.customers[customer]!;
    if (!steadyArrival) return 0;
    // The spread itself lies still while two of four visits come early and two late; the distance from the others' mean guides.
    let [sum, count] = [0, 0];
    for (const [other, at] of starts[customer]!) if (other !== day) [sum, count] = [sum + at, count + 1];
    const off = count === 0 ? 0 : Math.abs(start - sum / count) - steadyArrival.toleranceSeconds / 2;
    return (Math.max(0, off) * steadyArrival.costPerHour) / 3600;
  };
  const whole = (order: RouteOrder) => {
    const { route, own } = judge(order);
    const steady = route.stops.reduce((sum, stop) => sum + arrivals(stop.customer, order.day, stop.startSeconds), 0);
    return { cost: own + steady, route };
  };
  const remember = (order: RouteOrder) => {
    for (const stop of judge(order).route.stops) starts[stop.customer]!.set(order.day, stop.startSeconds);
  };
  result.forEach(remember);
  for (let round = 0; round < mostRounds; round++) {
    let better = false;
    for (const order of result) {
      if (!order.customers.some((customer) => problem.customers[customer]!.steadyArrival)) continue;
      let best = whole(order).cost;
      for (const customers of variants(order.customers)) {
        const { cost } = whole({ ...order, customers });
        if (cost >= best - 1e-9) continue;
        best = cost;
        order.customers = customers;
        better = true;
      }
      remember(order);
    }
    if (!better) break;
  }
  // Spreads share visits, so a last look at the whole objective decides.
  return buildPlan(problem, result).cost.total <= buildPlan(problem, orders).cost.total + 1e-9 ? result : [...orders];
}

function variants(customers: readonly number[]): number[][] {
  if (customers.length < 2) return [];
  if (customers.length <= fullyPermuted) return permutations(customers);
  const found = [customers.toReversed()];
  for (let from = 0; from < customers.length; from++)
    for (let to = 0; to < customers.length; to++)
      if (to !== from) found.push(customers.toSpliced(from, 1).toSpliced(to, 0, customers[from]!));
  return found;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}
