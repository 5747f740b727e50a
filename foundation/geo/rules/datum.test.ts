// Datums against published positions; there and back again within a centimetre.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bd09FromGcj02, datums, fromWgs84, gcj02FromWgs84, toWgs84 } from './datum.ts';
import { distanceMetres } from './distance.ts';

it('shifts as published', () => {
  // What gcoord 1.0.7 gives for a place in 临安.
  const [lon, lat] = gcj02FromWgs84([119.724, 30.233]);
  expect(lon).toBeCloseTo(119.72889, 5);
  expect(lat).toBeCloseTo(30.23052, 5);
  expect(distanceMetres([119.724, 30.233], [lon, lat])).toBeCloseTo(545, -1);
  // Baidu's example of its conversion service: 天安门 in GCJ-02 and BD-09.
  const [east, north] = bd09FromGcj02([116.404, 39.915]);
  expect(east).toBeCloseTo(116.41036949, 6);
  expect(north).toBeCloseTo(39.92133699, 6);
});

it('comes back from every datum', () => {
  const inChina = fc.tuple(fc.double({ min: 73, max: 135, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }));
  fc.assert(
    fc.property(inChina, fc.constantFrom(...datums), (position, datum) => {
      expect(distanceMetres(position, toWgs84(fromWgs84(position, datum), datum))).toBeLessThan(0.01);
    }),
  );
});
