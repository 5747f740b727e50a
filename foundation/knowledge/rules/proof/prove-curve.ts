// Proves that a curve covers the range of the number it lies over, and never turns back.
import type { Curve } from '../curve.ts';
import { contentFault, type ContentFault } from './fault.ts';

export function proveCurve(
  where: string,
  { at, values }: Curve,
  [low, high]: readonly [number, number],
): ContentFault[] {
  if (at.length !== values.length)
    return [contentFault('bad-shape', where, `${at.length} places for ${values.length} values`)];
  const back = at.findIndex((place, index) => index > 0 && place < at[index - 1]!);
  const faults =
    back < 0 ? [] : [contentFault('overlap', `${where}[${back}]`, `${at[back]} lies before the one in front`)];
  // Three at one place: the middle one is never read.
  const unread = at.findIndex((place, index) => place === at[index + 1] && place === at[index + 2]);
  if (unread >= 0) faults.push(contentFault('overlap', `${where}[${unread}]`, `three points at ${at[unread]}`));
  if (at[0]! > low || at.at(-1)! < high)
    faults.push(contentFault('gap', where, `from ${at[0]} to ${at.at(-1)} of ${low} to ${high}`));
  return faults;
}
