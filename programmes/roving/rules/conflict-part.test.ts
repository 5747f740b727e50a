// A conflict is looked for among those who share vehicles, and nowhere else.
import { expect, it } from 'vitest';
import type { RoutingProblem } from '#platform/algorithms/routing/problem.ts';
import { partAround } from './conflict-part.ts';

const customer = (id: string, ...vehicles: number[]) => ({
  id,
  location: 0,
  serviceSeconds: 60,
  patterns: [{ days: [0] }],
  vehicles: vehicles.map((vehicle) => ({ vehicle })),
});
const problem: RoutingProblem = {
  days: 1,
  locations: 1,
  travel: { seconds: [0], metres: [0] },
  vehicles: [0, 1, 2].map((index) => ({ id: `v${index}`, depot: 0 })),
  customers: [customer('a', 0), customer('b', 0, 1), customer('c', 1), customer('d', 2)],
  weights: { perMetre: 1, perSecond: 1 },
};

it('follows shared vehicles from customer to customer', () => {
  expect(partAround(problem, 2).customers).toEqual([0, 1, 2]);
  expect(partAround(problem, 3)).toMatchObject({ customers: [3], problem: { customers: [{ id: 'd' }] } });
});
