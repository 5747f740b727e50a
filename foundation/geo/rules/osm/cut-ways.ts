// Cuts ways into roads between junctions and works out their lengths and times.
import { closed } from '#platform/algorithms/roads/road-graph.ts';
import type { CollectedRoads } from './collect-roads.ts';
import { findById } from './find-by-id.ts';
import { barrierClass } from './road-classes.ts';
import type { RoadUse } from './road-use.ts';

interface Paid {
  milliseconds: Uint32Array;
  costs: Uint32Array;
}
export interface CutRoads {
  junctionCount: number;
  junctionLon: Int32Array;
  junctionLat: Int32Array;
  roadFrom: Uint32Array;
  roadTo: Uint32Array;
  roadCentimetres: Uint32Array;
  roadClass: Uint8Array;
  roadName: Uint32Array;
  firstPoint: Uint32Array;
  points: Int32Array;
  names: string[];
  car: Paid;
  emergency: Paid;
  roadsOf(way: number): readonly [first: number, end: number] | undefined;
  junctionsAt(node: number): readonly number[];
}

/** Through traffic pays ten times the time on roads that are only for those with business there. */
const destinationFactor = 10;
/** Assumed: an ambulance's crew opens a gate. */
const openingMilliseconds = 15_000;
const earthRadius = 6_371_008.8;

export function cutWays(collected: CollectedRoads): CutRoads {
  const { ways, refs, barriers } = collected;
  const { nodeCount, nodeLon: lons, nodeLat: lats } = collected;
  const find = findById(collected.nodeIds, nodeCount);
  const nodes = new Int32Array(ways.at(-1)?.endRef ?? 0);
  const uses = new Uint8Array(nodeCount);
  for (const { firstRef, endRef } of ways)
    for (let at = firstRef; at < endRef; at++) {
      const node = (nodes[at] = find(refs[at]!));
      if (node < 0) continue;
      const ending = at === firstRef || at === endRef - 1 || nodes[at - 1]! < 0;
      uses[node] = Math.min(3, uses[node]! + (ending ? 2 : 1));
      // What the extract leaves out ends the road before it.
      if (at > firstRef && nodes[at - 1]! >= 0) continue;
      uses[node] = 3;
    }
  const stops = new Map<number, { emergencyPasses: boolean; junctions: number[] }>();
  for (const [id, { emergencyPasses }] of barriers) {
    const node = find(id);
    if (node >= 0 && uses[node]! > 0) stops.set(node, { emergencyPasses, junctions: [] });
  }
  const made = new Roads(lons, lats);
  const junctionOf = new Int32Array(nodeCount).fill(-1);
  const junctionAt = (node: number): number => {
    const stop = stops.get(node);
    // Every end of a road at a barrier is a junction of its own.
    if (stop) {
      const junction = made.junction(node);
      stop.junctions.push(junction);
      return junction;
    }
    if (junctionOf[node]! < 0) junctionOf[node] = made.junction(node);
    return junctionOf[node]!;
  };
  const wayIds = Float64Array.from(ways, ({ id }) => id);
  const firstRoads: number[] = [];
  for (const { use, firstRef, endRef } of ways) {
    firstRoads.push(made.roadCount);
    made.use(use, wholeLength(nodes, firstRef, endRef, lons, lats, use));
    let start = firstRef;
    for (let at = firstRef; at < endRef; at++) {
      const node = nodes[at]!;
      if (node < 0) {
        if (at - start >= 2) made.road(nodes, start, at, junctionAt);
        start = at + 1;
        continue;
      }
      if (at === start) continue;
      if (uses[node]! < 2 && at < endRef - 1 && !stops.has(node)) continue;
      made.road(nodes, start, at + 1, junctionAt);
      start = at;
    }
  }
  const wayRoadsEnd = made.roadCount;
  firstRoads.push(wayRoadsEnd);
  for (const { emergencyPasses, junctions } of stops.values())
    if (emergencyPasses) for (const other of junctions.slice(1)) made.barrier(junctions[0]!, other);
  const wayAt = findById(wayIds, wayIds.length);
  return {
    ...made.done(),
    roadsOf(way) {
      const position = wayAt(way);
      return position < 0 ? undefined : [firstRoads[position]!, firstRoads[position + 1]!];
    },
    junctionsAt(id) {
      const node = find(id);
      if (node < 0) return [];
      return stops.get(node)?.junctions ?? (junctionOf[node]! < 0 ? [] : [junctionOf[node]!]);
    },
  };
}

/** Only ferries with a given crossing time need it. */
function wholeLength(
  nodes: Int32Array,
  first: number,
  end: number,
  lons: Int32Array,
  lats: Int32Array,
  { crossingSeconds }: RoadUse,
): number {
  if (crossingSeconds === undefined) return 0;
  let metres = 0;
  for (let at = first + 1; at < end; at++)
    if (nodes[at - 1]! >= 0 && nodes[at]! >= 0)
      metres += metresBetween(lons[nodes[at - 1]!]!, lats[nodes[at - 1]!]!, lons[nodes[at]!]!, lats[nodes[at]!]!);
  return metres;
}

