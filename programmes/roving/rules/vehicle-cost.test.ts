// A day's visits carry the whole day's cost together.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visitYuan } from './vehicle-cost.ts';

it('by hand: 12 km at 1.80 yuan, and half of a day of 300 yuan', () =>
  expect(visitYuan({ fenPerKilometre: 180, fenPerDay: 30_000 }, 12_000, 2)).toBeCloseTo(21.6 + 150, 9));

it('the visits of a day add up to its kilometres and its day', () => {
  fc.assert(
    fc.property(
      fc.record({ fenPerKilometre: fc.nat(2_000), fenPerDay: fc.nat(500_000) }),
      fc.array(fc.nat(80_000), { minLength: 1, maxLength: 12 }),
      (cost, ways) => {
        const sum = ways.reduce((yuan, metres) => yuan + visitYuan(cost, metres, ways.length), 0);
        const metres = ways.reduce((all, one) => all + one, 0);
        expect(sum).toBeCloseTo(((metres / 1_000) * cost.fenPerKilometre + cost.fenPerDay) / 100, 6);
      },
    ),
  );
});
