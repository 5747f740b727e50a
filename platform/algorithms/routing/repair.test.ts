// Repairs move few visits, break nothing, and say so when the limit can't be held.
import { expect, it } from 'vitest';
import { disrupt } from './disruption.ts';
import type { Plan, RouteOrder } from './plan.ts';
import { repair, type Repair } from './repair.ts';
import { solve } from './solve.ts';
import { routeFaults } from './testing/check-orders.ts';
import { valley } from './testing/valley.ts';

const now = () => 0;
const ordersOf = ({ routes }: Plan): RouteOrder[] =>
  routes.map(({ day, vehicle, stops }) => ({ day, vehicle, customers: stops.map(({ customer }) => customer) }));
const problem = valley();
const published = ordersOf(solve(problem, { seed: 1, now, iterations: 3000 }).plan);
const spare = problem.customers.map(() => [{ vehicle: 2, cost: 100 }]);
const options = { seed: 1, now, iterations: 2000, substitutes: spare };
const keyed = (orders: readonly RouteOrder[]) =>
  orders.flatMap(({ day, vehicle, customers }) => customers.map((customer) => `${customer}/${day}/${vehicle}`));

/** Vehicles' and days' rules by the second check; substitutes may come to moved customers. */
function faultsOf(disruption: Parameters<typeof disrupt>[1], { orders, moved }: Repair): string[] {
  const gone = new Set(moved.map(({ customer }) => customer));
  const disrupted = disrupt(problem, disruption);
  const customers = disrupted.customers.map((one, c) => (gone.has(c) ? { ...one, vehicles: undefined } : one));
  return orders.flatMap((order) => routeFaults({ ...disrupted, customers }, order));
}

it('moves the visits of a broken vehicle and nobody else', () => {
  const vehiclesOut = [{ vehicle: 0, day: 2 }];
  const hit = published.find(({ day, vehicle }) => day === 2 && vehicle === 0)!.customers;
  const repaired = repair(problem, published, { vehiclesOut, fromDay: 2 }, { ...options, mostMoved: 0.25 });
  expect(new Set(repaired.moved.map(({ customer }) => customer))).toEqual(new Set(hit));
  expect(repaired.moved.every(({ reason, to }) => reason === 'disrupted' && to !== undefined && to.day >= 2)).toBe(
    true,
  );
  expect(repaired.withinLimit).toBe(true);
  expect(repaired.plan.broken).toEqual([]);
  expect(faultsOf({ vehiclesOut }, repaired)).toEqual([]);
  // Everybody who did not move is visited as before.
  const before = new Set(keyed(published));
  expect(keyed(repaired.orders).filter((visit) => !before.has(visit))).toHaveLength(repaired.moved.length);
  expect(keyed(repaired.orders)).toHaveLength(before.size);
});

it('keeps the day when the vehicle is away for an hour only', () => {
  const route = published.find(({ day, vehicle }) => day === 3 && vehicle === 0)!;
  const away = [{ vehicle: 0, day: 3, fromSeconds: 9 * 3600, toSeconds: 10 * 3600 }];
  const repaired = repair(problem, published, { away, fromDay: 3 }, options);
  expect(route.customers.length).toBeGreaterThan(0);
  expect(repaired.moved).toHaveLength(0);
  expect(repaired.plan.broken).toEqual([]);
  expect(faultsOf({ away }, repaired)).toEqual([]);
});

it('moves what a closed road cuts off to another day', () => {
  const day = 1;
  const customer = published.find((order) => order.day === day)!.customers[0]!;
  const seconds = Float64Array.from(problem.travel.seconds);
  const { location } = problem.customers[customer]!;
  for (let other = 0; other < problem.locations; other++)
    if (other !== location)
      seconds[other * problem.locations + location] = seconds[location * problem.locations + other] = Infinity;
  const travelOn = [{ day, travel: { seconds, metres: problem.travel.metres } }];
  const repaired = repair(problem, published, { travelOn }, options);
  expect(repaired.moved.map((move) => move.customer)).toContain(customer);
  expect(repaired.plan.broken).toEqual([]);
  expect(faultsOf({ travelOn }, repaired)).toEqual([]);
});

it('says honestly that too much had to move, or that a visit found no place', () => {
  const vehiclesOut = [0, 1, 2].flatMap((vehicle) => [0, 1, 2, 3, 4].map((day) => ({ vehicle, day })));
  const repaired = repair(problem, published, { vehiclesOut }, options);
  expect(repaired.withinLimit).toBe(false);
  expect(repaired.moved.some(({ to }) => to === undefined)).toBe(true);
  expect(faultsOf({ vehiclesOut }, repaired)).toEqual([]);
});
