// At which of some places a point lies, so that jitter at the edge of a fence changes nothing.
import type { LonLat } from '#platform/contract.ts';
import { distanceMetres, planeAround } from '#foundation/geo/rules/distance.ts';
import { contains } from '#foundation/geo/rules/polygon.ts';
import type { StayPoint, WatchedPlace } from './stay.ts';
import type { TrackingPolicy } from './tracking-policy.ts';

/** The nearest place whose fence holds the point; the one where the vehicle is already has a wider fence and counts as nearer. */
export function placeAt(
  point: StayPoint,
  places: readonly WatchedPlace[],
  currentId: string | undefined,
  policy: TrackingPolicy,
): { place: WatchedPlace; metres: number } | undefined {
  let found: { place: WatchedPlace; metres: number; rank: number; wait: number } | undefined;
  for (const place of places) {
    const margin = place.id === currentId ? policy.marginMetres : 0;
    if (!isWatched(point.at, place, policy)) continue;
    const metres = distanceMetres([point.lon, point.lat], place.middle);
    if (!isInside(point, place, metres, margin)) continue;
    const rank = metres - margin;
    const wait = minutesOutside(point.at, place);
    if (!found || rank < found.rank || (rank === found.rank && wait < found.wait))
      found = { place, metres, rank, wait };
  }
  return found;
}

const isWatched = (at: number, { fromAt, toAt }: WatchedPlace, { earlyMinutes, lateMinutes }: TrackingPolicy) =>
  (fromAt === undefined || at >= fromAt - earlyMinutes * 60_000) &&
  (toAt === undefined || at <= toAt + lateMinutes * 60_000);

/** Two commitments at one place: the nearer one in time. */
const minutesOutside = (at: number, { fromAt = at, toAt = at }: WatchedPlace): number =>
  Math.max(0, fromAt - at, at - toAt) / 60_000;

function isInside({ lon, lat }: StayPoint, place: WatchedPlace, metres: number, margin: number): boolean {
  if (!place.polygon) return metres <= place.radiusMetres + margin;
  return contains(place.polygon, [lon, lat]) || (margin > 0 && metresToEdge(place.polygon, [lon, lat]) <= margin);
}

function metresToEdge(ring: readonly LonLat[], at: LonLat): number {
  const plane = planeAround(at);
  const corners = ring.map((corner) => plane.toMetres(corner));
  return Math.min(
    ...corners.map(([x, y], index) => {
      const [px, py] = corners.at(index - 1)!;
      const [dx, dy] = [x - px, y - py];
      const length = dx * dx + dy * dy;
      const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(px * dx + py * dy) / length));
      return Math.hypot(px + share * dx, py + share * dy);
    }),
  );
}
