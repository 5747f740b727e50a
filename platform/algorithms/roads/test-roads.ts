// Small invented road graphs for tests, and a plain search over sequences of roads that shares nothing with the searches it checks.
import fc from 'fast-check';
import { expandTurns } from './forbidden-turns.ts';
import { closed, openNetwork, type RoadGraph, type RoadNetwork } from './road-graph.ts';
import type { RoadPlace } from './road-place.ts';

export interface DrawnRoad {
  from: number;
  to: number;
  /** 0: closed in that direction. */
  forward: number;
  backward: number;
  centimetres: number;
}
export interface DrawnNetwork {
  junctions: [lon: number, lat: number][];
  roads: DrawnRoad[];
  forbidden: number[][];
}

/** `obeys` false: the profile ignores turn bans. */
export function networkOf({ junctions, roads, forbidden }: DrawnNetwork, obeys = true): RoadNetwork {
  const times = Uint32Array.from(
    roads.flatMap(({ forward, backward }) => [forward, backward]),
    (time) => time || closed,
  );
  const roadFrom = Uint32Array.from(roads, ({ from }) => from);
  const roadTo = Uint32Array.from(roads, ({ to }) => to);
  const bare = {
    junctionCount: junctions.length,
    roadFrom,
    roadTo,
    open: times.map((time) => (time === closed ? 0 : 1)),
  };
  const graph: RoadGraph = {
    ...bare,
    ...expandTurns({ ...bare, open: Uint8Array.from(bare.open) }, forbidden),
    junctionLon: Int32Array.from(junctions, ([lon]) => lon * 1e7),
    junctionLat: Int32Array.from(junctions, ([, lat]) => lat * 1e7),
    roadCentimetres: Uint32Array.from(roads, ({ centimetres }) => centimetres),
    roadClass: new Uint8Array(roads.length),
    roadName: new Uint32Array(roads.length),
    firstPoint: Uint32Array.from({ length: roads.length + 1 }, (_, road) => 2 * road),
    points: Int32Array.from(
      roads.flatMap(({ from, to }) => [...junctions[from]!, ...junctions[to]!]),
      (degrees) => Math.round(degrees * 1e7),
    ),
    names: [''],
    profiles: { car: { milliseconds: times, costs: times, obeysTurns: obeys } },
  };
  return openNetwork(graph);
}

/** Positions within some kilometres; times are not tied to lengths. */
export const drawnNetworks: fc.Arbitrary<DrawnNetwork> = fc.integer({ min: 2, max: 7 }).chain((count) => {
  const junction = fc.nat(count - 1);
  const time = fc.oneof(
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 60_000 }) },
  );
  const road = fc.record({
    from: junction,
    to: junction,
    forward: time,
    backward: time,
    centimetres: fc.integer({ min: 1, max: 500_000 }),
  });
  const degrees = (base: number) => fc.integer({ min: 0, max: 1000 }).map((step) => base + step / 20_000);
  return fc.array(road, { minLength: 1, maxLength: 10 }).chain((roads) =>
    fc.record({
      junctions: fc.array(fc.tuple(degrees(119), degrees(30)), { minLength: count, maxLength: count }),
      roads: fc.constant(roads),
      forbidden: fc
        .array(drivenSequences(roads), { maxLength: 6 })
        .map((all) => all.filter(({ length }) => length > 1)),
    }),
  );
});

/** Sequences of two to four roads that can be driven one after the other. */
function drivenSequences(roads: readonly DrawnRoad[]): fc.Arbitrary<number[]> {
  return fc
    .tuple(fc.nat(2 * roads.length - 1), fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }))
    .map(([first, choices]) => {
      const sequence = isOpen(roads, first) ? [first] : [];
      for (const choice of choices) {
        const last = sequence.at(-1);
        if (last === undefined) break;
        const next = roads
          .flatMap((_, road) => [2 * road, 2 * road + 1])
          .filter((one) => isOpen(roads, one) && tailOf(roads, one) === headOf(roads, last));
        if (next.length === 0) break;
        sequence.push(next[choice % next.length]!);
      }
      return sequence;
    });
}

export const timeOf = (roads: readonly DrawnRoad[], directed: number): number =>
  directed % 2 === 0 ? roads[directed >>> 1]!.forward : roads[directed >>> 1]!.backward;
const isOpen = (roads: readonly DrawnRoad[], directed: number): boolean => timeOf(roads, directed) > 0;
const tailOf = (roads: readonly DrawnRoad[], directed: number): number =>
  directed % 2 === 0 ? roads[directed >>> 1]!.from : roads[directed >>> 1]!.to;
export const headOf = (roads: readonly DrawnRoad[], directed: number): number => tailOf(roads, directed ^ 1);

/**
 * Least time from a junction to every junction over sequences of roads none of which holds a forbidden one. The state is
 * the junction with as many of the last roads as the longest beginning of a forbidden sequence has.
 */
export function plainTimes({ junctions, roads, forbidden }: DrawnNetwork, start: number): number[] {
  const times = junctions.map(() => Infinity);
  const done = new Set<string>();
  const remembered = Math.max(1, ...forbidden.map(({ length }) => length)) - 1;
  const queue: { junction: number; driven: number[]; time: number }[] = [{ junction: start, driven: [], time: 0 }];
  while (queue.length > 0) {
    queue.sort((a, b) => a.time - b.time);
    const { junction, driven, time } = queue.shift()!;
    const state = `${junction}:${driven.join()}`;
    if (done.has(state)) continue;
    done.add(state);
    times[junction] = Math.min(times[junction]!, time);
    for (let directed = 0; directed < 2 * roads.length; directed++) {
      if (!isOpen(roads, directed) || tailOf(roads, directed) !== junction) continue;
      const then = [...driven, directed];
      if (forbidden.some((ban) => ban.every((road, at) => then[then.length - ban.length + at] === road))) continue;
      queue.push({
        junction: headOf(roads, directed),
        driven: remembered === 0 ? [] : then.slice(-remembered),
        time: time + timeOf(roads, directed),
      });
    }
  }
  return times;
}

/** Undefined where no road ends. */
export function atJunction({ junctions, roads }: DrawnNetwork, junction: number): RoadPlace | undefined {
  const road = roads.findIndex(({ from, to }) => from === junction || to === junction);
  if (road < 0) return undefined;
  const [lon, lat] = junctions[junction]!;
  return { road, share: roads[road]!.from === junction ? 0 : 1, junction, lon, lat, offMetres: 0 };
}
