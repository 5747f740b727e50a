// A road network as flat arrays: junctions, roads between them, and what each profile pays for each direction of a road.

/** Marks a direction of a road, or an arc, that may not be used. */
export const closed = 0xffff_ffff;

/** What one kind of vehicle pays. Both arrays: one entry for each directed road, `closed` where it may not go. */
export interface RoadProfile {
  milliseconds: Uint32Array;
  /** What searches minimise: the milliseconds, more where only those with business there may drive. */
  costs: Uint32Array;
  obeysTurns: boolean;
}

/**
 * A road lies between two junctions. A directed road is `2 * road`, or `2 * road + 1` against the direction in which it is drawn.
 * Nodes are the junctions and, after them, copies of junctions: a copy is reached only over a road that begins a forbidden
 * sequence, and its arcs say which turns are banned from there. So a search over nodes obeys turn bans without knowing them.
 */
export interface RoadGraph {
  junctionCount: number;
  /** Degrees times 1e7, of junctions. */
  junctionLon: Int32Array;
  junctionLat: Int32Array;
  roadFrom: Uint32Array;
  roadTo: Uint32Array;
  roadCentimetres: Uint32Array;
  /** Position in a list of classes that the maker of the graph knows. */
  roadClass: Uint8Array;
  /** Position in `names`; 0 is the empty name. */
  roadName: Uint32Array;
  /** Road r is drawn from point `firstPoint[r]` to before `firstPoint[r + 1]`, both ends included. */
  firstPoint: Uint32Array;
  /** Degrees times 1e7: lon, lat, lon, lat ... */
  points: Int32Array;
  names: string[];
  /** Copies of junction j are the nodes `firstCopy[j]` to before `firstCopy[j + 1]`. */
  firstCopy: Uint32Array;
  /** The arcs that leave node n are `firstArc[n]` to before `firstArc[n + 1]`. */
  firstArc: Uint32Array;
  arcHead: Uint32Array;
  /** The directed road that an arc stands for. */
  arcRoad: Uint32Array;
  /** 1: a banned turn. */
  arcBanned: Uint8Array;
  profiles: Record<string, RoadProfile>;
}

/** What a search needs besides the graph; made once. */
export interface RoadNetwork {
  graph: RoadGraph;
  nodeCount: number;
  arcTail: Uint32Array;
  /** The arcs that enter node n are `arcIn[firstIn[n]]` to before `arcIn[firstIn[n + 1]]`. */
  firstIn: Uint32Array;
  arcIn: Uint32Array;
  junctionOf: Uint32Array;
  /** The arc of each directed road that leaves its junction itself, not a copy; `closed` where there is none. */
  arcOfRoad: Uint32Array;
  /** Dead ends and what hangs on them: the junction through which all ways out lead, plus one; 0 in the midst of the network. */
  exitOf: Uint32Array;
}

export function openNetwork(graph: RoadGraph): RoadNetwork {
  const nodeCount = graph.firstArc.length - 1;
  const arcCount = graph.arcHead.length;
  const arcTail = new Uint32Array(arcCount);
  const firstIn = new Uint32Array(nodeCount + 1);
  for (let node = 0; node < nodeCount; node++)
    for (let arc = graph.firstArc[node]!; arc < graph.firstArc[node + 1]!; arc++) {
      arcTail[arc] = node;
      firstIn[graph.arcHead[arc]! + 1]!++;
    }
  for (let node = 0; node < nodeCount; node++) firstIn[node + 1]! += firstIn[node]!;
  const next = firstIn.slice();
  const arcIn = new Uint32Array(arcCount);
  for (let arc = 0; arc < arcCount; arc++) arcIn[next[graph.arcHead[arc]!]!++] = arc;
  const junctionOf = new Uint32Array(nodeCount);
  for (let junction = 0; junction < graph.junctionCount; junction++) {
    junctionOf[junction] = junction;
    for (let copy = graph.firstCopy[junction]!; copy < graph.firstCopy[junction + 1]!; copy++)
      junctionOf[copy] = junction;
  }
  const arcOfRoad = new Uint32Array(2 * graph.roadFrom.length).fill(closed);
  for (let arc = 0; arc < graph.firstArc[graph.junctionCount]!; arc++) arcOfRoad[graph.arcRoad[arc]!] = arc;
  return { graph, nodeCount, arcTail, firstIn, arcIn, junctionOf, arcOfRoad, exitOf: exitsOf(graph) };
}

/** Junctions with one neighbour are taken away until none is left; the neighbour was their exit. */
function exitsOf({ junctionCount, roadFrom, roadTo }: RoadGraph): Uint32Array {
  // The sum of all neighbours that are left: where there is one, the sum names it.
  const degree = new Uint32Array(junctionCount);
  const sum = new Float64Array(junctionCount);
  for (let road = 0; road < roadFrom.length; road++) {
    const [a, b] = [roadFrom[road]!, roadTo[road]!];
    if (a === b) continue;
    degree[a]!++;
    degree[b]!++;
    sum[a]! += b;
    sum[b]! += a;
  }
  const exitOf = new Uint32Array(junctionCount);
  const ends: number[] = [];
  for (let junction = 0; junction < junctionCount; junction++) if (degree[junction] === 1) ends.push(junction);
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    if (degree[end] !== 1) continue;
    const exit = sum[end]!;
    exitOf[end] = exit + 1;
    degree[end] = 0;
    sum[exit]! -= end;
    if (--degree[exit]! === 1) ends.push(exit);
  }
  return exitOf;
}

/** What one profile pays for each arc today. */
export interface ArcWeights {
  costs: Uint32Array;
  milliseconds: Uint32Array;
}

/** `closedRoads` are taken out in both directions. */
export function weightsOf(
  { graph }: RoadNetwork,
  profile: RoadProfile,
  closedRoads: Iterable<number> = [],
): ArcWeights {
  const shut = new Uint8Array(graph.roadFrom.length);
  for (const road of closedRoads) shut[road] = 1;
  const costs = new Uint32Array(graph.arcHead.length);
  const milliseconds = new Uint32Array(graph.arcHead.length);
  for (let arc = 0; arc < costs.length; arc++) {
    const directed = graph.arcRoad[arc]!;
    const barred = shut[directed >>> 1] === 1 || (profile.obeysTurns && graph.arcBanned[arc] === 1);
    costs[arc] = barred ? closed : profile.costs[directed]!;
    milliseconds[arc] = profile.milliseconds[directed]!;
  }
  return { costs, milliseconds };
}
