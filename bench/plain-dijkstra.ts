// The peer: Dijkstra's search in its plainest form over directed roads, with a list of the banned turns. It shares no code with the searches.
import { closed, type RoadGraph } from '#platform/algorithms/roads/road-graph.ts';
import type { RoadPlace } from '#platform/algorithms/roads/road-place.ts';

interface PlainDijkstra {
  bannedTurns: number;
  /** Least cost from the place to any other. */
  from(start: RoadPlace): (end: RoadPlace) => number;
}

/**
 * Bans are read from the copies in the graph: a copy is where one stands after a road that begins a ban. Sequences of more
 * than two roads are told by which copy one stands on, so the state is the directed road together with that node.
 */
export function plainDijkstra(graph: RoadGraph, profile: string): PlainDijkstra {
  const { costs, obeysTurns } = graph.profiles[profile]!;
  const roadAt = (arc: number) => graph.arcRoad[arc]!;
  const mayDrive = (arc: number) => costs[roadAt(arc)] !== closed && !(obeysTurns && graph.arcBanned[arc] === 1);
  const arcsFrom = (node: number) =>
    Array.from(
      { length: graph.firstArc[node + 1]! - graph.firstArc[node]! },
      (_, at) => graph.firstArc[node]! + at,
    ).filter(mayDrive);
  const tailOf = (directed: number) => (directed % 2 === 0 ? graph.roadFrom : graph.roadTo)[directed >>> 1]!;
  const nodesAt = (junction: number) => [
    junction,
    ...Array.from(
      { length: graph.firstCopy[junction + 1]! - graph.firstCopy[junction]! },
      (_, at) => graph.firstCopy[junction]! + at,
    ),
  ];
  const restOf = (place: RoadPlace, directed: number) =>
    Math.round(costs[directed]! * (directed % 2 === 0 ? 1 - place.share : place.share));
  const directions = (place: RoadPlace) =>
    [2 * place.road, 2 * place.road + 1].filter((directed) => costs[directed] !== closed);
  const wholeArc = (directed: number) => arcsFrom(tailOf(directed)).find((arc) => roadAt(arc) === directed)!;
  return {
    bannedTurns: graph.arcBanned.reduce((sum, banned) => sum + banned, 0),
    from(start) {
      const cost = new Map<number, number>();
      const queue = new Buckets();
      if (start.junction >= 0) queue.put(start.junction, 0);
      else
        for (const directed of directions(start))
          queue.put(graph.arcHead[wholeArc(directed)]!, restOf(start, directed));
      for (let next = queue.take(); next; next = queue.take()) {
        if (cost.has(next.node)) continue;
        cost.set(next.node, next.cost);
        for (const arc of arcsFrom(next.node)) queue.put(graph.arcHead[arc]!, next.cost + costs[roadAt(arc)]!);
      }
      return (end) => {
        const found = (junction: number, allowed: (node: number) => boolean) =>
          Math.min(
            ...nodesAt(junction)
              .filter(allowed)
              .map((node) => cost.get(node) ?? Infinity),
          );
        if (end.junction >= 0) return found(end.junction, () => true);
        const ways = directions(end).map((directed) => {
          const before = found(tailOf(directed), (node) => arcsFrom(node).some((arc) => roadAt(arc) === directed));
          return before + costs[directed]! - restOf(end, directed);
        });
        // Along the same road, without a junction between.
        if (start.road === end.road)
          for (const directed of directions(end)) {
            const ahead = restOf(start, directed) - restOf(end, directed);
            if (directed % 2 === 0 ? end.share >= start.share : end.share <= start.share) ways.push(ahead);
          }
        return Math.min(...ways);
      };
    },
  };
}

/** A queue without any cleverness of trees: a list for each second, looked through in order. */
class Buckets {
  private readonly lists: { node: number; cost: number }[][] = [];
  private at = 0;

  put(node: number, cost: number): void {
    (this.lists[Math.floor(cost / 1000)] ??= []).push({ node, cost });
  }

  take(): { node: number; cost: number } | undefined {
    for (; this.at < this.lists.length; this.at++) {
      const list = this.lists[this.at];
      if (!list || list.length === 0) continue;
      let least = 0;
      for (let index = 1; index < list.length; index++) if (list[index]!.cost < list[least]!.cost) least = index;
      const [taken] = list.splice(least, 1);
      return taken;
    }
    return undefined;
  }
}
