// Why a village is visited on its days: every other way to spread its visits, with what it would cost and break.
import type { RouteOrder } from '#platform/algorithms/routing/plan.ts';
import type { Rule } from '#platform/algorithms/routing/rules.ts';
import { scheduleRoute } from '#platform/algorithms/routing/schedule.ts';
import type { Day } from '#platform/contract.ts';
import { outcomeOf } from './move-visit.ts';
import { weekdayOf } from './month.ts';
import type { PlanProblem } from './month-problem.ts';
import type { MonthlyService } from './policy.ts';

export interface OtherDays {
  /** Weekdays of the pattern (Monday is 1); of a single visit its day alone is told. */
  weekdays: number[];
  days: Day[];
  vehicleId: string;
  /** Against how it stands: the whole month, metres and seconds of travel and the objective. */
  metres: number;
  seconds: number;
  cost: number;
  breaches: Rule[];
  stands: boolean;
}

/** The cheapest other days first, after what stands; all else of the plan is left as it is. */
export function otherDays(standing: PlanProblem, villageId: string, service: MonthlyService): OtherDays[] {
  const { problem, orders, vehicleIds, days } = standing;
  const customer = standing.customers.findIndex((one) => one.villageId === villageId && one.service === service);
  if (customer < 0) return [];
  const asked = problem.customers[customer]!;
  const own = orders.filter((order) => order.customers.includes(customer));
  const ownDays = own.map((order) => order.day).toSorted((a, b) => a - b);
  const without = orders.map((order) => ({
    ...order,
    customers: order.customers.filter((one) => one !== customer),
  }));
  const vehicles = asked.vehicles?.map((one) => one.vehicle) ?? problem.vehicles.map((_, index) => index);
  const found = asked.patterns.flatMap((pattern): OtherDays[] => {
    const stands = pattern.days.join() === ownDays.join();
    const tries = vehicles.map((vehicle) => ({
      vehicle,
      ...outcomeOf(standing, placed(standing, without, customer, pattern.days, vehicle)),
    }));
    const best = tries.reduce((least, one) =>
      one.breaches.length - least.breaches.length || one.cost - least.cost < 0 ? one : least,
    );
    return [
      {
        weekdays: [...new Set(pattern.days.map((day) => weekdayOf(days[day]!)))].toSorted((a, b) => a - b),
        days: pattern.days.map((day) => days[day]!),
        vehicleId: vehicleIds[best.vehicle]!,
        metres: stands ? 0 : best.metres,
        seconds: stands ? 0 : best.seconds,
        cost: stands ? 0 : best.cost,
        breaches: best.breaches,
        stands,
      },
    ];
  });
  return found.toSorted(
    (a, b) => Number(b.stands) - Number(a.stands) || a.breaches.length - b.breaches.length || a.cost - b.cost,
  );
}

function placed(
  { problem }: PlanProblem,
  without: readonly RouteOrder[],
  customer: number,
  days: readonly number[],
  vehicle: number,
): RouteOrder[] {
  const result = [...without];
  for (const day of days) {
    const index = result.findIndex((order) => order.day === day && order.vehicle === vehicle);
    const customers = index < 0 ? [] : result[index]!.customers;
    let best: number[] = [];
    let least = Infinity;
    for (let place = 0; place <= customers.length; place++) {
      const tried = customers.toSpliced(place, 0, customer);
      const route = scheduleRoute(problem, day, vehicle, tried);
      const cost = route.broken.length * 1e9 + route.travelSeconds;
      if (cost < least) [best, least] = [tried, cost];
    }
    if (index < 0) result.push({ day, vehicle, customers: best });
    else result[index] = { ...result[index]!, customers: best };
  }
  return result;
}
