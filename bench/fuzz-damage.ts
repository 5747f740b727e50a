// Damages texts and JSON trees the way broken senders do, from a seed.

type Json = Record<string, unknown>;

export interface FuzzRandom {
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

/** mulberry32: the same sequence on every machine. */
export function fuzzRandom(seed: number): FuzzRandom {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, chance: (probability) => next() < probability, pick: (items) => items[below(items.length)]! };
}

function nested(depth: number, list: boolean): unknown {
  let inner: unknown = 1;
  for (let level = 0; level < depth; level++) inner = list ? [inner] : { extension: [inner] };
  return inner;
}

const strange: readonly unknown[] = [
  null,
  '',
  ' ',
  '\u0000',
  '\u001f',
  '\ud800',
  '𠮷野家',
  'x'.repeat(70_000),
  "'; drop table x; --",
  '%s%n',
  '../../etc/passwd',
  'Patient?identifier=%',
  'urn:uuid:',
  '#',
  'sealed:id:v1.AAAA',
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  0.1 + 0.2,
  true,
  [],
  {},
  [[]],
  { __proto__: null, constructor: { prototype: { x: 1 } } },
  '9999-12-31',
  '0000-00-00',
  '2024-02-30T99:99:99Z',
  '-271821-04-20',
  nested(150, true),
  nested(150, false),
];

interface Spot {
  owner: Json | unknown[];
  key: string | number;
}

function spotsOf(value: unknown, into: Spot[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    into.push({ owner: value as Json, key });
    spotsOf((value as Json)[key as string], into);
  }
}

/** A copy with one to three faults: values replaced, doubled, moved, renamed or taken away anywhere in the tree. */
export function damageTree<Tree extends object>(tree: Tree, random: FuzzRandom): Tree {
  const copy = structuredClone(tree);
  for (let fault = random.below(3); fault >= 0; fault--) {
    const spots: Spot[] = [];
    spotsOf(copy, spots);
    if (spots.length === 0) break;
    const { owner, key } = random.pick(spots);
    const holder = owner as Json;
    const other = random.pick(spots);
    switch (random.below(6)) {
      case 0:
        if (Array.isArray(owner)) owner.splice(Number(key), 1);
        else delete holder[key];
        break;
      case 1:
        holder[key] = [holder[key], holder[key]];
        break;
      case 2:
        holder[key] = structuredClone((other.owner as Json)[other.key]);
        break;
      case 3:
        if (!Array.isArray(owner)) holder[`_${key}`] = holder[key];
        break;
      case 4:
        if (typeof holder[key] === 'string') holder[key] = damageText(holder[key], random);
        else holder[key] = String(holder[key]);
        break;
      default:
        holder[key] = structuredClone(random.pick(strange));
    }
  }
  return copy;
}

const signs = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\\u0000',
  '\u0000',
  '|',
  '$',
  '%',
  '&',
  '=',
  '\n',
  '王',
  '\ufeff',
  '1e999',
];

/** A text with signs put in, taken out, doubled, or cut off. */
export function damageText(text: string, random: FuzzRandom): string {
  let damaged = text;
  for (let fault = random.below(3); fault >= 0; fault--) {
    const at = random.below(damaged.length + 1);
    switch (random.below(4)) {
      case 0:
        damaged = damaged.slice(0, at) + random.pick(signs) + damaged.slice(at);
        break;
      case 1:
        damaged = damaged.slice(0, at) + damaged.slice(at + 1 + random.below(5));
        break;
      case 2:
        damaged = damaged.slice(0, at) + damaged.slice(Math.max(0, at - random.below(40)));
        break;
      default:
        damaged = damaged.slice(0, at);
    }
  }
  return damaged;
}
