// Dijkstra's search over the whole network or up to a cost: from a place to everywhere, or from everywhere to a place.
import { closed, type ArcWeights, type RoadNetwork } from './road-graph.ts';
import type { Access, SearchSpace } from './search-space.ts';

/** From the starts to every node that costs at most `limit`. Nodes still queued afterwards cost more. */
export function spreadFrom(
  { graph }: RoadNetwork,
  { costs, milliseconds }: ArcWeights,
  space: SearchSpace,
  starts: readonly Access[],
  limit = Infinity,
): void {
  const { firstArc, arcHead, arcRoad, roadCentimetres } = graph;
  const { heap } = space;
  space.begin(starts);
  while (heap.size > 0 && heap.lowest <= limit) {
    const node = heap.take();
    const cost = space.cost[node]!;
    for (let arc = firstArc[node]!, end = firstArc[node + 1]!; arc < end; arc++) {
      const more = costs[arc]!;
      if (more === closed) continue;
      const head = arcHead[arc]!;
      if (space.costTo(head) <= cost + more) continue;
      const length = space.centimetres[node]! + roadCentimetres[arcRoad[arc]! >>> 1]!;
      space.improve(head, cost + more, space.milliseconds[node]! + milliseconds[arc]!, length, arc);
      heap.put(head, cost + more);
    }
  }
}

/** From every node that costs at most `limit` to the ends: `space` then holds what is left to go from each node. */
export function spreadTo(
  { graph, firstIn, arcIn, arcTail }: RoadNetwork,
  { costs, milliseconds }: ArcWeights,
  space: SearchSpace,
  ends: readonly Access[],
  limit = Infinity,
  /** Told each node when its cost is final; true ends the search. */
  settled?: (node: number, cost: number) => boolean,
  /** True: nothing is to be found at that tail, coming from that node. */
  skip?: (tail: number, node: number) => boolean,
): void {
  const { arcRoad, roadCentimetres } = graph;
  const { heap } = space;
  space.begin(ends);
  while (heap.size > 0 && heap.lowest <= limit) {
    const node = heap.take();
    const cost = space.cost[node]!;
    if (settled?.(node, cost)) return;
    for (let position = firstIn[node]!, end = firstIn[node + 1]!; position < end; position++) {
      const arc = arcIn[position]!;
      const more = costs[arc]!;
      if (more === closed) continue;
      const tail = arcTail[arc]!;
      if (skip?.(tail, node)) continue;
      if (space.costTo(tail) <= cost + more) continue;
      const length = space.centimetres[node]! + roadCentimetres[arcRoad[arc]! >>> 1]!;
      space.improve(tail, cost + more, space.milliseconds[node]! + milliseconds[arc]!, length, arc);
      heap.put(tail, cost + more);
    }
  }
}
