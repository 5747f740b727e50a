// A conflict is impossible as a whole and possible without any one of its rules, by brute force.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findConflict } from './conflict.ts';
import { exceedsVolume } from './conflict-volume.ts';
import { ruleKey, rulesOf, withRules } from './rules.ts';
import { possibleByBruteForce } from './testing/brute-force.ts';
import { smallProblem } from './testing/small-problem.ts';

const options = { seed: 1, now: () => 0, iterations: 400 };

it('is irreducible', () => {
  let conflicts = 0;
  fc.assert(
    fc.property(smallProblem(3), (problem) => {
      const conflict = findConflict(problem, options);
      expect(conflict === undefined).toBe(possibleByBruteForce(problem));
      if (!conflict) return;
      conflicts++;
      const { rules, cures, proved } = conflict;
      expect(proved).toBe(true);
      expect(possibleByBruteForce(withRules(problem, rules))).toBe(false);
      const without = (left: typeof rules, dropped: (typeof rules)[number]) =>
        left.filter((rule) => ruleKey(rule) !== ruleKey(dropped));
      for (const rule of rules) {
        expect(possibleByBruteForce(withRules(problem, without(rules, rule)))).toBe(true);
        const cured = possibleByBruteForce(withRules(problem, without(rulesOf(problem), rule)));
        expect(cures.includes(rule)).toBe(cured);
      }
    }),
    { numRuns: 120 },
  );
  expect(conflicts).toBeGreaterThan(15);
});

it('never calls too much what brute force can place', () => {
  let exceeded = 0;
  fc.assert(
    fc.property(smallProblem(3), fc.constantFrom(1, 3, 8), (problem, longer) => {
      const customers = problem.customers.map((one) => ({ ...one, serviceSeconds: one.serviceSeconds * longer }));
      const stretched = { ...problem, customers };
      if (!exceedsVolume(stretched)) return;
      exceeded++;
      expect(possibleByBruteForce(stretched)).toBe(false);
    }),
    { numRuns: 300 },
  );
  expect(exceeded).toBeGreaterThan(10);
});

it('names the market day, the breakdown and the team that can not hold together', () => {
  const travel = { seconds: [0, 600, 600, 0], metres: [0, 5000, 5000, 0] };
  const problem = {
    days: 2,
    locations: 2,
    travel,
    vehicles: [
      { id: 'own', depot: 0, shift: { fromSeconds: 28_800, toSeconds: 61_200 }, daysOut: [0] },
      { id: 'other', depot: 0 },
    ],
    customers: [
      {
        id: 'village',
        location: 1,
        serviceSeconds: 1800,
        patterns: [{ days: [0] }, { days: [1] }],
        vehicles: [{ vehicle: 0 }],
        daysBlocked: [1],
      },
    ],
    weights: { perMetre: 0, perSecond: 1 },
  };
  const conflict = findConflict(problem, options)!;
  expect(conflict.rules.map(ruleKey).sort()).toEqual(
    ['blocked-day/0//1', 'eligibility/0//', 'vehicle-out//0/0', 'visits/0//'].sort(),
  );
  expect(conflict.cures).toHaveLength(4);
});
