// Prepares measured points for drawing: a gap where nothing was measured for long, and the span of the value axis.

export interface ChartPoint {
  at: string;
  value: number;
}

/** A line over months without a reading would claim what nobody measured. */
export function withGaps(points: readonly ChartPoint[], gapDays: number): [number, number | null][] {
  const longest = gapDays * 86_400_000;
  const drawn: [number, number | null][] = [];
  let before: number | undefined;
  for (const { at, value } of points.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const time = Date.parse(at);
    if (before !== undefined && time - before > longest) drawn.push([before + (time - before) / 2, null]);
    drawn.push([time, value]);
    before = time;
  }
  return drawn;
}

/** Every point, the reference band and the target fit, with a tenth of air; a flat line gets room as well. */
export function valueSpan(values: readonly number[]): { min: number; max: number; step: number } {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const air = (high - low || Math.abs(high) || 1) * 0.1;
  const rough = Math.max((high - low + 2 * air) / 6, 0.01);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const floor = Math.floor((low - air) / step) * step;
  // What can't be negative gets no negative axis.
  return { min: low >= 0 ? Math.max(0, floor) : floor, max: Math.ceil((high + air) / step) * step, step };
}
