// Thins out a track for the map: points within a tolerance of the line that is left (Douglas and Peucker, 1973).
import { distanceMetres } from '#foundation/geo/rules/distance.ts';

interface TrackPoint {
  lon: number;
  lat: number;
}

/** Distance from the segment in metres, on a plane that is true near the point. */
function offSegment(point: TrackPoint, from: TrackPoint, to: TrackPoint): number {
  const eastward = Math.cos((point.lat * Math.PI) / 180);
  const [dx, dy] = [(to.lon - from.lon) * eastward, to.lat - from.lat];
  const [px, py] = [(point.lon - from.lon) * eastward, point.lat - from.lat];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
  return distanceMetres([point.lon, point.lat], [from.lon + (share * dx) / eastward, from.lat + share * dy]);
}

/** First and last point stay; no dropped point lies further than `toleranceMetres` from the line. */
export function simplifyTrack<Point extends TrackPoint>(points: readonly Point[], toleranceMetres: number): Point[] {
  if (points.length <= 2) return [...points];
  const kept = new Uint8Array(points.length);
  kept[0] = kept[points.length - 1] = 1;
  const open: [number, number][] = [[0, points.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    let furthest = 0;
    let at = -1;
    for (let between = from + 1; between < to; between++) {
      const off = offSegment(points[between]!, points[from]!, points[to]!);
      if (off > furthest) [furthest, at] = [off, between];
    }
    if (furthest <= toleranceMetres) continue;
    kept[at] = 1;
    open.push([from, at], [at, to]);
  }
  return points.filter((_point, index) => kept[index] === 1);
}
