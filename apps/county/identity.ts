// UUIDv7 ids that the seed decides, so that the same seed makes the same county down to its ids.
import { random } from './random.ts';

const hex = Array.from({ length: 0x10000 }, (_, value) => value.toString(16).padStart(4, '0'));

/** Ids in ascending order that all begin with one instant; a label keeps the sequences of different makers apart. */
export function seededIds(seed: number, label: string, at: Date): () => string {
  const numbers = random(seed, 'id', label);
  let milliseconds = at.getTime();
  let counter = 0;
  let time = timeOf(milliseconds);
  return () => {
    if (counter > 0xfff) {
      counter = 0;
      time = timeOf(++milliseconds);
    }
    const first = numbers.word();
    const second = numbers.word();
    // RFC 9562 5.7: version 7 before the counter, variant 10 before the random bits.
    const variant = ((first >>> 16) & 0x3fff) | 0x8000;
    return `${time}-7${hex[counter++]!.slice(1)}-${hex[variant]!}-${hex[first & 0xffff]!}${hex[second >>> 16]!}${hex[second & 0xffff]!}`;
  };
}

/** What of such an id the seed alone decides: what is drawn by it is the same whenever the county is seeded. */
export const seededPart = (id: string): string => id.slice(14);

function timeOf(milliseconds: number): string {
  const text = milliseconds.toString(16).padStart(12, '0');
  return `${text.slice(0, 8)}-${text.slice(8)}`;
}
