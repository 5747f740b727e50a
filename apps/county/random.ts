// Seeded random numbers: the same seed and labels give the same sequence, whatever else was drawn before.

export interface Random {
  /** 32 random bits, unsigned. */
  word(): number;
  /** In [0, 1). */
  next(): number;
  /** Whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One of the items by its weight. */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item;
  /** Normally distributed (Box-Muller). */
  normal(mean: number, deviation: number): number;
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** sfc32 (Chris Doty-Humphrey's small fast counter), seeded by a hash of all labels. */
export function random(...labels: readonly (string | number)[]): Random {
  let [a, b, c] = hash(labels.join('\u0000'));
  let counter = 1;
  const word = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 12; warm++) word();
  const next = () => word() / 4_294_967_296;
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    word,
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)]!,
    weighted(items) {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) if ((left -= weight) < 0) return item;
      return items.at(-1)![0];
    },
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle(items) {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
      }
      return shuffled;
    },
  };
}

/** Three 32-bit words from a text (FNV-1a with three starting points). */
function hash(text: string): [number, number, number] {
  const words: [number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b];
  for (let index = 0; index < text.length; index++)
    for (const place of [0, 1, 2] as const)
      words[place] = Math.imul(words[place] ^ text.charCodeAt(index), 0x01000193 + place * 0x1000);
  return [words[0] | 0, words[1] | 0, words[2] | 0];
}
