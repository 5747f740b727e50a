// The county's month planned, checked, disrupted and repaired.
import type { RouteOrder } from '#platform/algorithms/routing/plan.ts';
import { repair } from '#platform/algorithms/routing/repair.ts';
import { disrupt } from '#platform/algorithms/routing/disruption.ts';
import { solve } from '#platform/algorithms/routing/solve.ts';
import { countyMonth } from './county-month.ts';
import { evaluateMonth } from './evaluate-month.ts';

const now = () => performance.now();
const ordersOf = (routes: readonly { day: number; vehicle: number; stops: readonly { customer: number }[] }[]) =>
  routes.map(({ day, vehicle, stops }): RouteOrder => ({
    day,
    vehicle,
    customers: stops.map(({ customer }) => customer),
  }));

export interface MonthFigures {
  planSeconds: number;
  visits: number;
  violations: number;
  sameTeamShare: number;
  sameWeekdayShare: number;
  travelHours: number;
  repairs: { disruption: string; seconds: number; moved: number; movedShare: number; violations: number }[];
  [name: string]: unknown;
}

/** `seconds` for the plan; each repair gets a share of its five. */
export function month(seconds: number, seed: number, note: (line: string) => void): MonthFigures {
  const { problem, horizon, substitutes } = countyMonth(1);
  const startedAt = now();
  const { plan } = solve(problem, { seed, seconds, now });
  const planSeconds = (now() - startedAt) / 1000;
  const orders = ordersOf(plan.routes);
  const verdict = evaluateMonth(problem, orders, horizon.days, horizon.changedWeeks);
  note(
    `county's month: ${verdict.visits} visits, ${verdict.violations.length} violations, ${planSeconds.toFixed(1)} s`,
  );
  for (const line of verdict.violations.slice(0, 5)) note(`  ${line}`);
  const busiest = problem.vehicles
    .map((_, vehicle) => ({
      vehicle,
      stops: orders.reduce((sum, order) => sum + (order.vehicle === vehicle ? order.customers.length : 0), 0),
    }))
    .sort((a, b) => b.stops - a.stops)[0]!.vehicle;
  const disruptions = {
    'breakdown of the busiest vehicle for a day': { vehiclesOut: [{ vehicle: busiest, day: 5 }], fromDay: 5 },
    'breakdown for a week': {
      vehiclesOut: [5, 6, 7, 8, 9].map((day) => ({ vehicle: busiest, day })),
      fromDay: 5,
    },
    'emergency from 10 to 14': {
      away: [{ vehicle: busiest, day: 6, fromSeconds: 10 * 3600, toSeconds: 14 * 3600 }],
      fromDay: 6,
    },
  };
  const repairs = Object.entries(disruptions).map(([disruption, what]) => {
    const began = now();
    const repaired = repair(problem, orders, what, { seed, seconds: 3, now, substitutes });
    const took = (now() - began) / 1000;
    // Moved visits are allowed what they got; every other rule is checked as before, on the disrupted input.
    const gone = new Set(repaired.moved.map(({ customer }) => customer));
    const allowed = {
      ...disrupt(problem, what),
      customers: problem.customers.map((customer, index) =>
        gone.has(index)
          ? {
              ...customer,
              sameVehicle: false,
              vehicles: [...(customer.vehicles ?? []), ...substitutes[index]!],
              patterns: [{ days: daysOf(repaired.orders, index) }],
            }
          : customer,
      ),
    };
    const { violations, visits } = evaluateMonth(allowed, repaired.orders, horizon.days, horizon.changedWeeks);
    const awayBroken = repaired.plan.broken.length;
    note(
      `repair after ${disruption}: ${repaired.moved.length} moved, ${took.toFixed(1)} s, ${violations.length} violations`,
    );
    return {
      disruption,
      seconds: Math.round(took * 100) / 100,
      moved: repaired.moved.length,
      movedShare: Math.round(repaired.movedShare * 1e5) / 1e5,
      retimed: repaired.retimed.length,
      violations: violations.length + awayBroken + (visits === verdict.visits ? 0 : 1),
    };
  });
  return {
    planSeconds: Math.round(planSeconds * 10) / 10,
    visits: verdict.visits,
    violations: verdict.violations.length,
    sameTeamShare: verdict.sameTeamShare,
    sameWeekdayShare: verdict.sameWeekdayShare,
    travelHours: Math.round(verdict.travelHours * 10) / 10,
    longestDayHours: Math.round(verdict.longestDayHours * 100) / 100,
    repairs,
  };
}

const daysOf = (orders: readonly RouteOrder[], customer: number): number[] =>
  orders
    .filter(({ customers }) => customers.includes(customer))
    .map(({ day }) => day)
    .sort((a, b) => a - b);
