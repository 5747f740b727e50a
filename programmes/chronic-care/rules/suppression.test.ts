// No hidden number can be worked out from what is shown, however the villages look.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shownCount, shownShare, suppressSmall, type Cell } from './suppression.ts';

const minimum = 5;
const cellsOf = (pairs: readonly (readonly [number, number])[]): Cell[] =>
  pairs.map(([numerator, rest], index) => ({ key: `v${index}`, numerator, denominator: numerator + rest }));

it('tells a small number from one that only stands beside it', () => {
  expect(shownCount(12, false, minimum)).toEqual({ count: 12 });
  expect(shownCount(0, false, minimum)).toEqual({ count: 0 });
  expect(shownCount(4, true, minimum)).toEqual({ hidden: 'small' });
  expect(shownCount(12, true, minimum)).toEqual({ hidden: 'beside' });
});

it('shows a share only with both its parts', () => {
  expect(shownShare(6, 12, minimum)).toEqual({ numerator: 6, denominator: 12 });
  expect(shownShare(5, 5, minimum)).toEqual({ numerator: 5, denominator: 5 });
  expect(shownShare(10, 12, minimum)).toEqual({ hidden: 'beside' });
  expect(shownShare(2, 12, minimum)).toEqual({ hidden: 'beside' });
  expect(shownShare(2, 4, minimum)).toEqual({ hidden: 'small' });
  expect(shownShare(0, 0, minimum)).toEqual({ hidden: 'nobody' });
});

it('hides what is small and one more beside it', () => {
  const shown = suppressSmall(
    cellsOf([
      [2, 1],
      [20, 30],
      [40, 10],
      [6, 6],
    ]),
    minimum,
  );
  expect(shown.map(({ hidden }) => hidden)).toEqual(['small', undefined, undefined, 'beside']);
});

it('hides by those who count and by those who do not', () => {
  expect(
    suppressSmall(
      cellsOf([
        [3, 40],
        [38, 2],
        [20, 20],
      ]),
      minimum,
    ).map(({ hidden }) => hidden),
  ).toEqual(['small', 'small', undefined]);
});

it('shows all where nothing is small, and empty villages as empty', () => {
  expect(
    suppressSmall(
      cellsOf([
        [10, 10],
        [0, 0],
        [0, 8],
      ]),
      minimum,
    ).every(({ hidden }) => !hidden),
  ).toBe(true);
});

it('what is hidden is two cells at least and never small together, or everything is hidden', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), {
        minLength: 1,
        maxLength: 14,
      }),
      (pairs) => {
        const cells = cellsOf(pairs);
        const shown = suppressSmall(cells, minimum);
        for (const cell of shown)
          if (!cell.hidden)
            for (const count of [cell.numerator!, cell.denominator!, cell.denominator! - cell.numerator!])
              expect(count === 0 || count >= minimum).toBe(true);
        const hidden = cells.filter((cell, index) => shown[index]!.hidden && cell.denominator > 0);
        const open = cells.some((cell, index) => !shown[index]!.hidden && cell.denominator > 0);
        if (hidden.length === 0 || !open) return;
        const sum = (pick: (cell: Cell) => number) => hidden.reduce((total, cell) => total + pick(cell), 0);
        expect(hidden.length).toBeGreaterThanOrEqual(2);
        for (const count of [
          sum((one) => one.numerator),
          sum((one) => one.denominator),
          sum((one) => one.denominator - one.numerator),
        ])
          expect(count === 0 || count >= minimum).toBe(true);
      },
    ),
    { seed: 20261127, numRuns: 2_000 },
  );
});
