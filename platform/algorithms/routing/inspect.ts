// What moving a visit by hand costs and breaks, and why a customer is visited on the days it is; quick enough for each drag.
import { buildPlan, type CheckedPlan } from './build-plan.ts';
import type { PlanCost, RouteOrder } from './plan.ts';
import type { Day, DayAndVehicle, RoutingProblem } from './problem.ts';
import { ruleKey, type Rule } from './rules.ts';
import { scheduleRoute } from './schedule.ts';

export interface Move {
  customer: number;
  from: DayAndVehicle;
  /** Without `place` (0 = first stop) the cheapest place that breaks least is taken. */
  to: DayAndVehicle & { place?: number };
}

/** Differences to the plan as it stands; `cost.total` below 0 is an improvement. */
export interface Consequence {
  cost: PlanCost;
  metres: number;
  travelSeconds: number;
  /** Hard rules that hold now and would not. */
  breaks: Rule[];
  /** Hard rules that are broken now and would hold. */
  mends: Rule[];
  orders: RouteOrder[];
}

export interface Alternative extends Consequence {
  pattern: number;
  vehicle: number;
}

/** Everything about one plan; each question costs one pass over the plan (about a millisecond for a county's month). */
export class Inspector {
  readonly plan: CheckedPlan;
  private readonly problem: RoutingProblem;
  private readonly orders: readonly RouteOrder[];

  constructor(problem: RoutingProblem, orders: readonly RouteOrder[]) {
    this.problem = problem;
    this.orders = orders;
    this.plan = buildPlan(problem, orders);
  }

  /** Throws RangeError when the plan has no such visit. */
  costOfMove({ customer, from, to }: Move): Consequence {
    const source = this.find(from);
    if (!source?.customers.includes(customer))
      throw new RangeError(`customer ${customer} is not visited on day ${from.day} by vehicle ${from.vehicle}`);
    const taken = this.without(this.orders, customer, from.day);
    return this.compare(this.put(taken, customer, to));
  }

  /** All visits of a customer exchanged for those of another pattern, by one vehicle. */
  costOfPattern(customer: number, pattern: number, vehicle: number): Consequence {
    let orders = this.orders;
    for (const { day, customers } of this.orders)
      if (customers.includes(customer)) orders = this.without(orders, customer, day);
    for (const day of this.problem.customers[customer]!.patterns[pattern]!.days)
      orders = this.put(orders, customer, { day, vehicle });
    return this.compare(orders);
  }

  /**
   * Why these days: every other pattern and eligible vehicle, those that break nothing first, the cheapest first.
   * `limit` caps the list; with many patterns (one visit on any day) each still costs one pass.
   */
  explainVisits(customer: number, limit = 20): Alternative[] {
    const { patterns, vehicles } = this.problem.customers[customer]!;
    const now = this.plan.patterns[customer];
    const byNow = this.orders.find(({ customers }) => customers.includes(customer))?.vehicle;
    const eligible = vehicles?.map(({ vehicle }) => vehicle) ?? this.problem.vehicles.map((_, index) => index);
    return patterns
      .flatMap((_, pattern) => eligible.map((vehicle) => ({ pattern, vehicle })))
      .filter(({ pattern, vehicle }) => pattern !== now || vehicle !== byNow)
      .map(({ pattern, vehicle }) => ({ pattern, vehicle, ...this.costOfPattern(customer, pattern, vehicle) }))
      .sort((a, b) => a.breaks.length - b.breaks.length || a.cost.total - b.cost.total)
      .slice(0, limit);
  }

  /** Other days and vehicles for one visit, ranked likewise. */
  alternativesOf(customer: number, from: DayAndVehicle, candidates: readonly DayAndVehicle[]): Consequence[] {
    return candidates
      .filter(({ day, vehicle }) => day !== from.day || vehicle !== from.vehicle)
      .map((to) => this.costOfMove({ customer, from, to }))
      .sort((a, b) => a.breaks.length - b.breaks.length || a.cost.total - b.cost.total);
  }

  private find({ day, vehicle }: { day: Day; vehicle: number }): RouteOrder | undefined {
    return this.orders.find((order) => order.day === day && order.vehicle === vehicle);
  }

  private without(orders: readonly RouteOrder[], customer: number, day: Day): RouteOrder[] {
    return orders.map((order) =>
      order.day === day && order.customers.includes(customer)
        ? { ...order, customers: order.customers.filter((other) => other !== customer) }
        : order,
    );
  }

  private put(orders: readonly RouteOrder[], customer: number, to: Move['to']): RouteOrder[] {
    const target = orders.find(({ day, vehicle }) => day === to.day && vehicle === to.vehicle);
    const customers = target?.customers ?? [];
    const places =
      to.place === undefined ? [...customers.keys(), customers.length] : [Math.min(to.place, customers.length)];
    const ranked = places
      .map((place) => {
        const changed = customers.toSpliced(place, 0, customer);
        const route = scheduleRoute(this.problem, to.day, to.vehicle, changed);
        return { changed, broken: route.broken.length, seconds: route.travelSeconds };
      })
      .sort((a, b) => a.broken - b.broken || a.seconds - b.seconds);
    const order = { day: to.day, vehicle: to.vehicle, customers: ranked[0]!.changed };
    return target ? orders.map((other) => (other === target ? order : other)) : [...orders, order];
  }

  private compare(orders: readonly RouteOrder[]): Consequence {
    const then = buildPlan(this.problem, orders);
    const sum = (plan: CheckedPlan, key: 'metres' | 'travelSeconds') =>
      plan.routes.reduce((total, route) => total + route[key], 0);
    const cost = { ...then.cost };
    for (const key of Object.keys(cost) as (keyof PlanCost)[]) cost[key] -= this.plan.cost[key];
    const [before, after] = [keysOf(this.plan.broken), keysOf(then.broken)];
    return {
      cost,
      metres: sum(then, 'metres') - sum(this.plan, 'metres'),
      travelSeconds: sum(then, 'travelSeconds') - sum(this.plan, 'travelSeconds'),
      breaks: [...after].filter(([key]) => !before.has(key)).map(([, rule]) => rule),
      mends: [...before].filter(([key]) => !after.has(key)).map(([, rule]) => rule),
      orders: orders.filter(({ customers }) => customers.length > 0),
    };
  }
}

const keysOf = (rules: readonly Rule[]): Map<string, Rule> => new Map(rules.map((rule) => [ruleKey(rule), rule]));
