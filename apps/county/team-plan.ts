// Shares out the villages of a county among service teams of two or three neighbouring villages.
import type { LonLat } from '#platform/contract.ts';
import { distanceMetres } from '#foundation/geo/rules/distance.ts';

/**
 * How many teams of three each township gets so that the county has `owningThree` of them: a township with an odd
 * number of villages needs an odd number, the rest goes in pairs to the largest.
 */
export function teamsOfThree(villageCounts: readonly number[], owningThree: number): number[] {
  const threes = villageCounts.map((count) => count % 2);
  let left = owningThree - threes.reduce((sum, count) => sum + count, 0);
  const bySize = [...villageCounts.keys()].sort((a, b) => villageCounts[b]! - villageCounts[a]!);
  for (let turn = 0; left > 0; turn++) {
    const town = bySize[turn % bySize.length]!;
    if (threes[town]! * 3 + 6 > villageCounts[town]!) continue;
    threes[town]! += 2;
    left -= 2;
  }
  if (left !== 0) throw new Error(`${owningThree} teams of three can't be made of these townships`);
  return threes;
}

/** Groups of neighbours: always the outermost village that is left, with those nearest to it. */
export function groupVillages<Place extends { at: LonLat }>(
  places: readonly Place[],
  seat: LonLat,
  threes: number,
): Place[][] {
  let left = [...places];
  const groups: Place[][] = [];
  while (left.length > 0) {
    const size = groups.length < threes ? 3 : 2;
    const outermost = left.reduce((far, place) =>
      distanceMetres(place.at, seat) > distanceMetres(far.at, seat) ? place : far,
    );
    const group = left
      .toSorted((a, b) => distanceMetres(a.at, outermost.at) - distanceMetres(b.at, outermost.at))
      .slice(0, size);
    groups.push(group);
    left = left.filter((place) => !group.includes(place));
  }
  return groups;
}
