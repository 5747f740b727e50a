// UUIDv7 ids that the seed decides, so that the same seed makes the same county down to its ids.
import { formatUuidv7 } from '#platform/kernel/clock/identity.ts';
import { random } from './random.ts';

/** Ids that all begin with one instant; a label keeps the sequences of different makers apart. */
export function seededIds(seed: number, label: string, at: Date): () => string {
  const numbers = random(seed, 'id', label);
  let milliseconds = at.getTime();
  let counter = 0;
  return () => {
    if (counter > 0xfff) {
      counter = 0;
      milliseconds += 1;
    }
    const bytes = new Uint8Array(8);
    for (let index = 0; index < 8; index++) bytes[index] = numbers.below(256);
    return formatUuidv7(milliseconds, counter++, bytes);
  };
}
