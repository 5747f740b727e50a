// The fastest way from one place to another (A*), as the roads that it takes.
import { closed, type ArcWeights, type RoadGraph, type RoadNetwork } from './road-graph.ts';
import { arrivalsAt, departuresFrom, directWay, type RoadPlace } from './road-place.ts';
import type { Access, SearchSpace } from './search-space.ts';

export interface FastestRoute {
  cost: number;
  seconds: number;
  metres: number;
  /** Directed roads in order; the first and the last are driven in part only, from and to the places. */
  roads: number[];
}

/** Where the junctions lie in space, and the least cost per metre of straight line that any open arc has. */
export interface RouteBounds {
  x: Float64Array;
  y: Float64Array;
  z: Float64Array;
  leastCostPerMetre: number;
}

const earthRadius = 6_371_008.8;

/** Made once for a profile; closures only make ways dearer, so it serves under them too. */
export function boundsOf({ graph, junctionOf, arcTail }: RoadNetwork, { costs }: ArcWeights): RouteBounds {
  const { junctionCount } = graph;
  const [x, y, z] = [0, 0, 0].map(() => new Float64Array(junctionCount)) as [Float64Array, Float64Array, Float64Array];
  for (let junction = 0; junction < junctionCount; junction++) {
    const lon = (graph.junctionLon[junction]! * 1e-7 * Math.PI) / 180;
    const lat = (graph.junctionLat[junction]! * 1e-7 * Math.PI) / 180;
    x[junction] = earthRadius * Math.cos(lat) * Math.cos(lon);
    y[junction] = earthRadius * Math.cos(lat) * Math.sin(lon);
    z[junction] = earthRadius * Math.sin(lat);
  }
  let leastCostPerMetre = Infinity;
  for (let arc = 0; arc < costs.length; arc++) {
    if (costs[arc] === closed) continue;
    const [a, b] = [junctionOf[arcTail[arc]!]!, junctionOf[graph.arcHead[arc]!]!];
    const straight = Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!, z[a]! - z[b]!);
    // Below a metre, rounding to whole milliseconds says little; zero is a safe bound and never chosen by such an arc.
    if (straight > 0) leastCostPerMetre = Math.min(leastCostPerMetre, costs[arc]! / straight);
  }
  return { x, y, z, leastCostPerMetre: Number.isFinite(leastCostPerMetre) ? leastCostPerMetre : 0 };
}

/** Undefined where no road leads. */
export function fastestRoute(
  network: RoadNetwork,
  weights: ArcWeights,
  bounds: RouteBounds,
  space: SearchSpace,
  from: RoadPlace,
  to: RoadPlace,
): FastestRoute | undefined {
  const direct = directWay(network, weights, from, to);
  const arrivals = arrivalsAt(network, weights, to);
  const end = search(network, weights, bounds, space, departuresFrom(network, weights, from), arrivals, direct?.cost);
  if (end) {
    const { node } = end;
    const roads = roadsTo(network, space, node);
    if (from.junction < 0) roads.unshift(firstRoad(network, weights, from, space, roads, node));
    if (to.junction < 0) roads.push(lastRoad(network.graph, network, to, node, end, weights));
    return {
      cost: space.cost[node]! + end.cost,
      seconds: (space.milliseconds[node]! + end.milliseconds) / 1000,
      metres: (space.centimetres[node]! + end.centimetres) / 100,
      roads,
    };
  }
  if (!direct) return undefined;
  return {
    cost: direct.cost,
    seconds: direct.milliseconds / 1000,
    metres: direct.centimetres / 100,
    roads: from.junction >= 0 && from.junction === to.junction ? [] : [2 * from.road + direct.direction],
  };
}

