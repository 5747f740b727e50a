// Consequences of moves equal the difference of two whole plans, and name the rules that would break.
import { expect, it } from 'vitest';
import { buildPlan } from './build-plan.ts';
import { Inspector } from './inspect.ts';
import type { Plan, RouteOrder } from './plan.ts';
import { solve } from './solve.ts';
import { valley } from './testing/valley.ts';

const ordersOf = ({ routes }: Plan): RouteOrder[] =>
  routes.map(({ day, vehicle, stops }) => ({ day, vehicle, customers: stops.map(({ customer }) => customer) }));
const problem = valley();
const { plan } = solve(problem, { seed: 1, now: () => 0, iterations: 3000 });
const orders = ordersOf(plan);
const inspector = new Inspector(problem, orders);

it('prices a move by the whole objective and names what it breaks', () => {
  const [route] = orders;
  const customer = route!.customers[0]!;
  const from = { day: route!.day, vehicle: route!.vehicle };
  const moved = inspector.costOfMove({ customer, from, to: { day: 4, vehicle: 2 } });
  expect(moved.cost.total).toBeCloseTo(buildPlan(problem, moved.orders).cost.total - plan.cost.total, 6);
  expect(moved.breaks.map(({ kind }) => kind).sort()).toEqual(['eligibility', 'same-vehicle', 'visits']);
  expect(moved.mends).toEqual([]);
  const back = new Inspector(problem, moved.orders).costOfMove({ customer, from: { day: 4, vehicle: 2 }, to: from });
  expect(back.mends.map(({ kind }) => kind).sort()).toEqual(['eligibility', 'same-vehicle', 'visits']);
  expect(() => inspector.costOfMove({ customer, from: { day: 9, vehicle: 2 }, to: from })).toThrow(RangeError);
});

it('keeps a visit where it is for nothing', () => {
  const [route] = orders;
  const { day, vehicle, customers } = route!;
  const stay = inspector.costOfMove({
    customer: customers[0]!,
    from: { day, vehicle },
    to: { day, vehicle, place: 0 },
  });
  expect(stay.cost.total).toBeCloseTo(0, 9);
  expect(stay.breaks).toEqual([]);
});

it('ranks the other days of a village: possible ones first, then cheaper ones', () => {
  const alternatives = inspector.explainVisits(0);
  expect(alternatives).toHaveLength(2);
  const marks = alternatives.map(({ breaks, cost }) => [breaks.length, cost.total] as const);
  expect(marks).toEqual(marks.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
  for (const { orders: changed, cost } of alternatives)
    expect(cost.total).toBeCloseTo(buildPlan(problem, changed).cost.total - plan.cost.total, 6);
});
