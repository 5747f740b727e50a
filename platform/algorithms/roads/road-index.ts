// Finds the road nearest to a position: a grid of cells that know which roads pass through them.
import type { RoadGraph } from './road-graph.ts';
import type { RoadPlace } from './road-place.ts';

export interface RoadIndex {
  west: number;
  south: number;
  /** Degrees times 1e7. */
  cell: number;
  columns: number;
  rows: number;
  /** Roads of cell c are `roads[firstRoad[c]]` to before `roads[firstRoad[c + 1]]`. */
  firstRoad: Uint32Array;
  roads: Uint32Array;
}

/** About 400 metres at first; larger where the network would need more than two million cells. */
const smallestCell = 36_000;
const mostCells = 2_000_000;
const metresPerUnit = (6_371_008.8 * Math.PI) / 180 / 1e7;

/** `skip` leaves roads out, such as barriers without length. */
export function indexRoads(graph: RoadGraph, skip: (road: number) => boolean = () => false): RoadIndex {
  const { points, firstPoint } = graph;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 2) {
    west = Math.min(west, points[at]!);
    east = Math.max(east, points[at]!);
    south = Math.min(south, points[at + 1]!);
    north = Math.max(north, points[at + 1]!);
  }
  if (points.length === 0) [west, south, east, north] = [0, 0, 0, 0];
  let cell = smallestCell;
  const across = () => Math.floor((east - west) / cell) + 1;
  const along = () => Math.floor((north - south) / cell) + 1;
  while (across() * along() > mostCells) cell *= 2;
  const [columns, rows] = [across(), along()];
  const counts = new Uint32Array(columns * rows + 1);
  const lastIn = new Int32Array(columns * rows);
  const visit = (use: (place: number, road: number) => void) => {
    lastIn.fill(-1);
    for (let road = 0; road < graph.roadFrom.length; road++) {
      if (skip(road)) continue;
      for (let point = firstPoint[road]!; point + 1 < firstPoint[road + 1]!; point++) {
        const column = (at: number) => Math.floor((points[at]! - west) / cell);
        const row = (at: number) => Math.floor((points[at]! - south) / cell);
        const [a, b, c, d] = [column(2 * point), column(2 * point + 2), row(2 * point + 1), row(2 * point + 3)];
        for (let y = Math.min(c, d); y <= Math.max(c, d); y++)
          for (let x = Math.min(a, b); x <= Math.max(a, b); x++) {
            const place = y * columns + x;
            if (lastIn[place] === road) continue;
            lastIn[place] = road;
            use(place, road);
          }
      }
    }
  };
  visit((place) => void counts[place + 1]!++);
  for (let place = 0; place < columns * rows; place++) counts[place + 1]! += counts[place]!;
  const roads = new Uint32Array(counts[columns * rows]!);
  const next = counts.slice();
  visit((place, road) => void (roads[next[place]!++] = road));
  return { west, south, cell, columns, rows, firstRoad: counts, roads };
}

/** Closer than this to a junction is at the junction, in metres. */
const atJunctionMetres = 1;

/**
 * The nearest place on a road that `usable` accepts, at most `withinMetres` away; of equally near roads the first.
 * `position` is WGS-84 in degrees.
 */
export function placeOnRoad(
  graph: RoadGraph,
  index: RoadIndex,
  position: readonly [lon: number, lat: number],
  usable: (road: number) => boolean,
  withinMetres: number,
): RoadPlace | undefined {
  const [lon, lat] = [position[0] * 1e7, position[1] * 1e7];
  const narrow = Math.cos((position[1] * Math.PI) / 180);
  const column = Math.floor((lon - index.west) / index.cell);
  const row = Math.floor((lat - index.south) / index.cell);
  const cellMetres = index.cell * metresPerUnit * Math.min(1, narrow);
  let best: { road: number; point: number; share: number; square: number } | undefined;
  const limit = withinMetres ** 2;
  const look = (x: number, y: number) => {
    if (x < 0 || y < 0 || x >= index.columns || y >= index.rows) return;
    const place = y * index.columns + x;
    for (let at = index.firstRoad[place]!; at < index.firstRoad[place + 1]!; at++) {
      const road = index.roads[at]!;
      if (!usable(road)) continue;
      const near = nearestOnRoad(graph, road, lon, lat, narrow);
      if (near.square > limit || near.square > (best?.square ?? Infinity)) continue;
      if (near.square === best?.square && road >= best.road) continue;
      best = { road, ...near };
    }
  };
  const rings = Math.ceil(withinMetres / cellMetres) + 1;
  for (let ring = 0; ring <= rings; ring++) {
    // Everything in this ring lies at least so far away.
    const least = Math.max(0, ring - 1) * cellMetres;
    if (best && best.square <= least ** 2) break;
    for (let x = column - ring; x <= column + ring; x++) {
      look(x, row - ring);
      if (ring > 0) look(x, row + ring);
    }
    for (let y = row - ring + 1; y < row + ring; y++) {
      look(column - ring, y);
      look(column + ring, y);
    }
  }
  return best && placeAt(graph, best, narrow);
}

function nearestOnRoad(
  { points, firstPoint }: RoadGraph,
  road: number,
  lon: number,
  lat: number,
  narrow: number,
): { point: number; share: number; square: number } {
  let nearest = { point: firstPoint[road]!, share: 0, square: Infinity };
  for (let point = firstPoint[road]!; point + 1 < firstPoint[road + 1]!; point++) {
    const [ax, ay] = [(points[2 * point]! - lon) * narrow, points[2 * point + 1]! - lat];
    const [dx, dy] = [(points[2 * point + 2]! - points[2 * point]!) * narrow, points[2 * point + 3]! - lat - ay];
    const length = dx * dx + dy * dy;
    const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
    const square = ((ax + share * dx) ** 2 + (ay + share * dy) ** 2) * metresPerUnit ** 2;
    if (square < nearest.square) nearest = { point, share, square };
  }
  return nearest;
}

function placeAt(
  graph: RoadGraph,
  { road, point, share, square }: { road: number; point: number; share: number; square: number },
  narrow: number,
): RoadPlace {
  const { points, firstPoint } = graph;
  const lengthOf = (at: number, part: number) =>
    Math.hypot((points[2 * at + 2]! - points[2 * at]!) * narrow, points[2 * at + 3]! - points[2 * at + 1]!) * part;
  let [before, whole] = [0, 0];
  for (let at = firstPoint[road]!; at + 1 < firstPoint[road + 1]!; at++) {
    if (at < point) before += lengthOf(at, 1);
    else if (at === point) before += lengthOf(at, share);
    whole += lengthOf(at, 1);
  }
  const part = whole === 0 ? 0 : before / whole;
  const atFrom = before * metresPerUnit <= atJunctionMetres;
  const atTo = (whole - before) * metresPerUnit <= atJunctionMetres;
  const degrees = (offset: 0 | 1) => {
    const here = points[2 * point + offset]!;
    return (here + (points[2 * point + 2 + offset]! - here) * share) / 1e7;
  };
  return {
    road,
    share: atFrom ? 0 : atTo ? 1 : part,
    junction: atFrom ? graph.roadFrom[road]! : atTo ? graph.roadTo[road]! : -1,
    lon: degrees(0),
    lat: degrees(1),
    offMetres: Math.sqrt(square),
  };
}
