// What is reached within a time, as polygons: everything within a short walk of the roads that can be driven so far.
import { outlineBelow, type Grid } from './contour.ts';
import { closed, type ArcWeights, type RoadNetwork } from './road-graph.ts';
import { departuresFrom, type RoadPlace } from './road-place.ts';
import type { SearchSpace } from './search-space.ts';
import { simplifyLine } from './simplify-line.ts';
import { spreadFrom } from './spread.ts';

/** Polygons of WGS-84 degrees with five decimals; outer rings against the clock, holes with it, all closed. */
export type ReachPolygons = [lon: number, lat: number][][][];

const metresPerDegree = (6_371_008.8 * Math.PI) / 180;
/** Edge of the grid's cells: finer shows nothing on a county's map. Coarser where the reach is wide. */
const smallestCellMetres = 100;
const mostCellsAcross = 700;
/** So many cells beside a driven road still count as reached. */
const reachCells = 2.5;
/** Holes smaller than this many cells are filled. */
const leastHoleCells = 30;

/** One set of polygons for each cost limit (milliseconds); each contains those of smaller limits. */
export function isochrones(
  network: RoadNetwork,
  weights: ArcWeights,
  space: SearchSpace,
  from: RoadPlace,
  limits: readonly number[],
): ReachPolygons[] {
  const most = Math.max(...limits);
  spreadFrom(network, weights, space, departuresFrom(network, weights, from), most);
  const stretches = stretchesWithin(network, weights, space, from, most);
  const frame = frameOf(stretches, from);
  return limits.map((limit) => polygonsWithin(frame, stretches, from, limit));
}

/** A straight piece of road with the cost at both ends (the second is higher). */
interface Stretch {
  ax: number;
  ay: number;
  bx: number;
  by: number;
  costA: number;
  costB: number;
}

function stretchesWithin(
  { graph, arcOfRoad }: RoadNetwork,
  { costs }: ArcWeights,
  space: SearchSpace,
  from: RoadPlace,
  limit: number,
): Stretch[] {
  const found: Stretch[] = [];
  const costAt = (junction: number): number => {
    let least = space.costTo(junction);
    for (let copy = graph.firstCopy[junction]!; copy < graph.firstCopy[junction + 1]!; copy++)
      least = Math.min(least, space.costTo(copy));
    return least;
  };
  for (let road = 0; road < graph.roadFrom.length; road++)
    for (const direction of [0, 1] as const) {
      const arc = arcOfRoad[2 * road + direction]!;
      if (arc === closed || costs[arc] === closed) continue;
      const cost = costs[arc]!;
      const start = costAt(direction === 0 ? graph.roadFrom[road]! : graph.roadTo[road]!);
      if (start < limit) along(graph, road, direction, start, cost, found);
      if (road !== from.road || from.junction >= 0) continue;
      // Before the place the cost is below zero: those pieces are left out when they are drawn.
      along(graph, road, direction, -cost * (direction === 0 ? from.share : 1 - from.share), cost, found);
    }
  return found;
}

function along(
  { points, firstPoint }: RoadNetwork['graph'],
  road: number,
  direction: 0 | 1,
  start: number,
  cost: number,
  found: Stretch[],
): void {
  const [first, last] = [firstPoint[road]!, firstPoint[road + 1]! - 1];
  const narrow = Math.cos((points[2 * first + 1]! * 1e-7 * Math.PI) / 180);
  const pieces: { a: number; b: number; length: number }[] = [];
  let whole = 0;
  for (let step = 0; step < last - first; step++) {
    const a = direction === 0 ? first + step : last - step;
    const b = direction === 0 ? a + 1 : a - 1;
    const length = Math.hypot((points[2 * b]! - points[2 * a]!) * narrow, points[2 * b + 1]! - points[2 * a + 1]!);
    pieces.push({ a, b, length });
    whole += length;
  }
  let before = 0;
  for (const { a, b, length } of pieces) {
    found.push({
      ax: points[2 * a]! / 1e7,
      ay: points[2 * a + 1]! / 1e7,
      bx: points[2 * b]! / 1e7,
      by: points[2 * b + 1]! / 1e7,
      costA: start + (whole === 0 ? 0 : (cost * before) / whole),
      costB: start + (whole === 0 ? cost : (cost * (before + length)) / whole),
    });
    before += length;
  }
}

