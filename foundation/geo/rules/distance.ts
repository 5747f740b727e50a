// Distances on the sphere, and a flat view of a county in metres.
import type { LonLat } from '#platform/contract.ts';

/** Mean radius of the earth in metres (IUGG R1). */
const earthRadius = 6_371_008.8;
const radians = Math.PI / 180;

/** Great-circle distance (haversine). */
export function distanceMetres(a: LonLat, b: LonLat): number {
  const halfLat = ((b[1] - a[1]) * radians) / 2;
  const halfLon = ((b[0] - a[0]) * radians) / 2;
  const h = Math.sin(halfLat) ** 2 + Math.cos(a[1] * radians) * Math.cos(b[1] * radians) * Math.sin(halfLon) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h)));
}

export type Point = readonly [x: number, y: number];

/** A flat view around an origin: metres east and north, good to some per mille over a county. */
interface Plane {
  toMetres(position: LonLat): Point;
  toDegrees(point: Point): LonLat;
}
export function planeAround(origin: LonLat): Plane {
  const perLat = earthRadius * radians;
  const perLon = perLat * Math.cos(origin[1] * radians);
  return {
    toMetres: ([lon, lat]) => [(lon - origin[0]) * perLon, (lat - origin[1]) * perLat],
    toDegrees: ([x, y]) => [origin[0] + x / perLon, origin[1] + y / perLat],
  };
}