/** Great-circle distance of positions in degrees times 1e7. */
function metresBetween(aLon: number, aLat: number, bLon: number, bLat: number): number {
  const unit = (Math.PI / 180) * 1e-7;
  const sineLat = Math.sin(((bLat - aLat) * unit) / 2);
  const sineLon = Math.sin(((bLon - aLon) * unit) / 2);
  const half = sineLat * sineLat + Math.cos(aLat * unit) * Math.cos(bLat * unit) * sineLon * sineLon;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** The roads so far. */
class Roads {
  private readonly junctionLon: number[] = [];
  private readonly junctionLat: number[] = [];
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly centimetres: number[] = [];
  private readonly classes: number[] = [];
  private readonly nameOf: number[] = [];
  private readonly firstPoint: number[] = [];
  private readonly points: number[] = [];
  private readonly carTimes: number[] = [];
  private readonly carCosts: number[] = [];
  private readonly emergencyTimes: number[] = [];
  private readonly names = new Map<string, number>([['', 0]]);
  private readonly lons: Int32Array;
  private readonly lats: Int32Array;
  private roadUse!: RoadUse;
  private name = 0;

  constructor(lons: Int32Array, lats: Int32Array) {
    this.lons = lons;
    this.lats = lats;
  }

  get roadCount(): number {
    return this.from.length;
  }

  junction(node: number): number {
    this.junctionLon.push(this.lons[node]!);
    this.junctionLat.push(this.lats[node]!);
    return this.junctionLon.length - 1;
  }

  /** What the next roads are. */
  use(use: RoadUse, wholeMetres: number): void {
    this.roadUse = use;
    this.name = this.names.get(use.name) ?? this.names.size;
    if (!this.names.has(use.name)) this.names.set(use.name, this.name);
    if (use.crossingSeconds === undefined || wholeMetres === 0) return;
    const speed = (wholeMetres / use.crossingSeconds) * 3.6;
    const both = { forward: use.car.forward && speed, backward: use.car.backward && speed };
    this.roadUse = { ...use, car: both, emergency: both };
  }

  road(nodes: Int32Array, first: number, end: number, junctionAt: (node: number) => number): void {
    this.from.push(junctionAt(nodes[first]!));
    this.to.push(junctionAt(nodes[end - 1]!));
    this.firstPoint.push(this.points.length / 2);
    let metres = 0;
    for (let at = first; at < end; at++) {
      const node = nodes[at]!;
      const [lon, lat] = [this.lons[node]!, this.lats[node]!];
      if (at > first) metres += metresBetween(this.lons[nodes[at - 1]!]!, this.lats[nodes[at - 1]!]!, lon, lat);
      this.points.push(lon);
      this.points.push(lat);
    }
    const { car, emergency, roadClass, destinationOnly } = this.roadUse;
    this.centimetres.push(Math.round(metres * 100));
    this.classes.push(roadClass);
    this.nameOf.push(this.name);
    const millisecondsAt = (speed: number) => (speed > 0 ? Math.max(1, Math.round((metres * 3600) / speed)) : closed);
    for (const direction of ['forward', 'backward'] as const) {
      const carTime = millisecondsAt(car[direction]);
      this.carTimes.push(carTime);
      this.carCosts.push(carTime !== closed && destinationOnly ? carTime * destinationFactor : carTime);
      this.emergencyTimes.push(millisecondsAt(emergency[direction]));
    }
  }

  /** A road without length that only ambulances pass. */
  barrier(from: number, to: number): void {
    this.from.push(from);
    this.to.push(to);
    this.firstPoint.push(this.points.length / 2);
    for (const junction of [from, to]) {
      this.points.push(this.junctionLon[junction]!);
      this.points.push(this.junctionLat[junction]!);
    }
    this.centimetres.push(0);
    this.classes.push(barrierClass);
    this.nameOf.push(0);
    for (let direction = 0; direction < 2; direction++) {
      this.carTimes.push(closed);
      this.carCosts.push(closed);
      this.emergencyTimes.push(openingMilliseconds);
    }
  }

  done() {
    this.firstPoint.push(this.points.length / 2);
    const emergencyTimes = Uint32Array.from(this.emergencyTimes);
    return {
      junctionCount: this.junctionLon.length,
      junctionLon: Int32Array.from(this.junctionLon),
      junctionLat: Int32Array.from(this.junctionLat),
      roadFrom: Uint32Array.from(this.from),
      roadTo: Uint32Array.from(this.to),
      roadCentimetres: Uint32Array.from(this.centimetres),
      roadClass: Uint8Array.from(this.classes),
      roadName: Uint32Array.from(this.nameOf),
      firstPoint: Uint32Array.from(this.firstPoint),
      points: Int32Array.from(this.points),
      names: [...this.names.keys()],
      car: { milliseconds: Uint32Array.from(this.carTimes), costs: Uint32Array.from(this.carCosts) },
      emergency: { milliseconds: emergencyTimes, costs: emergencyTimes },
    };
  }
}
