// Which junctions reach each other: strongly connected parts of the network for one profile (Tarjan's algorithm without recursion).
import { closed, type RoadGraph, type RoadProfile } from './road-graph.ts';

export interface Components {
  /** Part of each junction. */
  of: Uint32Array;
  /** Junctions in each part. */
  sizes: Uint32Array;
  largest: number;
}

/** Turn bans are left out of account: they part no network that one can turn round in. */
export function componentsOf(graph: RoadGraph, { costs }: RoadProfile): Components {
  const { junctionCount, firstArc, arcRoad } = graph;
  const junctionOfArc = (arc: number): number => {
    const directed = arcRoad[arc]!;
    return directed % 2 === 0 ? graph.roadTo[directed >>> 1]! : graph.roadFrom[directed >>> 1]!;
  };
  const of = new Uint32Array(junctionCount);
  const order = new Uint32Array(junctionCount);
  const low = new Uint32Array(junctionCount);
  const done = new Uint8Array(junctionCount);
  const nextArc = firstArc.slice(0, junctionCount);
  const open: number[] = [];
  const path: number[] = [];
  const sizes: number[] = [];
  let visited = 0;
  const enter = (junction: number) => {
    order[junction] = low[junction] = ++visited;
    open.push(junction);
    path.push(junction);
  };
  for (let root = 0; root < junctionCount; root++) {
    if (order[root] !== 0) continue;
    enter(root);
    while (path.length > 0) {
      const junction = path.at(-1)!;
      if (nextArc[junction]! < firstArc[junction + 1]!) {
        const arc = nextArc[junction]!++;
        if (costs[arcRoad[arc]!] === closed) continue;
        const head = junctionOfArc(arc);
        if (order[head] === 0) enter(head);
        else if (done[head] === 0) low[junction] = Math.min(low[junction]!, order[head]!);
        continue;
      }
      path.pop();
      if (path.length > 0) low[path.at(-1)!] = Math.min(low[path.at(-1)!]!, low[junction]!);
      if (low[junction] !== order[junction]) continue;
      let size = 0;
      for (let member = -1; member !== junction; size++) {
        member = open.pop()!;
        done[member] = 1;
        of[member] = sizes.length;
      }
      sizes.push(size);
    }
  }
  const largest = sizes.reduce((best, size, index) => (size > (sizes[best] ?? 0) ? index : best), 0);
  return { of, sizes: Uint32Array.from(sizes), largest };
}

/** Parts with fewer junctions are no network: a courtyard that the map cut off, an island. */
const leastPart = 200;

/** 1 for each road that can be driven to and away from again: it lies in the largest part or in one of two hundred junctions. */
export function connectedRoads(
  graph: RoadGraph,
  { costs }: RoadProfile,
  { of, sizes, largest }: Components,
): Uint8Array {
  const isLarge = (junction: number) => of[junction] === largest || sizes[of[junction]!]! >= leastPart;
  return Uint8Array.from(graph.roadFrom, (from, road) => {
    const usable = costs[2 * road] !== closed || costs[2 * road + 1] !== closed;
    return usable && isLarge(from) && isLarge(graph.roadTo[road]!) ? 1 : 0;
  });
}

/**
 * 1 for each road from which one gets to such a part, and for each road to which one gets from there: a square that may
 * only be left is a place to set out from, though none to arrive at.
 */
export function roadsBySide(
  graph: RoadGraph,
  { costs }: RoadProfile,
  { of, sizes, largest }: Components,
): { departures: Uint8Array; arrivals: Uint8Array } {
  const large = Uint8Array.from(sizes, (size, part) => (part === largest || size >= leastPart ? 1 : 0));
  const [leads, reached] = [large.slice(), large.slice()];
  const ends = (directed: number): [tail: number, head: number] => {
    const [from, to] = [graph.roadFrom[directed >>> 1]!, graph.roadTo[directed >>> 1]!];
    return directed % 2 === 0 ? [of[from]!, of[to]!] : [of[to]!, of[from]!];
  };
  // Roads between parts lead from higher numbers to lower ones (Tarjan), so that one walk each way settles all.
  const between = [...costs.keys()].filter((directed) => {
    const [tail, head] = ends(directed);
    return costs[directed] !== closed && tail !== head;
  });
  between.sort((a, b) => ends(a)[0] - ends(b)[0]);
  for (const directed of between) {
    const [tail, head] = ends(directed);
    if (leads[head]) leads[tail] = 1;
  }
  between.sort((a, b) => ends(b)[1] - ends(a)[1]);
  for (const directed of between) {
    const [tail, head] = ends(directed);
    if (reached[tail]) reached[head] = 1;
  }
  const some = (road: number, good: (tail: number, head: number) => number) =>
    [2 * road, 2 * road + 1].some((directed) => costs[directed] !== closed && good(...ends(directed)) === 1) ? 1 : 0;
  return {
    departures: Uint8Array.from(graph.roadFrom, (_, road) => some(road, (_tail, head) => leads[head]!)),
    arrivals: Uint8Array.from(graph.roadFrom, (_, road) => some(road, (tail) => reached[tail]!)),
  };
}
