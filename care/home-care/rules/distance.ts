// How far two places lie apart, and whether that is near enough to check in.
export interface Position {
  lon: number;
  lat: number;
}
/** Mean radius of the earth, metres. */
const earthMetres = 6_371_008;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Along the great circle, whole metres. */
export function metresBetween(one: Position, other: Position): number {
  const half =
    Math.sin(radians(other.lat - one.lat) / 2) ** 2 +
    Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(radians(other.lon - one.lon) / 2) ** 2;
  return Math.round(2 * earthMetres * Math.asin(Math.min(1, Math.sqrt(half))));
}

/** Assumed, a setting of the county may say otherwise: near a place that was shown on the map, near a village of which only the middle is known. */
export const usualNearMetres = { exact: 500, village: 3_000 };
export const nearMetresKey = 'home-care.near-metres';

export const readPosition = (value: unknown): Position | undefined => {
  const { lon, lat } = (value ?? {}) as Partial<Position>;
  return typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90
    ? { lon, lat }
    : undefined;
};
