// A motorway through the demo county: two one-way carriageways, with ramps to the roads below.
import type { Random } from './random.ts';
import type { RoadSketch } from './roads-sketch.ts';

const apartMetres = 26;
const asideMetres = 700;
const pieceMetres = 400;
const motorwayTags = { highway: 'motorway', maxspeed: '100', name: '演示高速' };
const rampTags = { highway: 'motorway_link', oneway: 'yes', maxspeed: '40' };

/** `towns` in order along the way; there are ramps beside the first, the last and every other town. */
export function drawMotorway(sketch: RoadSketch, towns: readonly (readonly [number, number])[], numbers: Random): void {
  const course = towns.flatMap(([east, north], index): (readonly [number, number])[] => {
    const after = towns[index + 1];
    const here: readonly [number, number] = [east + asideMetres * 0.6, north - asideMetres];
    if (!after) return [here];
    const pieces = Math.max(1, Math.round(Math.hypot(after[0] - east, after[1] - north) / pieceMetres));
    return Array.from({ length: pieces }, (_, piece) => {
      const share = piece / pieces;
      const sway = piece === 0 ? 0 : 120 * Math.sin(share * Math.PI * 4) + 40 * (numbers.next() - 0.5);
      return [here[0] + (after[0] - east) * share, here[1] + (after[1] - north) * share + sway] as const;
    });
  });
  const carriageway = (side: 1 | -1) =>
    course.map(([east, north]) => sketch.point([east, north + (side * apartMetres) / 2], false));
  const [outward, homeward] = [carriageway(-1), carriageway(1)];
  sketch.way(outward, motorwayTags);
  sketch.way(homeward.toReversed(), motorwayTags);
  for (let index = 0; index < towns.length; index++) {
    if (index % 2 === 1 && index !== towns.length - 1) continue;
    const here = nearestOf(course, towns[index]!);
    const town = sketch.nearest(course[here]!)!.point;
    // Leaving before the town and joining after it, in each direction.
    const [before, after] = [Math.max(0, here - 1), Math.min(course.length - 1, here + 1)];
    sketch.way([outward[before]!, town], rampTags);
    sketch.way([town, outward[after]!], rampTags);
    sketch.way([homeward[after]!, town], rampTags);
    sketch.way([town, homeward[before]!], rampTags);
  }
}

function nearestOf(course: readonly (readonly [number, number])[], [east, north]: readonly [number, number]): number {
  const away = course.map(([x, y]) => Math.hypot(x - east, y - north));
  return away.indexOf(Math.min(...away));
}
