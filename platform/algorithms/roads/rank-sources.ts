// Who is soonest at a place: one search backwards from the place ranks many sources at once and stops as soon as the answer is certain.
import type { ArcWeights, RoadNetwork } from './road-graph.ts';
import { arrivalsAt, departuresFrom, directWay, nodesAt, type RoadPlace, type Travelled } from './road-place.ts';
import type { SearchSpace } from './search-space.ts';
import { spreadTo } from './spread.ts';

/** Sources at the nodes that they reach first, so that a search meets them; made again when they have moved. */
export interface SourcePlacement {
  places: readonly (RoadPlace | undefined)[];
  /** First entry at each node, -1 without. */
  firstAt: Int32Array;
  next: Int32Array;
  source: Int32Array;
  /** From the source to the node: cost, milliseconds, centimetres. */
  rest: Float64Array;
  /** Sources by road. */
  onRoad: Map<number, number[]>;
  /**
   * 1 for nodes in dead ends from which no source sets out: a search need not look into them. Not near turn bans, where
   * a dead end is the place to turn round.
   */
  idle: Uint8Array;
}

export function placeSources(
  network: RoadNetwork,
  weights: ArcWeights,
  places: readonly (RoadPlace | undefined)[],
): SourcePlacement {
  const most = 2 * places.length;
  const placement: SourcePlacement = {
    places,
    firstAt: new Int32Array(network.nodeCount).fill(-1),
    next: new Int32Array(most),
    source: new Int32Array(most),
    rest: new Float64Array(3 * most),
    onRoad: new Map(),
    idle: idleNodes(network),
  };
  let entries = 0;
  for (const [index, place] of places.entries()) {
    if (!place) continue;
    const together = placement.onRoad.get(place.road);
    if (together) together.push(index);
    else placement.onRoad.set(place.road, [index]);
    for (const { node, cost, milliseconds, centimetres } of departuresFrom(network, weights, place)) {
      const entry = entries++;
      placement.next[entry] = placement.firstAt[node]!;
      placement.firstAt[node] = entry;
      placement.source[entry] = index;
      placement.rest.set([cost, milliseconds, centimetres], 3 * entry);
      for (let junction = network.junctionOf[node]!; placement.idle[junction] === 1;) {
        for (const used of nodesAt(network, junction)) placement.idle[used] = 0;
        junction = network.exitOf[junction]! - 1;
      }
    }
  }
  return placement;
}

function idleNodes({ graph, nodeCount, junctionOf, exitOf }: RoadNetwork): Uint8Array {
  const hasCopies = (junction: number) => graph.firstCopy[junction + 1]! > graph.firstCopy[junction]!;
  const idle = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const exit = exitOf[junctionOf[node]!]!;
    if (exit > 0 && !hasCopies(junctionOf[node]!) && !hasCopies(exit - 1)) idle[node] = 1;
  }
  return idle;
}

export interface RankedSource {
  source: number;
  cost: number;
  seconds: number;
  metres: number;
}
export interface RankAsked {
  /** So many of the first `among` sources are wanted, soonest first. */
  nearest: number;
  among: number;
  /** All sources within this cost are wanted too, in milliseconds; 0 for none. */
  withinCost: number;
}

/** Sorted by cost, then by number. */
export function rankSources(
  network: RoadNetwork,
  weights: ArcWeights,
  space: SearchSpace,
  placement: SourcePlacement,
  target: RoadPlace,
  { nearest, among, withinCost }: RankAsked,
): { nearest: RankedSource[]; within: RankedSource[] } {
  const found = new Map<number, Travelled>();
  const leading: { source: number; cost: number }[] = [];
  const note = (source: number, travelled: Travelled): void => {
    const before = found.get(source);
    if (before && before.cost <= travelled.cost) return;
    found.set(source, travelled);
    if (source >= among || nearest === 0) return;
    const { cost } = travelled;
    if (leading.length === nearest && leading.at(-1)!.cost <= cost) return;
    const own = leading.findIndex((one) => one.source === source);
    if (own >= 0) leading.splice(own, 1);
    else if (leading.length === nearest) leading.pop();
    const position = leading.findIndex((one) => one.cost > cost);
    leading.splice(position < 0 ? leading.length : position, 0, { source, cost });
  };
  for (const source of placement.onRoad.get(target.road) ?? []) {
    const direct = directWay(network, weights, placement.places[source]!, target);
    if (direct) note(source, direct);
  }
  const { firstAt, next, rest, idle } = placement;
  // Not into idle dead ends; out of the target's own one may go: its exit is not idle, or is nearer to the midst.
  const { exitOf, junctionOf } = network;
  const idleFrom = (tail: number, node: number): boolean => {
    return idle[tail] === 1 && exitOf[junctionOf[tail]!]! - 1 === junctionOf[node]!;
  };
  spreadTo(
    network,
    weights,
    space,
    arrivalsAt(network, weights, target),
    Infinity,
    (node, cost) => {
      if (cost > withinCost && (nearest === 0 || (leading.length === nearest && cost >= leading.at(-1)!.cost)))
        return true;
      for (let entry = firstAt[node]!; entry >= 0; entry = next[entry]!)
        note(placement.source[entry]!, {
          cost: cost + rest[3 * entry]!,
          milliseconds: space.milliseconds[node]! + rest[3 * entry + 1]!,
          centimetres: space.centimetres[node]! + rest[3 * entry + 2]!,
        });
      return false;
    },
    idleFrom,
  );
  const ranked = [...found]
    .map(([source, { cost, milliseconds, centimetres }]): RankedSource => ({
      source,
      cost,
      seconds: milliseconds / 1000,
      metres: centimetres / 100,
    }))
    .sort((a, b) => a.cost - b.cost || a.source - b.source);
  return {
    nearest: ranked.filter(({ source }) => source < among).slice(0, nearest),
    within: withinCost > 0 ? ranked.filter(({ cost }) => cost <= withinCost) : [],
  };
}
