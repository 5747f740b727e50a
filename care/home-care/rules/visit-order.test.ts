// Every visit is in the order once, earlier hours first, and the nearest first within an hour.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visitOrder } from './visit-order.ts';

const stop = fc.record({
  orderId: fc.uuid(),
  wantedAt: fc
    .date({ min: new Date('2026-11-27T00:00:00Z'), max: new Date('2026-11-27T10:00:00Z'), noInvalidDate: true })
    .map((at) => at.toISOString()),
  position: fc.record({
    lon: fc.double({ min: 119, max: 120, noNaN: true }),
    lat: fc.double({ min: 30, max: 31, noNaN: true }),
  }),
});

it('keeps every visit, by hour', () => {
  fc.assert(
    fc.property(fc.uniqueArray(stop, { selector: ({ orderId }) => orderId, maxLength: 8 }), (stops) => {
      const ordered = visitOrder(stops, { lon: 119.5, lat: 30.5 });
      expect(ordered.map(({ orderId }) => orderId).sort()).toEqual(stops.map(({ orderId }) => orderId).sort());
      const hours = ordered.map(({ wantedAt }) => wantedAt.slice(0, 13));
      expect(hours).toEqual([...hours].sort());
    }),
  );
});

it('goes to the nearest first within an hour', () => {
  const at = (orderId: string, lon: number, wantedAt = '2026-11-27T01:10:00.000Z') => ({
    orderId,
    wantedAt,
    position: { lon, lat: 30 },
  });
  const ordered = visitOrder([at('far', 119.9), at('near', 119.1), at('early', 119.99, '2026-11-27T00:30:00.000Z')], {
    lon: 119,
    lat: 30,
  });
  expect(ordered.map(({ orderId }) => orderId)).toEqual(['early', 'far', 'near']);
});
