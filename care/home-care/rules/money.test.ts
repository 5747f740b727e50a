// Money adds up to the fen: refunds never exceed what was paid, and only what goes beyond the price is charged besides.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { extraLines, readUsed } from './fee-lines.ts';
import { metresBetween } from './distance.ts';
import { refundFen, usualRefundPolicy } from './refund.ts';

const cancelled = fc.record({
  byInstitution: fc.boolean(),
  onTheWay: fc.boolean(),
  hoursBefore: fc.double({ min: -48, max: 480, noNaN: true }),
});

it('gives back whole fen between nothing and all, all where the institution cancels', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), cancelled, (paid, how) => {
      const back = refundFen(paid, how, usualRefundPolicy);
      expect(Number.isInteger(back)).toBe(true);
      expect(back).toBeGreaterThanOrEqual(0);
      expect(back).toBeLessThanOrEqual(paid);
      if (how.byInstitution || (!how.onTheWay && how.hoursBefore >= 2)) expect(back).toBe(paid);
    }),
  );
  const late = { byInstitution: false, onTheWay: false, hoursBefore: 1.99 };
  expect(refundFen(12_001, late, usualRefundPolicy)).toBe(9_601);
  expect(refundFen(12_001, { ...late, onTheWay: true }, usualRefundPolicy)).toBe(6_001);
});

it('charges consumables beyond the price, whatever their order', () => {
  const dressing = { code: 'M-DRESS', name: '敷料', unit: '片', quantity: 2, priceFen: 350 };
  expect(extraLines([dressing], [{ code: 'M-DRESS', quantity: 2 }])).toEqual([]);
  expect(
    extraLines(
      [dressing],
      [
        { code: 'M-DRESS', quantity: 2 },
        { code: 'M-DRESS', quantity: 3 },
        { code: 'UNKNOWN', quantity: 9 },
      ],
    ),
  ).toMatchObject([{ quantity: 3, priceFen: 350 }]);
  expect(
    readUsed([{ code: 'A', quantity: 1.5 }, { code: 'B', quantity: -1 }, null, { code: 'C', quantity: 2 }]),
  ).toEqual([{ code: 'C', quantity: 2 }]);
});

it('measures the ground: one degree of latitude is 111.2 kilometres', () => {
  expect(metresBetween({ lon: 119.4, lat: 30 }, { lon: 119.4, lat: 31 })).toBeCloseTo(111_195, -2);
  expect(metresBetween({ lon: 119.4, lat: 30 }, { lon: 119.4, lat: 30 })).toBe(0);
});
