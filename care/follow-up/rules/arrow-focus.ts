// Where the arrows of a remote lead: to the nearest place in their direction, straight ahead before aslant.
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}
export const arrows = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const;
export type Arrow = (typeof arrows)[number];

/** A way aslant counts this many times its length. */
const aslant = 3;

/** Index of the place, undefined where there is none in that direction. */
export function nextPlace(from: Place, places: readonly Place[], arrow: Arrow): number | undefined {
  const upright = arrow === 'ArrowUp' || arrow === 'ArrowDown';
  const sign = arrow === 'ArrowDown' || arrow === 'ArrowRight' ? 1 : -1;
  const middle = ({ left, top, width, height }: Place) => [left + width / 2, top + height / 2] as const;
  const [x, y] = middle(from);
  let best: { index: number; cost: number } | undefined;
  for (const [index, place] of places.entries()) {
    const [otherX, otherY] = middle(place);
    const ahead = sign * (upright ? otherY - y : otherX - x);
    if (ahead <= 0) continue;
    const cost = ahead + aslant * Math.abs(upright ? otherX - x : otherY - y);
    if (!best || cost < best.cost) best = { index, cost };
  }
  return best?.index;
}
