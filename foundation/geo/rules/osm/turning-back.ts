// Keeps searches from dodging a turn ban by turning round behind the next corner: near bans, turning back is banned too, save in dead ends.
import type { LeavingRoads } from '#platform/algorithms/roads/forbidden-turns.ts';
import type { CutRoads } from './cut-ways.ts';

/** So far from a ban nobody turns round to get past it; farther away a driver finds a place to turn. */
const nearBanCentimetres = 30_000;

/** Sequences of a directed road and its reverse at junctions near the ends of the banned sequences. */
export function turningBack(
  cut: CutRoads,
  open: Uint8Array,
  bans: readonly (readonly number[])[],
  { firstOut, out }: LeavingRoads,
): number[][] {
  if (bans.length === 0) return [];
  const tail = (directed: number) => (directed % 2 === 0 ? cut.roadFrom : cut.roadTo)[directed >>> 1]!;
  const away = new Map<number, number>();
  // Lengths only grow along the way: a junction that is found again nearer is looked at again.
  let border = [...new Set(bans.flatMap((ban) => ban.slice(1).map(tail)))];
  for (const junction of border) away.set(junction, 0);
  while (border.length > 0) {
    const further: number[] = [];
    for (const junction of border)
      for (let at = firstOut[junction]!; at < firstOut[junction + 1]!; at++) {
        const directed = out[at]!;
        const head = tail(directed ^ 1);
        const length = away.get(junction)! + cut.roadCentimetres[directed >>> 1]!;
        if (length > nearBanCentimetres || length >= (away.get(head) ?? Infinity)) continue;
        away.set(head, length);
        further.push(head);
      }
    border = further;
  }
  const sequences: number[][] = [];
  for (const junction of away.keys()) {
    const leaving = Array.from(out.subarray(firstOut[junction]!, firstOut[junction + 1]!));
    for (const directed of leaving) {
      const entering = directed ^ 1;
      if (open[entering] && leaving.length > 1) sequences.push([entering, directed]);
    }
  }
  return sequences;
}
