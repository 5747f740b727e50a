// Cuts ways into roads between junctions and works out their lengths and times.
import { closed, type RoadGraph } from '#platform/algorithms/roads/road-graph.ts';
import type { CollectedRoads } from './collect-roads.ts';
import { findById } from './find-by-id.ts';
import { barrierClass } from './road-classes.ts';
import type { RoadUse } from './road-use.ts';

interface Paid {
  milliseconds: Uint32Array;
  costs: Uint32Array;
}
/** The part of a road graph that knows no turns yet. */
export interface CutRoads extends Omit<
  RoadGraph,
  'firstCopy' | 'firstArc' | 'arcHead' | 'arcRoad' | 'arcBanned' | 'profiles'
> {
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
/** Uses of a node on which a barrier stands. */
const barred = 4;

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
    if (node < 0 || uses[node] === 0) continue;
    stops.set(node, { emergencyPasses, junctions: [] });
    uses[node] = barred;
  }
  const made = new Roads(lons, lats, roomFor(ways, nodes, uses, stops.size === 0 ? 0 : barrierEnds(ways, nodes, uses)));
  const junctionOf = new Int32Array(nodeCount).fill(-1);
  const junctionAt = (node: number): number => {
    const stop = uses[node] === barred ? stops.get(node) : undefined;
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
      if (uses[node]! < 2 && at < endRef - 1) continue;
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

/** Ends of roads at barriers: at most so many barrier roads stand between them. */
function barrierEnds(ways: CollectedRoads['ways'], nodes: Int32Array, uses: Uint8Array): number {
  let ends = 0;
  for (const { firstRef, endRef } of ways)
    for (let at = firstRef; at < endRef; at++) if (nodes[at]! >= 0 && uses[nodes[at]!] === barred) ends += 2;
  return ends;
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
    if (nodes[at - 1]! >= 0 && nodes[at]! >= 0) {
      const [a, b] = [nodes[at - 1]!, nodes[at]!];
      metres += metresBetween(lons[a]!, lats[a]!, cosine(lats[a]!), lons[b]!, lats[b]!, cosine(lats[b]!));
    }
  return metres;
}

const unit = (Math.PI / 180) * 1e-7;
const cosine = (lat: number): number => Math.cos(lat * unit);
/**
 * Great-circle distance (haversine) of positions in degrees times 1e7, with the cosines of their latitudes. Points of a
 * road lie close together: a series stands for the sines, exact to a millionth up to 50 kilometres.
 */
function metresBetween(
  aLon: number,
  aLat: number,
  aCosine: number,
  bLon: number,
  bLat: number,
  bCosine: number,
): number {
  const halfLat = ((bLat - aLat) * unit) / 2;
  const halfLon = ((bLon - aLon) * unit) / 2;
  const sineLat = halfLat * (1 - (halfLat * halfLat) / 6);
  const sineLon = halfLon * (1 - (halfLon * halfLon) / 6);
  const square = sineLat * sineLat + aCosine * bCosine * sineLon * sineLon;
  return 2 * earthRadius * Math.sqrt(square) * (1 + square / 6);
}

/** Room for the roads: how many there are and how many points they have, before any is made. */
function roomFor(ways: CollectedRoads['ways'], nodes: Int32Array, uses: Uint8Array, barriers: number) {
  let [roads, points] = [barriers, 2 * barriers];
  for (const { firstRef, endRef } of ways)
    for (let at = firstRef; at < endRef; at++) {
      points++;
      if (at > firstRef && (nodes[at]! < 0 || uses[nodes[at]!]! >= 2 || at === endRef - 1)) {
        roads++;
        points++;
      }
    }
  return { roads, points };
}

/** The roads so far. */
class Roads {
  roadCount = 0;
  private pointCount = 0;
  private readonly junctionLon: number[] = [];
  private readonly junctionLat: number[] = [];
  private readonly from: Uint32Array;
  private readonly to: Uint32Array;
  private readonly centimetres: Uint32Array;
  private readonly classes: Uint8Array;
  private readonly nameOf: Uint32Array;
  private readonly firstPoint: Uint32Array;
  private readonly points: Int32Array;
  private readonly carTimes: Uint32Array;
  private readonly carCosts: Uint32Array;
  private readonly emergencyTimes: Uint32Array;
  private readonly names = new Map<string, number>([['', 0]]);
  private readonly lons: Int32Array;
  private readonly lats: Int32Array;
  private roadUse!: RoadUse;
  private name = 0;

  constructor(lons: Int32Array, lats: Int32Array, { roads, points }: ReturnType<typeof roomFor>) {
    this.lons = lons;
    this.lats = lats;
    [this.from, this.to, this.centimetres, this.nameOf] = [0, 0, 0, 0].map(() => new Uint32Array(roads)) as [
      Uint32Array,
      Uint32Array,
      Uint32Array,
      Uint32Array,
    ];
    this.classes = new Uint8Array(roads);
    this.firstPoint = new Uint32Array(roads + 1);
    this.points = new Int32Array(2 * points);
    this.carTimes = new Uint32Array(2 * roads);
    this.carCosts = new Uint32Array(2 * roads);
    this.emergencyTimes = new Uint32Array(2 * roads);
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
    const { lons, lats, points } = this;
    const road = this.begin(junctionAt(nodes[first]!), junctionAt(nodes[end - 1]!));
    let metres = 0;
    let [beforeLon, beforeLat, beforeCosine] = [0, 0, 0];
    for (let at = first; at < end; at++) {
      const lon = lons[nodes[at]!]!;
      const lat = lats[nodes[at]!]!;
      const hereCosine = cosine(lat);
      if (at > first) metres += metresBetween(beforeLon, beforeLat, beforeCosine, lon, lat, hereCosine);
      points[2 * this.pointCount] = lon;
      points[2 * this.pointCount++ + 1] = lat;
      beforeLon = lon;
      beforeLat = lat;
      beforeCosine = hereCosine;
    }
    const { car, emergency, roadClass, destinationOnly } = this.roadUse;
    this.centimetres[road] = Math.round(metres * 100);
    this.classes[road] = roadClass;
    this.nameOf[road] = this.name;
    const factor = destinationOnly ? destinationFactor : 1;
    this.pay(2 * road, metres, car.forward, emergency.forward, factor);
    this.pay(2 * road + 1, metres, car.backward, emergency.backward, factor);
  }

  private pay(directed: number, metres: number, car: number, emergency: number, factor: number): void {
    const time = millisecondsFor(metres, car);
    this.carTimes[directed] = time;
    this.carCosts[directed] = time === closed ? closed : time * factor;
    this.emergencyTimes[directed] = millisecondsFor(metres, emergency);
  }

  private begin(from: number, to: number): number {
    const road = this.roadCount++;
    this.from[road] = from;
    this.to[road] = to;
    this.firstPoint[road] = this.pointCount;
    return road;
  }

  /** A road without length that only ambulances pass. */
  barrier(from: number, to: number): void {
    const road = this.begin(from, to);
    for (const junction of [from, to]) {
      this.points[2 * this.pointCount] = this.junctionLon[junction]!;
      this.points[2 * this.pointCount++ + 1] = this.junctionLat[junction]!;
    }
    this.classes[road] = barrierClass;
    for (const directed of [2 * road, 2 * road + 1]) {
      this.carTimes[directed] = this.carCosts[directed] = closed;
      this.emergencyTimes[directed] = openingMilliseconds;
    }
  }

  done() {
    const roads = this.roadCount;
    this.firstPoint[roads] = this.pointCount;
    const emergencyTimes = this.emergencyTimes.slice(0, 2 * roads);
    return {
      junctionCount: this.junctionLon.length,
      junctionLon: Int32Array.from(this.junctionLon),
      junctionLat: Int32Array.from(this.junctionLat),
      roadFrom: this.from.slice(0, roads),
      roadTo: this.to.slice(0, roads),
      roadCentimetres: this.centimetres.slice(0, roads),
      roadClass: this.classes.slice(0, roads),
      roadName: this.nameOf.slice(0, roads),
      firstPoint: this.firstPoint.slice(0, roads + 1),
      points: this.points.slice(0, 2 * this.pointCount),
      names: [...this.names.keys()],
      car: { milliseconds: this.carTimes.slice(0, 2 * roads), costs: this.carCosts.slice(0, 2 * roads) },
      emergency: { milliseconds: emergencyTimes, costs: emergencyTimes },
    };
  }
}

/** `closed` where the speed is 0. */
const millisecondsFor = (metres: number, speed: number): number =>
  speed > 0 ? Math.max(1, Math.round((metres * 3600) / speed)) : closed;
