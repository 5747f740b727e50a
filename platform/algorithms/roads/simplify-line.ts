// Leaves out points of a line that lie closer than a tolerance to the line through those that stay (Douglas and Peucker).

/** The first and the last point stay. In the units of the points. */
export function simplifyLine<Point extends readonly [x: number, y: number]>(
  line: readonly Point[],
  tolerance: number,
): Point[] {
  if (line.length < 3) return [...line];
  const kept = new Uint8Array(line.length);
  kept[0] = kept[line.length - 1] = 1;
  const spans: [number, number][] = [[0, line.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span;
    let [farthest, at] = [tolerance, -1];
    for (let index = first + 1; index < last; index++) {
      const away = distanceToSegment(line[index]!, line[first]!, line[last]!);
      if (away > farthest) [farthest, at] = [away, index];
    }
    if (at < 0) continue;
    kept[at] = 1;
    spans.push([first, at], [at, last]);
  }
  return line.filter((_, index) => kept[index] === 1);
}

function distanceToSegment(
  [x, y]: readonly [number, number],
  a: readonly [number, number],
  b: readonly [number, number],
) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / length));
  return Math.hypot(x - a[0] - share * dx, y - a[1] - share * dy);
}
