// The demo county's road network: invented, along winding valleys between the towns, out to every village and institution.
import { deflateSync } from 'node:zlib';
import type { LonLat } from '#platform/contract.ts';
import { writePbf, type OsmContent } from '#foundation/geo/rules/osm/write-pbf.ts';
import { random } from './random.ts';
import { drawMotorway } from './roads-motorway.ts';
import { RoadSketch } from './roads-sketch.ts';
import { drawTown } from './roads-town.ts';
import type { DemoStructure } from './structure.ts';

export const roadsLabel = '合成演示路网';
export const roadsSource = 'tianmu 演示县生成器，随机种子固定；不是真实道路';
export const roadsLicence = 'Apache-2.0';

export interface RoadTown {
  name: string;
  seat: LonLat;
  /** Villages, communities and institutions to be reached. */
  places: readonly LonLat[];
}
/** Small roads in the hills beside those to the villages (assumed). */
const demoSideRoads = 1500;

export const demoTowns = ({ linan, xinchang }: DemoStructure): RoadTown[] =>
  [linan, xinchang].flatMap(({ territory, institutions }) => {
    const towns = territory.towns.map(({ name, seat, villages }) => ({
      name,
      seat,
      places: villages.map(({ at }) => at),
    }));
    const [first] = towns;
    first!.places.push(...institutions.all.map(({ at }) => at));
    return towns;
  });

/** The file that the demo loads: what a real extract would look like. */
export function demoRoadsFile(structure: DemoStructure, seed: number): Uint8Array {
  return roadsFile(countyRoads(demoTowns(structure), seed, demoSideRoads));
}
export const roadsFile = (content: OsmContent): Uint8Array =>
  writePbf(content, (plain) => deflateSync(plain), { source: roadsLabel, program: 'tianmu county' });

/** The same towns, seed and number of side roads give the same network. */
export function countyRoads(towns: readonly RoadTown[], seed: number, sideRoads: number): OsmContent {
  const numbers = random(seed, 'roads');
  const sketch = new RoadSketch(towns[0]!.seat, numbers);
  const seats = towns.map(({ seat }) => sketch.toMetres(seat));
  const gates = towns.map(({ places }, town) => drawTown(sketch, seats[town]!, places.length > 18 ? 3 : 2, numbers));
  const tree = spanningTree(seats);
  for (const [a, b] of [...tree, ...shortcuts(seats, tree)]) {
    const main = tree.some(([c, d]) => c === a && d === b);
    const line = sketch.winding(gateTowards(sketch, gates[a]!, seats[b]!), gateTowards(sketch, gates[b]!, seats[a]!), {
      bend: 0.13,
      step: 160,
    });
    sketch.way(line, {
      highway: main ? 'primary' : 'secondary',
      maxspeed: main ? '60' : '50',
      name: `${towns[a]!.name}—${towns[b]!.name}（演示）`,
    });
  }
  const alongMotorway = longestPath(seats, tree).map((town) => seats[town]!);
  drawMotorway(sketch, alongMotorway, numbers);
  reachPlaces(sketch, towns);
  drawSideRoads(sketch, sideRoads, numbers);
  return sketch.done();
}

/** Nearest first: the next road begins where the last one ended, so that roads run up the valleys. */
function reachPlaces(sketch: RoadSketch, towns: readonly RoadTown[]): void {
  const waiting = towns
    .flatMap(({ places }) => places.map((place) => sketch.toMetres(place)))
    .map((at) => ({ at, metres: sketch.nearest(at)!.metres }))
    .toSorted((a, b) => a.metres - b.metres || a.at[0] - b.at[0]);
  for (const { at } of waiting) {
    const nearest = sketch.nearest(at)!;
    if (nearest.metres < 40) continue;
    const highway = nearest.metres > 1500 ? 'tertiary' : nearest.metres > 300 ? 'unclassified' : 'residential';
    const line = sketch.winding(nearest.point, sketch.point(at), { bend: 0.17, step: 130 });
    sketch.way(line, { highway, ...(highway === 'tertiary' && { maxspeed: '40' }) });
  }
}

