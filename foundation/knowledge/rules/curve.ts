// A curve given by points: straight between them; where two points share a place, the later one counts from there on.

export interface Curve {
  /** Never falling. */
  at: readonly number[];
  values: readonly number[];
}

/** `undefined` outside of the points. */
export function valueOnCurve({ at, values }: Curve, place: number): number | undefined {
  let low = 0;
  let high = at.length - 1;
  if (!(place >= at[low]! && place <= at[high]!)) return undefined;
  // Ends at the last point that does not lie beyond the place.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (at[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  const from = at[low]!;
  const to = at[low + 1];
  if (to === undefined || from === place) return values[low];
  return values[low]! + ((values[low + 1]! - values[low]!) * (place - from)) / (to - from);
}
