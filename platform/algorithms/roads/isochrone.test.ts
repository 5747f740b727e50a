// Isochrones are proper polygons: closed, turned the right way, around what is reached and around nothing else, each within the next.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isochrones } from './isochrone.ts';
import { outlineBelow, type Grid } from './contour.ts';
import { weightsOf } from './road-graph.ts';
import { SearchSpace } from './search-space.ts';
import { atJunction, networkOf, type DrawnNetwork } from './test-roads.ts';

type Ring = readonly (readonly [number, number])[];
const area = (ring: Ring): number =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length]!;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
const contains = (ring: Ring, [x, y]: readonly [number, number]): boolean =>
  ring.reduce((inside, [ax, ay], at) => {
    const [bx, by] = ring[(at + 1) % ring.length]!;
    return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax) ? !inside : inside;
  }, false);
const covers = (polygons: readonly (readonly Ring[])[], point: readonly [number, number]): boolean =>
  polygons.some(([outer, ...holes]) => contains(outer!, point) && !holes.some((hole) => contains(hole, point)));

// A road of ten kilometres to the east, at a kilometre a minute, with a branch to the north in the middle.
const kilometre = 1 / (111.195 * Math.cos((30 * Math.PI) / 180));
const cross: DrawnNetwork = {
  junctions: [
    [119, 30],
    [119 + 5 * kilometre, 30],
    [119 + 10 * kilometre, 30],
    [119 + 5 * kilometre, 30 + 5 / 111.195],
  ],
  roads: [
    [0, 1],
    [1, 2],
    [1, 3],
  ].map(([from, to]) => ({ from: from!, to: to!, forward: 300_000, backward: 300_000, centimetres: 500_000 })),
  forbidden: [],
};
const network = networkOf(cross);
const weights = weightsOf(network, network.graph.profiles['car']!);

it('holds what is reached in time and leaves out what is not', () => {
  const [three, eight] = isochrones(
    network,
    weights,
    new SearchSpace(network),
    atJunction(cross, 0)!,
    [180_000, 480_000],
  );
  const at = (east: number, north: number): [number, number] => [119 + east * kilometre, 30 + north / 111.195];
  expect([covers(three!, at(2.9, 0)), covers(three!, at(3.5, 0)), covers(three!, at(1, 0.6))]).toEqual([
    true,
    false,
    false,
  ]);
  expect([covers(eight!, at(7.9, 0)), covers(eight!, at(8.5, 0))]).toEqual([true, false]);
  expect([covers(eight!, at(5, 2.9)), covers(eight!, at(5, 3.5))]).toEqual([true, false]);
  for (const polygons of [three!, eight!])
    for (const [outer, ...holes] of polygons) {
      expect(outer!.at(-1)).toEqual(outer![0]);
      expect(area(outer!)).toBeGreaterThan(0);
      for (const hole of holes) expect(area(hole)).toBeLessThan(0);
    }
  // A hair inwards: to the west both end in the same line.
  for (const [lon, lat] of three!.flat(2))
    expect(covers(eight!, [0.99 * lon + 0.01 * at(1.5, 0)[0], 0.99 * lat + 0.01 * 30])).toBe(true);
});

it('outlines any grid with rings that hold exactly the corners below the level', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 }), {
        minLength: 3,
        maxLength: 8,
      }),
      (drawn) => {
        const [columns, rows] = [8, drawn.length + 2];
        const grid: Grid = { columns, rows, values: new Float32Array(columns * rows).fill(9) };
        for (const [y, line] of drawn.entries())
          for (const [x, value] of line.entries()) grid.values[(y + 1) * columns + x + 1] = value;
        const polygons = outlineBelow(grid, 1.5);
        for (let y = 0; y < rows; y++)
          for (let x = 0; x < columns; x++)
            expect(covers(polygons, [x + 1e-6, y + 1e-6])).toBe(grid.values[y * columns + x]! <= 1.5);
      },
    ),
    { numRuns: 100 },
  );
});
