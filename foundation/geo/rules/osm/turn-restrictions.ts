// Turn restrictions: what a relation of type restriction forbids or alone allows, as sequences of directed roads.
import type { OsmMember, OsmTags } from './read-pbf.ts';

export interface TurnRestriction {
  /** `no_entry` and `no_exit` have several. */
  from: number[];
  /** A node, or ways in order. */
  viaNode?: number;
  viaWays: number[];
  to: number[];
  only: boolean;
}

/** Undefined where the relation says nothing to cars. */
export function turnRestrictionOf(tags: OsmTags, members: () => OsmMember[]): TurnRestriction | undefined {
  const type = tags.get('type');
  if (type !== 'restriction' && !type?.startsWith('restriction:')) return undefined;
  if (/motorcar|motor_vehicle/.test(tags.get('except') ?? '')) return undefined;
  const rule =
    tags.get('restriction:motorcar') ?? tags.get('restriction:motor_vehicle') ?? tags.get('restriction') ?? '';
  const only = rule.startsWith('only_');
  if (!only && !rule.startsWith('no_')) return undefined;
  const list = members();
  const ways = (role: string) => list.filter((one) => one.role === role && one.type === 'way').map((one) => one.id);
  const [from, to, viaWays] = [ways('from'), ways('to'), ways('via')];
  const viaNode = list.find((one) => one.role === 'via' && one.type === 'node')?.id;
  if (from.length === 0 || to.length === 0 || (viaNode === undefined && viaWays.length === 0)) return undefined;
  return { from, to, viaWays, only, ...(viaNode !== undefined && { viaNode }) };
}

/** What the restrictions need to know of the roads into which the ways were cut. */
export interface CutWays {
  /** First and one past the last road of a way; undefined where the way is no road. */
  roadsOf(way: number): readonly [first: number, end: number] | undefined;
  /** Junctions made of a node: several where a barrier stands on it; none where no road passes. */
  junctionsAt(node: number): readonly number[];
  tail(directed: number): number;
  head(directed: number): number;
  isOpen(directed: number): boolean;
  /** Open directed roads that leave a junction. */
  leaving(junction: number): readonly number[];
}

/** The sequences that may not be driven; empty where the restriction fits no road here. */
export function forbiddenSequences(cut: CutWays, { from, to, viaNode, viaWays, only }: TurnRestriction): number[][] {
  const sequences: number[][] = [];
  for (const way of from)
    for (const start of directedRoads(cut, way)) {
      const via = viaNode === undefined ? alongWays(cut, start, viaWays) : atNode(cut, start, viaNode);
      if (!via) continue;
      const junction = cut.head(via.at(-1)!);
      const exits = to.flatMap((target) => directedRoads(cut, target)).filter((road) => cut.tail(road) === junction);
      // Turning back into the road one came from is not what a `to` on the same way means, unless it is the same way.
      const named = exits.filter((road) => road !== (via.at(-1)! ^ 1) || to.some((target) => from.includes(target)));
      if (named.length === 0) continue;
      const banned = only ? cut.leaving(junction).filter((road) => !named.includes(road)) : named;
      for (const road of banned) sequences.push([...via, road]);
    }
  return sequences;
}

function directedRoads(cut: CutWays, way: number): number[] {
  const [first, end] = cut.roadsOf(way) ?? [0, 0];
  const roads: number[] = [];
  for (let road = first; road < end; road++)
    for (const directed of [2 * road, 2 * road + 1]) if (cut.isOpen(directed)) roads.push(directed);
  return roads;
}

const atNode = (cut: CutWays, start: number, node: number): number[] | undefined =>
  cut.junctionsAt(node).includes(cut.head(start)) ? [start] : undefined;

/** Each via way is driven from one of its ends to the other. */
function alongWays(cut: CutWays, start: number, ways: readonly number[]): number[] | undefined {
  const sequence = [start];
  for (const way of ways) {
    const [first, end] = cut.roadsOf(way) ?? [0, 0];
    if (first === end) return undefined;
    const along = Array.from({ length: end - first }, (_, step) => 2 * (first + step));
    const against = along.map((road) => road + 1).toReversed();
    const here = cut.head(sequence.at(-1)!);
    const driven = [along, against].find(
      (roads) => cut.tail(roads[0]!) === here && roads.every((road) => cut.isOpen(road)),
    );
    if (!driven) return undefined;
    sequence.push(...driven);
  }
  return sequence;
}
