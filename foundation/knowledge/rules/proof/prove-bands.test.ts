// Intervals: what covers a range passes; a planted gap or overlap is always found.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Interval } from '../instrument.ts';
import { proveBands, proveIntervals } from './prove-bands.ts';

const cuts = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 8 })
  .map((all) => all.sort((a, b) => a - b));
const covering = (all: readonly number[]): Interval[] =>
  [...all, undefined].map((below, index) => ({ from: all[index - 1], below, value: index }));
const kinds = (intervals: readonly Interval[]) => proveIntervals('x', intervals, [0, 100]).map(({ kind }) => kind);

it('accepts intervals that cover, by either proof', () => {
  fc.assert(
    fc.property(cuts, (all) => {
      expect(kinds(covering(all))).toEqual([]);
      expect(
        proveBands(
          'x',
          covering(all).map(({ from, below }) => ({ atLeast: from, below })),
          [0, 100],
        ),
      ).toEqual([]);
    }),
  );
});

it('refuses a gap wherever it is planted', () => {
  fc.assert(
    fc.property(cuts, fc.nat(), (all, at) => {
      const planted = covering(all).toSpliced(at % (all.length + 1), 1);
      expect(kinds(planted)).toContain('gap');
      expect(
        proveBands(
          'x',
          planted.map(({ from, below }) => ({ atLeast: from, below })),
          [0, 100],
        )[0]?.kind,
      ).toBe('gap');
    }),
  );
});

it('refuses an overlap wherever it is planted', () => {
  fc.assert(
    fc.property(cuts, fc.nat(), (all, at) => {
      const index = (at % all.length) + 1;
      const planted = covering(all).map((one, place) => (place === index ? { ...one, from: one.from! - 0.5 } : one));
      expect(kinds(planted)).toContain('overlap');
      expect(
        proveBands(
          'x',
          planted.map(({ from, below }) => ({ atLeast: from, below })),
          [0, 100],
        ).map(({ kind }) => kind),
      ).toContain('overlap');
    }),
  );
});
