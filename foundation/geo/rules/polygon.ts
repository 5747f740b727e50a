// Simple polygons in the plane: area, containment, and the part that lies on one side of a line.
import type { Point } from './distance.ts';

/** Corners in order, without the first one repeated at the end. */
export type Ring = readonly Point[];

/** Signed area: positive where the corners run against the clock. */
export function ringArea(ring: Ring): number {
  let twice = 0;
  for (const [index, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(index + 1) % ring.length]!;
    twice += x * nextY - nextX * y;
  }
  return twice / 2;
}

/** Even-odd rule; points on an edge may fall on either side. */
export function contains(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(index + 1) % ring.length]!;
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

export const containedByAny = (rings: readonly Ring[], point: Point): boolean =>
  rings.some((ring) => contains(ring, point));

/** The line through `at` with the normal `towards`; what is kept lies on the side to which the normal points. */
interface HalfPlane {
  at: Point;
  towards: Point;
}
/** Points nearer to `own` than to `other`. */
export const nearerTo = (own: Point, other: Point): HalfPlane => ({
  at: [(own[0] + other[0]) / 2, (own[1] + other[1]) / 2],
  towards: [own[0] - other[0], own[1] - other[1]],
});

/**
 * The parts of a simple ring inside a half plane, as separate rings. Along the line, crossings sorted by place pair up
 * into the stretches that lie inside the ring; each pair closes the chains that end and begin there.
 */
export function clip(ring: Ring, { at, towards }: HalfPlane): Ring[] {
  const height = ([x, y]: Point) => (x - at[0]) * towards[0] + (y - at[1]) * towards[1];
  // A corner exactly on the line counts as inside: every crossing then lies properly between two corners.
  const sides = ring.map((point) => height(point) >= 0);
  if (sides.every(Boolean)) return [ring];
  if (!sides.some(Boolean)) return [];
  const start = sides.findIndex((inside, index) => inside && !sides.at(index - 1));
  const chains: Point[][] = [];
  for (let step = 0; step < ring.length; step++) {
    const index = (start + step) % ring.length;
    const point = ring[index]!;
    const before = ring.at(index - 1)!;
    const wasInside = sides.at(index - 1)!;
    if (sides[index]) {
      if (!wasInside) chains.push([crossing(before, point, height)]);
      chains.at(-1)!.push(point);
    } else if (wasInside) chains.at(-1)!.push(crossing(before, point, height));
  }
  return joinAlongLine(chains, [-towards[1], towards[0]]);
}

function crossing(a: Point, b: Point, height: (point: Point) => number): Point {
  const share = height(a) / (height(a) - height(b));
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

function joinAlongLine(chains: readonly Point[][], along: Point): Ring[] {
  const place = ([x, y]: Point) => x * along[0] + y * along[1];
  const ends = chains
    .flatMap((chain, index) => [
      { chain: index, entry: true, place: place(chain[0]!) },
      { chain: index, entry: false, place: place(chain.at(-1)!) },
    ])
    .sort((a, b) => a.place - b.place);
  const following = new Map<number, number>();
  for (let pair = 0; pair + 1 < ends.length; pair += 2) {
    const [a, b] = [ends[pair]!, ends[pair + 1]!];
    if (a.entry !== b.entry) following.set(a.entry ? b.chain : a.chain, a.entry ? a.chain : b.chain);
    else following.set(a.chain, a.chain).set(b.chain, b.chain);
  }
  const rings: Point[][] = [];
  const used = new Set<number>();
  for (const first of chains.keys()) {
    const ring: Point[] = [];
    for (let chain = first; !used.has(chain); chain = following.get(chain)!) {
      used.add(chain);
      ring.push(...chains[chain]!);
    }
    if (ring.length >= 3) rings.push(ring);
  }
  return rings;
}
