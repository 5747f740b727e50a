// Growth curves and z-scores: steady where the straight lines begin, rising with the value, exact on the points.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { valueOnCurve } from './curve.ts';
import { zScore } from './lms.ts';

const parameters = fc.tuple(
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.double({ min: 3, max: 20, noNaN: true }),
  fc.double({ min: 0.02, max: 0.16, noNaN: true }),
);

it('rises with the value, also over three standard deviations', () => {
  fc.assert(
    fc.property(parameters, fc.double({ min: 0.5, max: 1.6, noNaN: true }), ([l, m, s], share) => {
      const value = m * share;
      const step = zScore(value * 1.001, l, m, s, true) - zScore(value, l, m, s, true);
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThan(0.5);
    }),
  );
});

it('is steady where L passes zero', () => {
  expect(zScore(12, 1e-7, 10, 0.1, true)).toBeCloseTo(zScore(12, 0, 10, 0.1, true), 5);
});

it('gives the WHO examples: raw -4.429 becomes -4.259', () => {
  expect(zScore(5.9, 0.0645, 9.646, 0.10925, false)).toBeCloseTo(-4.429, 3);
  expect(zScore(5.9, 0.0645, 9.646, 0.10925, true)).toBeCloseTo(-4.259, 3);
  expect(zScore(50, 1, 56.4833, 0.03492, false)).toBeCloseTo(-3.29, 2);
});

it('stays unknown where a part is unknown', () => {
  for (const [value, l, m, s] of [
    [NaN, 0, 1, 1],
    [1, NaN, 1, 1],
    [1, 0, NaN, 1],
    [1, 0, 1, NaN],
  ] as const)
    expect(zScore(value, l, m, s, true)).toBeNaN();
});

it('reads a curve: on a point, between two, at a jump, and not outside', () => {
  const curve = { at: [0, 10, 20, 20, 30], values: [1, 2, 3, 8, 9] };
  expect([0, 5, 10, 15, 19.9, 20, 25, 30].map((place) => valueOnCurve(curve, place))).toEqual([
    1,
    1.5,
    2,
    2.5,
    expect.closeTo(2.99, 9),
    8,
    8.5,
    9,
  ]);
  expect([-1, 31, NaN].map((place) => valueOnCurve(curve, place))).toEqual([undefined, undefined, undefined]);
});
