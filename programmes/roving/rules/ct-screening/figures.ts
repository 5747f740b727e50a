// Figures of a township for readers from outside: small numbers hidden, and what would give them away.
import { fewest } from '../small-numbers.ts';

/** A number below five is hidden, zero is told; where the rest to the step before is small it is hidden too. */
export function safeFigures<Key extends string>(figures: Record<Key, number>): Partial<Record<Key, number>> {
  const shown: Partial<Record<Key, number>> = {};
  let before: number | undefined;
  for (const key of Object.keys(figures) as Key[]) {
    const value = figures[key];
    const rest = before === undefined ? 0 : before - value;
    if (!(value > 0 && value < fewest) && !(rest > 0 && rest < fewest)) {
      shown[key] = value;
      before = value;
    }
  }
  return shown;
}
