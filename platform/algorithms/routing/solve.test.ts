// Plans keep every hard rule by a second check, cost what they say, and depend on the seed alone.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { problemOf } from '../../../bench/planner/cordeau-problem.ts';
import { readCordeau } from '../../../bench/planner/cordeau.ts';
import { evaluateCordeau } from '../../../bench/planner/evaluate-cordeau.ts';
import { buildPlan } from './build-plan.ts';
import type { Plan, RouteOrder } from './plan.ts';
import { solve } from './solve.ts';
import { possibleByBruteForce } from './testing/brute-force.ts';
import { planFaults } from './testing/check-orders.ts';
import { smallProblem } from './testing/small-problem.ts';

const now = () => 0;
const ordersOf = ({ routes }: Plan): RouteOrder[] =>
  routes.map(({ day, vehicle, stops }) => ({ day, vehicle, customers: stops.map(({ customer }) => customer) }));

it('breaks no hard rule, whatever is asked', () => {
  fc.assert(
    fc.property(smallProblem(6), fc.integer({ min: 0, max: 1e6 }), (problem, seed) => {
      const { plan, complete } = solve(problem, { seed, now, iterations: 150 });
      expect(planFaults(problem, ordersOf(plan), plan.unassigned)).toEqual([]);
      expect(complete).toBe(plan.unassigned.length === 0);
      // Unassigned customers are the only rule that a plan may lack, and they are named.
      expect(buildPlan(problem, ordersOf(plan)).broken.every(({ kind }) => kind === 'visits')).toBe(true);
    }),
    { numRuns: 150 },
  );
});

it('finds a complete plan wherever brute force finds one', () => {
  let possible = 0;
  fc.assert(
    fc.property(smallProblem(4), (problem) => {
      if (!possibleByBruteForce(problem)) return;
      possible++;
      expect(solve(problem, { seed: 1, now, iterations: 3000, untilComplete: true }).complete).toBe(true);
    }),
    { numRuns: 120 },
  );
  expect(possible).toBeGreaterThan(20);
});

it('gives the same plan for the same seed and iterations, and tells better ones on the way', () => {
  const problem = problemOf(readCordeau(readFileSync(new URL('./golden/pr01', import.meta.url), 'utf8')));
  let clock = 0;
  const heard: number[] = [];
  const options = { seed: 7, iterations: 1500, now: () => (clock += 100) };
  const first = solve(problem, { ...options, onBetter: (plan) => heard.push(plan.cost.total) });
  expect(solve(problem, { ...options, now })).toEqual(first);
  expect(solve(problem, { ...options, seed: 8 }).plan).not.toEqual(first.plan);
  expect(heard.length).toBeGreaterThan(2);
  expect(heard).toEqual(heard.toSorted((a, b) => b - a));
});

it('stops when told and begins from a given plan', () => {
  const problem = problemOf(readCordeau(readFileSync(new URL('./golden/p14', import.meta.url), 'utf8')));
  const good = solve(problem, { seed: 1, now, iterations: 5000 });
  let asked = 0;
  const again = solve(problem, {
    seed: 2,
    now,
    seconds: 1000,
    start: ordersOf(good.plan),
    shouldStop: () => ++asked > 3,
  });
  expect(again.iterations).toBeLessThan(1000);
  expect(again.plan.cost.total).toBeLessThanOrEqual(good.plan.cost.total + 1e-6);
});

it.each([
  ['p01', 524.61, 0.03],
  ['p14', 954.81, 0.01],
  ['pr01', 2209.02, 0.03],
])('comes near the best known plan of %s in a few thousand steps', (name, best, gap) => {
  const instance = readCordeau(readFileSync(new URL(`./golden/${name}`, import.meta.url), 'utf8'));
  const { plan } = solve(problemOf(instance), { seed: 1, now, iterations: 12_000 });
  const verdict = evaluateCordeau(
    instance,
    ordersOf(plan).map((order) => ({ ...order, customers: order.customers.map((c) => instance.customers[c]!.number) })),
  );
  expect(verdict.faults).toEqual([]);
  expect(verdict.cost).toBeCloseTo(plan.cost.total, 4);
  expect(verdict.cost).toBeLessThan(best * (1 + gap));
});