/** Dead ends to a few houses, tracks over a ridge to the next valley, some behind a gate. */
function drawSideRoads(sketch: RoadSketch, count: number, numbers: ReturnType<typeof random>): void {
  const standing = sketch.points.length;
  for (let road = 0; road < count; road++) {
    const start = numbers.below(standing);
    const [east, north] = sketch.points[start]!;
    const [angle, length] = [numbers.next() * 2 * Math.PI, 150 + 900 * numbers.next() ** 2];
    const end: readonly [number, number] = [east + length * Math.cos(angle), north + length * Math.sin(angle)];
    const gated = numbers.chance(0.03);
    const from = sketch.nearest(end, 60)!;
    if (from.metres > 1500) continue;
    const target = sketch.point(end, !gated, gated ? { barrier: 'gate', access: 'private' } : undefined);
    const line = sketch.winding(from.point, target, { bend: 0.22, step: 130 });
    const track = numbers.chance(0.25);
    sketch.way(line, track ? { highway: 'track', tracktype: 'grade2' } : { highway: 'unclassified' });
    if (gated) {
      const yard = sketch.point([end[0] + 70, end[1] + 20], false);
      sketch.way([target, yard], { highway: 'service', access: 'private' });
    } else if (numbers.chance(0.3)) {
      const other = sketch.nearest(end, length * 0.8);
      if (other && other.metres < 1200)
        sketch.way(sketch.winding(target, other.point, { bend: 0.15, step: 130 }), { highway: 'track' });
    }
  }
}

function gateTowards(sketch: RoadSketch, ring: readonly number[], [east, north]: readonly [number, number]): number {
  const away = (point: number) => Math.hypot(sketch.points[point]![0] - east, sketch.points[point]![1] - north);
  return ring.reduce((best, point) => (away(point) < away(best) ? point : best));
}

type Pair = readonly [number, number];
const apart = (a: Pair, b: Pair): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Prim's algorithm. */
function spanningTree(seats: readonly Pair[]): Pair[] {
  const joined = new Set([0]);
  const tree: Pair[] = [];
  while (joined.size < seats.length) {
    let best: { from: number; to: number; metres: number } | undefined;
    for (const from of joined)
      for (const to of seats.keys()) {
        const metres = apart(seats[from]!, seats[to]!);
        if (!joined.has(to) && metres < (best?.metres ?? Infinity)) best = { from, to, metres };
      }
    joined.add(best!.to);
    tree.push([best!.from, best!.to]);
  }
  return tree;
}

/** Neighbours with no third town in the circle between them (Gabriel's graph), where no main road runs yet. */
function shortcuts(seats: readonly Pair[], tree: readonly Pair[]): Pair[] {
  const has = (a: number, b: number) => tree.some(([c, d]) => (c === a && d === b) || (c === b && d === a));
  return seats.flatMap((here, a) =>
    seats.flatMap((there, b): Pair[] => {
      if (b <= a || has(a, b) || apart(here, there) > 40_000) return [];
      const middle: Pair = [(here[0] + there[0]) / 2, (here[1] + there[1]) / 2];
      const free = seats.every((seat, c) => c === a || c === b || apart(seat, middle) > apart(here, there) / 2);
      return free ? [[a, b]] : [];
    }),
  );
}

/** Towns along the longest way through the tree. */
function longestPath(seats: readonly Pair[], tree: readonly Pair[]): number[] {
  const farthestFrom = (start: number): number[] => {
    let longest: { path: number[]; metres: number } = { path: [start], metres: 0 };
    const visit = (path: number[], metres: number): void => {
      if (metres > longest.metres) longest = { path, metres };
      const here = path.at(-1)!;
      for (const [a, b] of tree) {
        const next = a === here ? b : b === here ? a : -1;
        if (next >= 0 && !path.includes(next)) visit([...path, next], metres + apart(seats[here]!, seats[next]!));
      }
    };
    visit([start], 0);
    return longest.path;
  };
  return farthestFrom(farthestFrom(0).at(-1)!);
}
