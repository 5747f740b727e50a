// Gaps stay visible and nothing is drawn outside the axis.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { valueSpan, withGaps } from './chart-points.ts';

const at = (day: number) => new Date(day * 86_400_000).toISOString();

it('breaks the line where nothing was measured for longer than the limit', () => {
  const drawn = withGaps(
    [
      { at: at(100), value: 3 },
      { at: at(0), value: 1 },
      { at: at(20), value: 2 },
    ],
    30,
  );
  expect(drawn.map(([, value]) => value)).toEqual([1, 2, null, 3]);
});

it('keeps all points inside the axis', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { minLength: 1, maxLength: 30 }),
      (values) => {
        const { min, max } = valueSpan(values);
        expect(min).toBeLessThanOrEqual(Math.min(...values));
        expect(max).toBeGreaterThanOrEqual(Math.max(...values));
        expect(max).toBeGreaterThan(min);
      },
    ),
    { seed: 20261122, numRuns: 300 },
  );
});
