// The outline of what lies at or below a level on a grid of values (marching squares), as rings with their holes.

export interface Grid {
  columns: number;
  rows: number;
  values: Float32Array;
}
export type GridRing = [x: number, y: number][];

// For the sixteen patterns of corners inside (1 low left, 2 low right, 4 high right, 8 high left): from which side of the
// cell to which the outline runs, with the inside on its left. 0 low, 1 right, 2 high, 3 left.
const runs: readonly (readonly [from: number, to: number])[][] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
];

/** Polygons in grid units: the outer ring against the clock, then its holes with the clock; rings are closed. The border must lie outside. */
export function outlineBelow({ columns, rows, values }: Grid, level: number, leastHole = 0): GridRing[][] {
  const inside = (x: number, y: number) => values[y * columns + x]! <= level;
  /** A grid line between two neighbours: 2 * corner to the right, 2 * corner + 1 upwards. */
  const lineOf = (x: number, y: number, side: number): number => {
    if (side === 0) return 2 * (y * columns + x);
    if (side === 1) return 2 * (y * columns + x + 1) + 1;
    if (side === 2) return 2 * ((y + 1) * columns + x);
    return 2 * (y * columns + x) + 1;
  };
  const following = new Map<number, number>();
  for (let y = 0; y + 1 < rows; y++)
    for (let x = 0; x + 1 < columns; x++) {
      const pattern =
        (inside(x, y) ? 1 : 0) |
        (inside(x + 1, y) ? 2 : 0) |
        (inside(x + 1, y + 1) ? 4 : 0) |
        (inside(x, y + 1) ? 8 : 0);
      for (const [from, to] of runs[pattern]!) following.set(lineOf(x, y, from), lineOf(x, y, to));
    }
  const crossing = (line: number): [number, number] => {
    const corner = line >>> 1;
    const [x, y] = [corner % columns, Math.floor(corner / columns)];
    const [here, there] = [values[corner]!, values[line % 2 === 0 ? corner + 1 : corner + columns]!];
    const share = (level - here) / (there - here);
    return line % 2 === 0 ? [x + share, y] : [x, y + share];
  };
  const outer: { ring: GridRing; area: number; holes: GridRing[] }[] = [];
  const holes: GridRing[] = [];
  for (const start of following.keys()) {
    if (!following.has(start)) continue;
    const ring: GridRing = [];
    for (let line: number | undefined = start; line !== undefined;) {
      ring.push(crossing(line));
      const next: number | undefined = following.get(line);
      following.delete(line);
      line = next;
    }
    const area = areaOf(ring);
    if (area > 0) outer.push({ ring, area, holes: [] });
    else if (-area > leastHole) holes.push(ring);
  }
  outer.sort((a, b) => a.area - b.area);
  for (const hole of holes) outer.find(({ ring }) => encloses(ring, hole[0]!))?.holes.push(hole);
  return outer.toReversed().map(({ ring, holes: own }) => [ring, ...own]);
}

function areaOf(ring: GridRing): number {
  let twice = 0;
  for (let at = 0; at + 1 < ring.length; at++)
    twice += ring[at]![0] * ring[at + 1]![1] - ring[at + 1]![0] * ring[at]![1];
  return twice / 2;
}
function encloses(ring: GridRing, [x, y]: [number, number]): boolean {
  let within = false;
  for (let at = 0; at + 1 < ring.length; at++) {
    const [[ax, ay], [bx, by]] = [ring[at]!, ring[at + 1]!];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) within = !within;
  }
  return within;
}
