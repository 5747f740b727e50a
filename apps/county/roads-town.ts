// The streets of a town in the demo: blocks around a roundabout at the seat, some of them one-way, with a few banned turns.
import type { Random } from './random.ts';
import type { RoadSketch } from './roads-sketch.ts';

const blockMetres = 130;
const ringMetres = 22;
const ringPoints = 8;

/** Draws the streets; returns the points of the roundabout, from which country roads leave. */
export function drawTown(
  sketch: RoadSketch,
  [east, north]: readonly [number, number],
  reach: number,
  numbers: Random,
): number[] {
  const turn = numbers.next() * Math.PI;
  const at = (right: number, up: number): readonly [number, number] => [
    east + right * Math.cos(turn) - up * Math.sin(turn),
    north + right * Math.sin(turn) + up * Math.cos(turn),
  ];
  const ring = Array.from({ length: ringPoints }, (_, step) => {
    const angle = (step / ringPoints) * 2 * Math.PI;
    return sketch.point(at(ringMetres * Math.cos(angle), ringMetres * Math.sin(angle)), false);
  });
  sketch.way([...ring, ring[0]!], { highway: 'tertiary', junction: 'roundabout', maxspeed: '30' });
  const corners = new Map<string, number>();
  for (let row = -reach; row <= reach; row++)
    for (let column = -reach; column <= reach; column++)
      if (row !== 0 || column !== 0)
        corners.set(`${column}:${row}`, sketch.point(at(column * blockMetres, row * blockMetres)));
  const block = (a: string, b: string, line: number): void => {
    const [from, to] = [corners.get(a), corners.get(b)];
    if (from === undefined || to === undefined) return;
    sketch.way([from, to], streetTags(line));
  };
  for (let line = -reach; line <= reach; line++)
    for (let step = -reach; step < reach; step++) {
      block(`${step}:${line}`, `${step + 1}:${line}`, line);
      block(`${line}:${step}`, `${line}:${step + 1}`, line);
    }
  // The four arms of the main streets end in the roundabout.
  for (const [arm, corner] of ['1:0', '0:1', '-1:0', '0:-1'].entries())
    sketch.way([ring[(arm * ringPoints) / 4]!, corners.get(corner)!], streetTags(0));
  if (reach >= 2) banTurns(sketch, corners, reach, numbers);
  return ring;
}

/** Main streets in the middle; beside them one-way streets, one each way; the outer ones in both directions. */
function streetTags(line: number): Record<string, string> {
  if (line === 0) return { highway: 'tertiary', maxspeed: '40' };
  const oneway: Record<string, string> = Math.abs(line) === 1 ? { oneway: line > 0 ? 'yes' : '-1' } : {};
  return { highway: 'residential', ...oneway };
}

/** Short side streets of their own, so that each ban names two ways that end at the crossing. */
function banTurns(sketch: RoadSketch, corners: Map<string, number>, reach: number, numbers: Random): void {
  for (const [name, corner] of corners) {
    const [column, row] = name.split(':').map(Number);
    if (Math.max(Math.abs(column!), Math.abs(row!)) === reach || row === 0 || column === 0 || !numbers.chance(0.4))
      continue;
    const [east, north] = sketch.points[corner]!;
    const yard = sketch.point([east + 45, north + 30], false);
    const lane = sketch.point([east - 40, north + 45], false);
    const [entry, exit] = [
      sketch.way([yard, corner], { highway: 'service' }),
      sketch.way([corner, lane], { highway: 'service' }),
    ];
    sketch.ban(entry, corner, exit, numbers.chance(0.5) ? 'no_left_turn' : 'no_right_turn');
  }
}
