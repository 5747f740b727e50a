// Answers questions about travel from a road view: route, matrix, isochrones. Pure, so that a worker thread can do it.
import type { LonLat } from '#platform/contract.ts';
import { fastestRoute, type FastestRoute } from '#platform/algorithms/roads/fastest-route.ts';
import { isochrones } from '#platform/algorithms/roads/isochrone.ts';
import type { RoadGraph } from '#platform/algorithms/roads/road-graph.ts';
import type { RoadPlace } from '#platform/algorithms/roads/road-place.ts';
import { travelTimes } from '#platform/algorithms/roads/travel-matrix.ts';
import { withClosures, type RoadViews } from './road-view.ts';
import type { IsochroneAsked, Isochrones, MatrixAsked, RouteAsked, TravelMatrix, TravelRoute } from './travel.ts';

/** Why there is no answer: a place that is on no road, a closure that is no road (by position), or no way between. */
export type TravelTrouble =
  { trouble: 'off-roads' } | { trouble: 'no-way' } | { trouble: 'no-such-road'; closure: number };

export function matrixOnRoads(
  views: RoadViews,
  { points, targets = points, closures = [], profile = 'car' }: MatrixAsked,
): TravelMatrix | TravelTrouble {
  const closed = withClosures(views.of(profile), closures);
  if (!closed.ok) return { trouble: 'no-such-road', closure: closed.closure };
  const { network, weights, place, placeFrom, placeTo } = closed.view;
  // Who is visited in turn must be reached and left again.
  const rows = points.map(targets === points ? place : placeFrom);
  const columns = targets === points ? rows : targets.map(placeTo);
  return {
    rows: rows.length,
    columns: columns.length,
    ...travelTimes(network, weights, rows, columns),
    offRoadMetres: Float64Array.from(rows, (one) => one?.offMetres ?? Infinity),
    basis: 'roads',
  };
}

export function routeOnRoads(
  views: RoadViews,
  { from, to, closures = [], profile = 'car' }: RouteAsked,
): TravelRoute | TravelTrouble {
  const closed = withClosures(views.of(profile), closures);
  if (!closed.ok) return { trouble: 'no-such-road', closure: closed.closure };
  const { network, weights, bounds, placeFrom, placeTo, space } = closed.view;
  const [start, end] = [placeFrom(from), placeTo(to)];
  if (!start || !end) return { trouble: 'off-roads' };
  const route = fastestRoute(network, weights, bounds, space(), start, end);
  if (!route) return { trouble: 'no-way' };
  const { seconds, metres } = route;
  return { line: lineOf(network.graph, route, start, end), seconds, metres, basis: 'roads' };
}

export function isochronesOnRoads(
  views: RoadViews,
  { from, minutes, closures = [], profile = 'car' }: IsochroneAsked,
): Isochrones | TravelTrouble {
  const closed = withClosures(views.of(profile), closures);
  if (!closed.ok) return { trouble: 'no-such-road', closure: closed.closure };
  const { network, weights, placeFrom, space } = closed.view;
  const start = placeFrom(from);
  if (!start) return { trouble: 'off-roads' };
  const limits = minutes.map((span) => span * 60_000);
  const polygons = isochrones(network, weights, space(), start, limits);
  return { basis: 'roads', areas: minutes.map((span, index) => ({ minutes: span, polygons: polygons[index]! })) };
}

/** The drawn line of a route, cut at both places. */
function lineOf(
  { points, firstPoint }: RoadGraph,
  { roads }: FastestRoute,
  start: RoadPlace,
  end: RoadPlace,
): LonLat[] {
  const line: LonLat[] = [[start.lon, start.lat]];
  for (const [step, directed] of roads.entries()) {
    const road = directed >>> 1;
    const count = firstPoint[road + 1]! - firstPoint[road]!;
    const drawn = Array.from({ length: count }, (_, at): [number, number] => {
      const point = firstPoint[road]! + (directed % 2 === 0 ? at : count - 1 - at);
      return [points[2 * point]! / 1e7, points[2 * point + 1]! / 1e7];
    });
    const share = (place: RoadPlace) => (directed % 2 === 0 ? place.share : 1 - place.share);
    const from = step === 0 && start.junction < 0 ? share(start) : 0;
    const to = step === roads.length - 1 && end.junction < 0 ? share(end) : 1;
    line.push(...between(drawn, from, to));
  }
  line.push([end.lon, end.lat]);
  return line.filter(([lon, lat], at) => at === 0 || lon !== line[at - 1]![0] || lat !== line[at - 1]![1]);
}

/** Points of a line that lie between two shares of its length. */
function between(line: readonly [number, number][], from: number, to: number): [number, number][] {
  const narrow = Math.cos((line[0]![1] * Math.PI) / 180);
  const lengths = [0];
  for (let at = 1; at < line.length; at++)
    lengths.push(
      lengths[at - 1]! + Math.hypot((line[at]![0] - line[at - 1]![0]) * narrow, line[at]![1] - line[at - 1]![1]),
    );
  const whole = lengths.at(-1)!;
  return line.filter((_, at) => lengths[at]! >= from * whole && lengths[at]! <= to * whole);
}