interface Frame {
  west: number;
  south: number;
  cellLon: number;
  cellLat: number;
  columns: number;
  rows: number;
}

function frameOf(stretches: readonly Stretch[], { lon, lat }: RoadPlace): Frame {
  let [west, south, east, north] = [lon, lat, lon, lat];
  for (const { ax, ay, bx, by } of stretches) {
    west = Math.min(west, ax, bx);
    east = Math.max(east, ax, bx);
    south = Math.min(south, ay, by);
    north = Math.max(north, ay, by);
  }
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const widest = Math.max((east - west) * narrow, north - south) * metresPerDegree;
  const cellMetres = Math.max(smallestCellMetres, widest / mostCellsAcross);
  const [cellLat, cellLon] = [cellMetres / metresPerDegree, cellMetres / metresPerDegree / narrow];
  const margin = Math.ceil(reachCells) + 2;
  return {
    west: west - margin * cellLon,
    south: south - margin * cellLat,
    cellLon,
    cellLat,
    columns: Math.ceil((east - west) / cellLon) + 2 * margin + 1,
    rows: Math.ceil((north - south) / cellLat) + 2 * margin + 1,
  };
}

function polygonsWithin(frame: Frame, stretches: readonly Stretch[], from: RoadPlace, limit: number): ReachPolygons {
  const { columns, rows, west, south, cellLon, cellLat } = frame;
  // Distance of each corner of the grid to the nearest driven road, in cells.
  const grid: Grid = { columns, rows, values: new Float32Array(columns * rows).fill(reachCells + 1) };
  // Places are taken to a quarter of a cell: roads are drawn with many points that lie close together.
  const marked = new Uint8Array(16 * columns * rows);
  const near = (x: number, y: number) => {
    const [right, up] = [Math.round(4 * x), Math.round(4 * y)];
    const place = up * 4 * columns + right;
    if (marked[place] === 1) return;
    marked[place] = 1;
    markAround(grid, right / 4, up / 4);
  };
  near((from.lon - west) / cellLon, (from.lat - south) / cellLat);
  for (const { ax, ay, bx, by, costA, costB } of stretches) {
    if (costA >= limit || costB <= 0) continue;
    const [start, end] = [
      costA < 0 ? -costA / (costB - costA) : 0,
      costB > limit ? (limit - costA) / (costB - costA) : 1,
    ];
    const [x, y] = [(ax - west) / cellLon, (ay - south) / cellLat];
    const [dx, dy] = [(bx - ax) / cellLon, (by - ay) / cellLat];
    const steps = Math.max(1, Math.ceil(Math.hypot(dx, dy) * (end - start)));
    for (let step = 0; step <= steps; step++) {
      const share = start + ((end - start) * step) / steps;
      near(x + dx * share, y + dy * share);
    }
  }
  const toDegrees = ([x, y]: readonly [number, number]): [number, number] => [
    Math.round((west + x * cellLon) * 1e5) / 1e5,
    Math.round((south + y * cellLat) * 1e5) / 1e5,
  ];
  return outlineBelow(grid, reachCells, leastHoleCells).map((rings) =>
    rings.map((ring) => simplifyLine(ring, 0.15).map(toDegrees)),
  );
}

function markAround({ columns, values }: Grid, x: number, y: number): void {
  const radius = reachCells + 1;
  for (let row = Math.ceil(y - radius); row <= y + radius; row++)
    for (let column = Math.ceil(x - radius); column <= x + radius; column++) {
      const away = Math.sqrt((column - x) ** 2 + (row - y) ** 2);
      if (away < values[row * columns + column]!) values[row * columns + column] = away;
    }
}
