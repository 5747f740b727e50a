// A place on the network: where on which road, and how one drives off from there or arrives there, one-way roads and closures respected.
import { closed, type ArcWeights, type RoadNetwork } from './road-graph.ts';
import type { Access } from './search-space.ts';

export interface RoadPlace {
  road: number;
  /** Share of the road's length from its start, 0 to 1. */
  share: number;
  /** The junction, where the place is one; -1 in the middle of a road. */
  junction: number;
  lon: number;
  lat: number;
  /** Distance between the given position and the road. */
  offMetres: number;
}
export type Travelled = Omit<Access, 'node'>;

/** What is left of a directed road from the place on. */
function rest({ graph, arcOfRoad }: RoadNetwork, weights: ArcWeights, place: RoadPlace, direction: 0 | 1): Travelled {
  const arc = arcOfRoad[2 * place.road + direction]!;
  const share = direction === 0 ? 1 - place.share : place.share;
  return {
    cost: Math.round(weights.costs[arc]! * share),
    milliseconds: Math.round(weights.milliseconds[arc]! * share),
    centimetres: Math.round(graph.roadCentimetres[place.road]! * share),
  };
}
const isOpen = ({ arcOfRoad }: RoadNetwork, { costs }: ArcWeights, directed: number): boolean =>
  arcOfRoad[directed] !== closed && costs[arcOfRoad[directed]!] !== closed;

/** The nodes first reached when driving off, with what it takes to get there. */
export function departuresFrom(network: RoadNetwork, weights: ArcWeights, place: RoadPlace): Access[] {
  if (place.junction >= 0) return [{ node: place.junction, cost: 0, milliseconds: 0, centimetres: 0 }];
  return ([0, 1] as const)
    .filter((direction) => isOpen(network, weights, 2 * place.road + direction))
    .map((direction) => ({
      node: network.graph.arcHead[network.arcOfRoad[2 * place.road + direction]!]!,
      ...rest(network, weights, place, direction),
    }));
}

/** The nodes from which the place is reached without passing another junction, with what it takes from there. */
export function arrivalsAt(network: RoadNetwork, weights: ArcWeights, place: RoadPlace): Access[] {
  const { graph } = network;
  if (place.junction >= 0)
    return nodesAt(network, place.junction).map((node) => ({ node, cost: 0, milliseconds: 0, centimetres: 0 }));
  return ([0, 1] as const).flatMap((direction) => {
    const directed = 2 * place.road + direction;
    if (!isOpen(network, weights, directed)) return [];
    const after = rest(network, weights, place, direction);
    const whole = network.arcOfRoad[directed]!;
    const before = {
      cost: weights.costs[whole]! - after.cost,
      milliseconds: weights.milliseconds[whole]! - after.milliseconds,
      centimetres: graph.roadCentimetres[place.road]! - after.centimetres,
    };
    const tail = direction === 0 ? graph.roadFrom[place.road]! : graph.roadTo[place.road]!;
    return nodesAt(network, tail)
      .filter((node) => mayTurnInto(network, weights, node, directed))
      .map((node) => ({ node, ...before }));
  });
}

/** The junction and its copies. */
export function nodesAt({ graph }: RoadNetwork, junction: number): number[] {
  const nodes = [junction];
  for (let copy = graph.firstCopy[junction]!; copy < graph.firstCopy[junction + 1]!; copy++) nodes.push(copy);
  return nodes;
}
function mayTurnInto({ graph }: RoadNetwork, { costs }: ArcWeights, node: number, directed: number): boolean {
  for (let arc = graph.firstArc[node]!; arc < graph.firstArc[node + 1]!; arc++)
    if (graph.arcRoad[arc] === directed) return costs[arc] !== closed;
  return false;
}

/** The way between two places that passes no junction; undefined where there is none. */
export function directWay(
  network: RoadNetwork,
  weights: ArcWeights,
  from: RoadPlace,
  to: RoadPlace,
): (Travelled & { direction: 0 | 1 }) | undefined {
  if (from.junction >= 0 && from.junction === to.junction)
    return { cost: 0, milliseconds: 0, centimetres: 0, direction: 0 };
  if (from.road !== to.road) return undefined;
  let best: (Travelled & { direction: 0 | 1 }) | undefined;
  for (const direction of [0, 1] as const) {
    if (!isOpen(network, weights, 2 * from.road + direction)) continue;
    if (direction === 0 ? to.share < from.share : to.share > from.share) continue;
    const [start, end] = [rest(network, weights, from, direction), rest(network, weights, to, direction)];
    const way = {
      cost: start.cost - end.cost,
      milliseconds: start.milliseconds - end.milliseconds,
      centimetres: start.centimetres - end.centimetres,
      direction,
    };
    if (!best || way.cost < best.cost) best = way;
  }
  return best;
}
