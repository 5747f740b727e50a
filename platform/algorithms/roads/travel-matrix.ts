// Time and length from each of many places to each of many others.
import type { ArcWeights, RoadNetwork } from './road-graph.ts';
import { arrivalsAt, departuresFrom, directWay, type RoadPlace } from './road-place.ts';
import { SearchSpace, type Access } from './search-space.ts';
import { spreadFrom, spreadTo } from './spread.ts';

interface Times {
  seconds: Float64Array;
  metres: Float64Array;
}

/**
 * Row by row; Infinity where no road leads. A place that is undefined lies on no road.
 * One search for each row or each column, whichever are fewer. `shouldStop` is asked between searches.
 */
export function travelTimes(
  network: RoadNetwork,
  weights: ArcWeights,
  sources: readonly (RoadPlace | undefined)[],
  targets: readonly (RoadPlace | undefined)[],
  shouldStop: () => boolean = () => false,
): Times {
  const times: Times = {
    seconds: new Float64Array(sources.length * targets.length).fill(Infinity),
    metres: new Float64Array(sources.length * targets.length).fill(Infinity),
  };
  const space = new SearchSpace(network);
  const byRow = sources.length <= targets.length;
  const accessOf = (place: RoadPlace | undefined, outward: boolean): Access[] =>
    place ? (outward ? departuresFrom : arrivalsAt)(network, weights, place) : [];
  const others = (byRow ? targets : sources).map((place) => accessOf(place, !byRow));
  for (const [index, place] of (byRow ? sources : targets).entries()) {
    if (!place) continue;
    if (shouldStop()) break;
    (byRow ? spreadFrom : spreadTo)(network, weights, space, accessOf(place, byRow));
    for (const [other, accesses] of others.entries()) {
      const [row, column] = byRow ? [index, other] : [other, index];
      const [from, to] = [sources[row], targets[column]];
      if (!from || !to) continue;
      let best = directWay(network, weights, from, to) as
        { cost: number; milliseconds: number; centimetres: number } | undefined;
      for (const { node, cost, milliseconds, centimetres } of accesses) {
        const whole = space.costTo(node) + cost;
        if (whole < (best?.cost ?? Infinity))
          best = {
            cost: whole,
            milliseconds: space.milliseconds[node]! + milliseconds,
            centimetres: space.centimetres[node]! + centimetres,
          };
      }
      if (!best) continue;
      times.seconds[row * targets.length + column] = best.milliseconds / 1000;
      times.metres[row * targets.length + column] = best.centimetres / 100;
    }
  }
  return times;
}
