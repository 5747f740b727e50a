// Makes a road graph of an OpenStreetMap file: ways cut at junctions, lengths and times, barriers, turn bans.
import { expandTurns, leavingRoads } from '#platform/algorithms/roads/forbidden-turns.ts';
import { closed, type RoadGraph } from '#platform/algorithms/roads/road-graph.ts';
import { cutWays, type CutRoads } from './cut-ways.ts';
import { readPbf, type OsmHeader } from './read-pbf.ts';
import { collectRoads } from './collect-roads.ts';
import { forbiddenSequences, type TurnRestriction } from './turn-restrictions.ts';
import { turningBack } from './turning-back.ts';

export interface BuiltGraph {
  graph: RoadGraph;
  header: OsmHeader;
  counts: { ways: number; restrictions: number; forbiddenSequences: number };
}

/** Throws UnreadablePbf. `onProgress` is told the share of the file that was read. */
export function buildGraph(
  file: Uint8Array,
  inflate: (packed: Uint8Array) => Uint8Array,
  onProgress?: (share: number) => void,
): BuiltGraph {
  const { visitor, collected } = collectRoads(file.length);
  const header = readPbf(file, inflate, visitor, onProgress);
  const cut = cutWays(collected);
  const open = new Uint8Array(cut.car.milliseconds.length);
  for (let directed = 0; directed < open.length; directed++)
    if (cut.car.milliseconds[directed] !== closed || cut.emergency.milliseconds[directed] !== closed)
      open[directed] = 1;
  const bans = sequencesOf(cut, open, collected.restrictions);
  const bare = { ...cut, open };
  const leaving = leavingRoads(bare);
  const arcs = expandTurns(bare, [...bans, ...turningBack(cut, open, bans, leaving)], leaving);
  return {
    graph: {
      junctionCount: cut.junctionCount,
      junctionLon: cut.junctionLon,
      junctionLat: cut.junctionLat,
      roadFrom: cut.roadFrom,
      roadTo: cut.roadTo,
      roadCentimetres: cut.roadCentimetres,
      roadClass: cut.roadClass,
      roadName: cut.roadName,
      firstPoint: cut.firstPoint,
      points: cut.points,
      names: cut.names,
      ...arcs,
      profiles: {
        car: { ...cut.car, obeysTurns: true },
        // On a call an ambulance is bound neither by turn bans nor by private roads (道路交通安全法, article 53); one-way roads it keeps.
        emergency: { ...cut.emergency, obeysTurns: false },
      },
    },
    header,
    counts: {
      ways: collected.ways.length,
      restrictions: collected.restrictions.length,
      forbiddenSequences: bans.length,
    },
  };
}

/** Car bans only: they count for roads that a car may use. */
function sequencesOf(cut: CutRoads, open: Uint8Array, restrictions: readonly TurnRestriction[]): number[][] {
  if (restrictions.length === 0) return [];
  const tail = (directed: number) => (directed % 2 === 0 ? cut.roadFrom : cut.roadTo)[directed >>> 1]!;
  const head = (directed: number) => tail(directed ^ 1);
  const wanted = new Set(
    restrictions.flatMap(({ viaNode, viaWays }) =>
      viaWays.length > 0 || viaNode === undefined ? [] : cut.junctionsAt(viaNode),
    ),
  );
  // Ends of via ways are not known before they are driven: the roads that leave a junction are then searched for.
  const leaving = new Map<number, number[]>();
  const note = (directed: number) => {
    const list = leaving.get(tail(directed));
    if (list) list.push(directed);
    else leaving.set(tail(directed), [directed]);
  };
  const all = restrictions.some(({ viaWays, only }) => viaWays.length > 0 && only);
  for (let directed = 0; directed < open.length; directed++)
    if (open[directed] && (all || wanted.has(tail(directed)))) note(directed);
  return restrictions.flatMap((restriction) =>
    forbiddenSequences(
      {
        roadsOf: cut.roadsOf,
        junctionsAt: cut.junctionsAt,
        tail,
        head,
        isOpen: (directed) => open[directed] === 1,
        leaving: (junction) => leaving.get(junction) ?? [],
      },
      restriction,
    ),
  );
}