/** The cheapest arrival below `best`; undefined where there is none. */
function search(
  { graph, junctionOf }: RoadNetwork,
  { costs, milliseconds }: ArcWeights,
  { x, y, z, leastCostPerMetre }: RouteBounds,
  space: SearchSpace,
  starts: readonly Access[],
  arrivals: readonly Access[],
  best = Infinity,
): Access | undefined {
  const { firstArc, arcHead, arcRoad, roadCentimetres } = graph;
  const goals = [...new Set(arrivals.map(({ node }) => junctionOf[node]!))];
  const ahead = (node: number): number => {
    const junction = junctionOf[node]!;
    let least = Infinity;
    for (const goal of goals) {
      const [dx, dy, dz] = [x[junction]! - x[goal]!, y[junction]! - y[goal]!, z[junction]! - z[goal]!];
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared < least) least = squared;
    }
    // A hair less than the bound: sums of fractions must not overtake sums of whole numbers.
    return Math.sqrt(least) * leastCostPerMetre * (1 - 1e-9);
  };
  const arrivalAt = new Map<number, Access[]>();
  for (const arrival of arrivals) arrivalAt.set(arrival.node, [...(arrivalAt.get(arrival.node) ?? []), arrival]);
  let end: Access | undefined;
  const { heap } = space;
  space.begin([]);
  for (const { node, cost, milliseconds: took, centimetres } of starts)
    if (space.improve(node, cost, took, centimetres, -1)) heap.put(node, cost + ahead(node));
  while (heap.size > 0 && heap.lowest < best) {
    const node = heap.take();
    const cost = space.cost[node]!;
    for (const arrival of arrivalAt.get(node) ?? [])
      if (cost + arrival.cost < best) {
        best = cost + arrival.cost;
        end = arrival;
      }
    for (let arc = firstArc[node]!, last = firstArc[node + 1]!; arc < last; arc++) {
      const more = costs[arc]!;
      if (more === closed) continue;
      const head = arcHead[arc]!;
      if (space.costTo(head) <= cost + more) continue;
      const length = space.centimetres[node]! + roadCentimetres[arcRoad[arc]! >>> 1]!;
      space.improve(head, cost + more, space.milliseconds[node]! + milliseconds[arc]!, length, arc);
      heap.put(head, cost + more + ahead(head));
    }
  }
  return end;
}

function roadsTo({ graph, arcTail }: RoadNetwork, space: SearchSpace, node: number): number[] {
  const roads: number[] = [];
  for (let at = node; space.arc[at]! >= 0; at = arcTail[space.arc[at]!]!) roads.push(graph.arcRoad[space.arc[at]!]!);
  return roads.toReversed();
}

/** The direction in which the start's own road was left. */
function firstRoad(
  network: RoadNetwork,
  weights: ArcWeights,
  from: RoadPlace,
  space: SearchSpace,
  roads: readonly number[],
  end: number,
): number {
  const { graph, arcTail } = network;
  let node = end;
  for (let step = roads.length; step > 0; step--) node = arcTail[space.arc[node]!]!;
  const ways = ([0, 1] as const).filter((direction) => {
    const arc = network.arcOfRoad[2 * from.road + direction]!;
    return arc !== closed && weights.costs[arc] !== closed && graph.arcHead[arc] === node;
  });
  const cheapest = ways.length < 2 || from.share >= 0.5 ? ways[0] : ways[1];
  return 2 * from.road + (cheapest ?? 0);
}

/** The direction in which the target's own road was entered. */
function lastRoad(
  graph: RoadGraph,
  { junctionOf, arcOfRoad }: RoadNetwork,
  to: RoadPlace,
  node: number,
  { centimetres }: Access,
  { costs }: ArcWeights,
): number {
  const junction = junctionOf[node]!;
  const forward = 2 * to.road;
  const open = arcOfRoad[forward] !== closed && costs[arcOfRoad[forward]!] !== closed;
  if (graph.roadFrom[to.road] !== junction || !open) return forward + 1;
  if (graph.roadTo[to.road] !== junction) return forward;
  // A road that ends where it begins: told apart by the length that is driven.
  const whole = graph.roadCentimetres[to.road]!;
  return Math.abs(whole * to.share - centimetres) <= 1 ? forward : forward + 1;
}
