// What worker threads do with roads: make a graph of a source file, work out matrices and isochrones. The graph is shared memory.
import { inflateSync } from 'node:zlib';
import { buildGraph } from '../../rules/osm/build-graph.ts';
import { UnreadablePbf } from '../../rules/osm/read-pbf.ts';
import { openRoads, type RoadViews } from '../../rules/road-view.ts';
import { isochronesOnRoads, matrixOnRoads, type TravelTrouble } from '../../rules/travel-on-roads.ts';
import type { IsochroneAsked, Isochrones, MatrixAsked, TravelMatrix } from '../../rules/travel.ts';
import { decodeGraph, encodeGraph } from './graph-file.ts';

interface SharedGraph {
  file: Uint8Array;
  version: string;
}
export type RoadTask =
  | { kind: 'build'; source: Uint8Array; version: string; progress: Int32Array }
  | { kind: 'matrix'; graph: SharedGraph; asked: Omit<MatrixAsked, 'signal'> }
  | { kind: 'isochrones'; graph: SharedGraph; asked: IsochroneAsked };

export interface RoadCounts {
  junctions: number;
  roads: number;
  metres: number;
  turnBans: number;
}
export type BuildReply =
  | { ok: true; file: Uint8Array; counts: RoadCounts }
  /** What is wrong with the file, in English, for the log. */
  | { ok: false; reason: string };
export type MatrixReply = TravelMatrix | TravelTrouble;
export type IsochronesReply = Isochrones | TravelTrouble;

/** The network last used stays open in the thread. */
let open: { version: string; views: RoadViews } | undefined;
function viewsOf({ file, version }: SharedGraph): RoadViews {
  if (open?.version !== version) open = { version, views: openRoads(decodeGraph(file, version, true)) };
  return open.views;
}

export default function work(task: RoadTask): BuildReply | MatrixReply | IsochronesReply {
  if (task.kind === 'matrix') return matrixOnRoads(viewsOf(task.graph), task.asked);
  if (task.kind === 'isochrones') return isochronesOnRoads(viewsOf(task.graph), task.asked);
  return build(task);
}

function build({ source, version, progress }: Extract<RoadTask, { kind: 'build' }>): BuildReply {
  try {
    const { graph, counts } = buildGraph(source, inflateSync, (share) =>
      Atomics.store(progress, 0, Math.floor(share * 90)),
    );
    if (graph.roadFrom.length === 0) return { ok: false, reason: 'the file holds no roads' };
    const file = encodeGraph(graph, version);
    const centimetres = graph.roadCentimetres.reduce((sum, length) => sum + length, 0);
    Atomics.store(progress, 0, 100);
    return {
      ok: true,
      file,
      counts: {
        junctions: graph.junctionCount,
        roads: graph.roadFrom.length,
        metres: Math.round(centimetres / 100),
        turnBans: counts.forbiddenSequences,
      },
    };
  } catch (error) {
    if (error instanceof UnreadablePbf) return { ok: false, reason: error.message };
    throw error;
  }
}
