// Points stay within bounds, follow the published formula, and what has no denominator counts for nothing.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IndicatorCatalogue, IndicatorDefinition } from './indicator.ts';
import { median, scorecard, scoreIndicator, standardScore } from './score.ts';

const words = { 'zh-CN': '某', en: 'some' };
const definition = (more: Partial<IndicatorDefinition> = {}): IndicatorDefinition => ({
  indicator: 'T1',
  dimension: 'T',
  version: 1,
  name: words,
  numerator: words,
  denominator: words,
  unit: 'share',
  better: 'more',
  target: 0.95,
  ...more,
});
const catalogue = (...indicators: IndicatorDefinition[]): IndicatorCatalogue => ({
  catalogue: 'trial',
  name: words,
  source: words,
  dimensions: [...new Set(indicators.map(({ dimension }) => dimension))].map((dimension) => ({
    dimension,
    name: words,
  })),
  indicators,
});

it.each([
  [95, 100, 100],
  [19, 40, 50],
  [100, 100, 100],
  [0, 10, 0],
])('%i of %i against 0.95: %d points', (numerator, denominator, score) =>
  expect(scoreIndicator(definition(), { numerator, denominator }, []).score).toBeCloseTo(score, 6),
);

it('less is better: at or below the peers full points, twice as much half of them', () => {
  const driven = definition({ unit: 'kilometres', better: 'less', target: 'peers' });
  expect(scoreIndicator(driven, { numerator: 30, denominator: 10 }, [2, 3, 5]).score).toBe(100);
  expect(scoreIndicator(driven, { numerator: 60, denominator: 10 }, [2, 3, 5]).score).toBe(50);
});

it('a dimension is the mean of what was measured in it, the whole the mean of measured dimensions', () => {
  const three = catalogue(
    definition({ indicator: 'N1', dimension: 'N', target: 1 }),
    definition({ indicator: 'T1', target: 1 }),
    definition({ indicator: 'T2', target: 1 }),
    definition({ indicator: 'T3', target: 1, unmeasured: words }),
  );
  const card = scorecard(
    three,
    new Map([
      ['T1', { numerator: 1, denominator: 2 }],
      ['T2', { numerator: 2, denominator: 2 }],
      ['T3', { numerator: 2, denominator: 2 }],
    ]),
    () => [],
  );
  expect(card).toMatchObject({
    score: 75,
    measured: 2,
    dimensions: [{ dimension: 'N' }, { dimension: 'T', score: 75 }],
  });
  expect(card.dimensions[0]).not.toHaveProperty('score');
});

it('a second figure weighs together with the first, as one indicator', () => {
  const two = catalogue(
    definition({ indicator: 'M1', dimension: 'M', target: 1 }),
    definition({ indicator: 'M3', dimension: 'M', target: 1 }),
    definition({ indicator: 'M3b', dimension: 'M', target: 1, alongside: 'M3' }),
  );
  const sums = new Map([
    ['M1', { numerator: 1, denominator: 1 }],
    ['M3', { numerator: 1, denominator: 2 }],
    ['M3b', { numerator: 0, denominator: 2 }],
  ]);
  expect(scorecard(two, sums, () => [])).toMatchObject({
    measured: 2,
    dimensions: [{ dimension: 'M', score: (100 + 25) / 2 }],
  });
  sums.delete('M3b');
  expect(scorecard(two, sums, () => []).dimensions).toEqual([{ dimension: 'M', score: (100 + 50) / 2 }]);
});

it('says how far from its peers a value lies', () => {
  // Mean 5, deviation 2: the textbook example of 2, 4, 4, 4, 5, 5, 7, 9.
  expect(standardScore(9, [2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2, 9);
  expect(standardScore(4, [4, 4, 4])).toBeUndefined();
  expect(standardScore(4, [4, 6])).toBeUndefined();
  const driven = definition({ unit: 'kilometres', better: 'less', target: 'peers' });
  expect(scoreIndicator(driven, { numerator: 18, denominator: 2 }, [2, 4, 4, 4, 5, 5, 7, 9]).z).toBeCloseTo(2, 9);
});

it('never leaves 0 to 100', () => {
  const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      amount,
      amount,
      fc.constantFrom('more' as const, 'less' as const),
      amount,
      (numerator, denominator, better, target) => {
        const { score } = scoreIndicator(definition({ better, target }), { numerator, denominator }, []);
        if (score !== undefined) expect(score >= 0 && score <= 100).toBe(true);
      },
    ),
  );
});

it('the median of an even number lies in the middle', () => {
  expect(median([1, 9, 3, 5])).toBe(4);
  expect(median([])).toBeUndefined();
});
