// Arrivals become steadier, never at a higher whole cost.
import { expect, it } from 'vitest';
import { buildPlan } from './build-plan.ts';
import { steadyArrivals } from './steady-arrivals.ts';
import { valley } from './testing/valley.ts';

it('turns a route round so that villages keep their hour', () => {
  const problem = valley();
  const customers = problem.customers.map((one) => ({
    ...one,
    steadyArrival: { toleranceSeconds: 1800, costPerHour: 3600 },
  }));
  const steady = { ...problem, customers };
  const orders = [0, 2, 5, 7].map((day, at) => ({
    day,
    vehicle: 0,
    customers: at % 2 === 0 ? [0, 1, 2, 3, 4] : [4, 3, 2, 1, 0],
  }));
  const before = buildPlan(steady, orders).cost;
  const after = buildPlan(steady, steadyArrivals(steady, orders)).cost;
  expect(before.arrivals).toBeGreaterThan(10_000);
  expect(after.arrivals).toBeLessThan(before.arrivals / 10);
  expect(after.total).toBeLessThan(before.total);
  expect(steadyArrivals(problem, orders)).toEqual(orders);
});
