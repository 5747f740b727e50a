// Search tokens of a Chinese name: Han characters singly and in pairs, full pinyin and initials, surname readings included.
import { pinyin } from 'pinyin-pro';

/**
 * Tokens carry a letter for their kind: `h` Han 1- or 2-gram, `y` full pinyin, `n` initials, `w` a word in Latin letters.
 * `y`, `n` and `w` are matched by their beginning, `h` exactly.
 */
interface NameTokens {
  tokens: string[];
  /** Full pinyin, for sorting and display: `wangxiaoming`. */
  pinyin: string;
}

const han = /\p{Script=Han}/u;
export const isHan = (character: string): boolean => han.test(character);

/** Up to this many readings of a name are kept; names with several ambiguous characters exist. */
const mostReadings = 8;

/** Tokens under which a name is stored. */
export function nameTokens(name: string): NameTokens {
  const tokens = new Set<string>();
  const characters = [...name.normalize('NFKC')];
  const hanOnly = characters.filter(isHan);
  for (const gram of hanGrams(hanOnly)) tokens.add(`h${gram}`);
  const latin = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .replaceAll('v', 'u')
    .trim();
  if (latin !== '') {
    for (const word of latin.split(' ')) tokens.add(`w${word}`);
    tokens.add(`w${latin.replaceAll(' ', '')}`);
  }
  const readings = hanOnly.length > 0 ? readingsOf(hanOnly.join('')) : [];
  for (const syllables of readings) {
    tokens.add(`y${syllables.join('')}`);
    tokens.add(`n${syllables.map((syllable) => syllable[0]).join('')}`);
    // The given name alone is typed too: 「xiaoming」, 「xm」.
    for (let from = 1; from < syllables.length; from++) tokens.add(`y${syllables.slice(from).join('')}`);
    if (syllables.length > 2)
      tokens.add(
        `n${syllables
          .slice(1)
          .map((syllable) => syllable[0])
          .join('')}`,
      );
  }
  return { tokens: [...tokens], pinyin: readings[0]?.join('') ?? latin.replaceAll(' ', '') };
}

/** Single characters and neighbouring pairs. */
function hanGrams(characters: readonly string[]): string[] {
  const pairs = characters.slice(1).map((character, index) => characters[index]! + character);
  return [...new Set([...characters, ...pairs])];
}

/** Tokens that a typed Han text must all have: its pairs, or the single character. */
export function hanQueryGrams(text: string): string[] {
  const characters = [...text].filter(isHan);
  if (characters.length === 1) return [`h${characters[0]}`];
  return characters.slice(1).map((character, index) => `h${characters[index]!}${character}`);
}

/** Every likely pinyin of a text of Han characters, the best first. */
export const pinyinOf = (text: string): string[] => [
  ...new Set(readingsOf([...text].filter(isHan).join('')).map((syllables) => syllables.join(''))),
];

/** Every likely reading of the Han characters of a name, syllables joined by a blank, the best first; one empty text without any. */
export const nameReadings = (name: string): string[] =>
  readingsOf([...name].filter(isHan).join('')).map((syllables) => syllables.join(' '));

const plain = { toneType: 'none', v: true, type: 'array' } as const;

/** Every likely reading, the best first: surname reading at the head, then the common readings of the other characters. */
function readingsOf(text: string): string[][] {
  const best = pinyin(text, { ...plain, surname: 'head' }).map(onlyLetters);
  const choices = [...text].map((character, index) => {
    const others = index === 0 ? usualReading(character) : commonReadings(character);
    return [...new Set([best[index]!, ...others.map(onlyLetters)])].filter((reading) => reading !== '').slice(0, 2);
  });
  let readings: string[][] = [[]];
  for (const options of choices)
    readings = readings.flatMap((reading) => options.map((option) => [...reading, option])).slice(0, mostReadings);
  return readings;
}

/** Readings of single characters, looked up once: names are made of few different ones. */
const perCharacter = (look: (character: string) => string[]) => {
  const known = new Map<string, string[]>();
  return (character: string): string[] => {
    let readings = known.get(character);
    if (!readings) known.set(character, (readings = look(character)));
    return readings;
  };
};
const usualReading = perCharacter((character) => pinyin(character, plain));
const commonReadings = perCharacter((character) => pinyin(character, { ...plain, multiple: true }).slice(0, 2));
/** ü is typed as v by input methods and as u by hurried people; both find it because u is what is stored. */
const onlyLetters = (syllable: string): string =>
  syllable
    .toLowerCase()
    .replace(/[vü]/g, 'u')
    .replace(/[^a-z]/g, '');
