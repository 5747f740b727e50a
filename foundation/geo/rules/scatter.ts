// Invents village positions around a town's seat: inside the town's area, apart from each other, denser near the seat.
import type { LonLat } from '#platform/contract.ts';
import { planeAround, type Point } from './distance.ts';
import { containedByAny } from './polygon.ts';
import { openRing, type Outline } from './town-areas.ts';

/** `random` gives numbers in [0, 1); the same sequence gives the same places. */
export function scatter(area: Outline, seat: LonLat, count: number, random: () => number): LonLat[] {
  const plane = planeAround(seat);
  const rings = area.map((ring) => openRing(ring).map(plane.toMetres));
  const corners = rings.flat();
  const reach = Math.max(...corners.map(([x, y]) => Math.hypot(x, y)));
  const placed: Point[] = [];
  // Wanted distance between villages; it shrinks while places are hard to find, so that the search ends.
  let apart = Math.sqrt((Math.PI * reach * reach) / Math.max(1, count)) / 2.2;
  let misses = 0;
  while (placed.length < count) {
    const angle = random() * 2 * Math.PI;
    const away = reach * random() ** 0.8;
    const point: Point = [away * Math.cos(angle), away * Math.sin(angle)];
    const free = placed.every(([x, y]) => Math.hypot(x - point[0], y - point[1]) >= apart);
    if (free && containedByAny(rings, point)) {
      placed.push(point);
      misses = 0;
    } else if (++misses % 40 === 0) apart *= 0.85;
  }
  return placed.map(plane.toDegrees);
}
