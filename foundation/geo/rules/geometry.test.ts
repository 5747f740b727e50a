// Checks datum, distances, clipping, cells and scattering by vectors and properties.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LonLat } from '#platform/contract.ts';
import { gcj02FromWgs84, wgs84FromGcj02 } from './datum.ts';
import { distanceMetres, type Point } from './distance.ts';
import { clip, contains, nearerTo, ringArea } from './polygon.ts';
import { scatter } from './scatter.ts';
import { areaSquareMetres, isInside, townAreas } from './town-areas.ts';

const runs = { seed: 20261122, numRuns: 200 };
const inChina = fc.tuple(fc.double({ min: 98, max: 122, noNaN: true }), fc.double({ min: 22, max: 45, noNaN: true }));

describe('datum', () => {
  it('shifts Tiananmen as map services do', () => {
    // WGS-84 116.3912, 39.9073 is shown by GCJ-02 maps about 540 m to the north-east.
    const shifted = gcj02FromWgs84([116.3912, 39.9073]);
    expect(shifted[0]).toBeCloseTo(116.39744, 4);
    expect(shifted[1]).toBeCloseTo(39.9087, 4);
  });

  it('comes back to within a millimetre', () => {
    fc.assert(
      fc.property(inChina, (position) => {
        expect(distanceMetres(wgs84FromGcj02(gcj02FromWgs84(position)), position)).toBeLessThan(0.001);
      }),
      runs,
    );
  });
});

it('measures great circles', () => {
  // One degree along a meridian of the mean sphere.
  expect(distanceMetres([119, 30], [119, 31])).toBeCloseTo(111_195, -1);
  expect(distanceMetres([119.718, 30.232], [119.392, 30.192])).toBeGreaterThan(31_000);
  expect(distanceMetres([119.718, 30.232], [119.392, 30.192])).toBeLessThan(32_000);
});

/** A star around the origin: simple, usually not convex. */
const star = fc.array(fc.double({ min: 1, max: 10, noNaN: true }), { minLength: 5, maxLength: 24 }).map((radii) =>
  radii.map((radius, index): Point => {
    const angle = (index / radii.length) * 2 * Math.PI;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }),
);
const near = fc.tuple(fc.double({ min: -8, max: 8, noNaN: true }), fc.double({ min: -8, max: 8, noNaN: true }));

describe('clipping', () => {
  it('cuts a comb into its teeth', () => {
    const comb: Point[] = [
      [0, 0],
      [5, 0],
      [5, 2],
      [4, 2],
      [4, 1],
      [1, 1],
      [1, 2],
      [0, 2],
    ];
    const teeth = clip(comb, { at: [0, 1.5], towards: [0, 1] });
    expect(teeth).toHaveLength(2);
    expect(teeth.map((tooth) => Math.abs(ringArea(tooth)))).toEqual([0.5, 0.5]);
  });

  it('loses and doubles nothing: both sides add up, and each point is on its side', () => {
    fc.assert(
      fc.property(star, near, near, near, (ring, own, other, probe) => {
        fc.pre(Math.hypot(own[0] - other[0], own[1] - other[1]) > 0.01);
        const here = clip(ring, nearerTo(own, other));
        const there = clip(ring, nearerTo(other, own));
        const area = (rings: readonly (readonly Point[])[]) =>
          rings.reduce((sum, one) => sum + Math.abs(ringArea(one)), 0);
        expect(area(here) + area(there)).toBeCloseTo(Math.abs(ringArea(ring)), 6);
        const nearOwn =
          Math.hypot(probe[0] - own[0], probe[1] - own[1]) < Math.hypot(probe[0] - other[0], probe[1] - other[1]);
        expect(here.some((one) => contains(one, probe))).toBe(contains(ring, probe) && nearOwn);
      }),
      runs,
    );
  });
});

describe('town areas', () => {
  const square: LonLat[] = [
    [119, 30],
    [119.4, 30],
    [119.4, 30.3],
    [119, 30.3],
    [119, 30],
  ];
  const seats = fc.uniqueArray(
    fc
      .tuple(fc.integer({ min: 1, max: 39 }), fc.integer({ min: 1, max: 29 }))
      .map(([x, y]): LonLat => [119 + x / 100, 30 + y / 100]),
    { minLength: 1, maxLength: 12, selector: (seat) => seat.join() },
  );

  it('share out the whole county, each with its own seat', () => {
    fc.assert(
      fc.property(seats, (placed) => {
        const areas = townAreas([square], placed);
        const sum = areas.reduce((total, area) => total + areaSquareMetres(area), 0);
        // Each area is measured in a plane of its own: one per cent of slack is theirs.
        expect(Math.abs(sum / areaSquareMetres([square]) - 1)).toBeLessThan(0.01);
        for (const [index, seat] of placed.entries()) expect(isInside(areas[index]!, seat)).toBe(true);
      }),
      { ...runs, numRuns: 60 },
    );
  });

  it('hold their scattered villages', () => {
    let state = 7;
    const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    const villages = scatter([square], [119.1, 30.1], 31, random);
    expect(villages).toHaveLength(31);
    for (const village of villages) expect(isInside([square], village)).toBe(true);
  });
});
