// Texts for string searches: parts of names and addresses, compared without case and accents, Chinese names by pinyin too.
import { pinyin } from 'pinyin-pro';

/** Unified ideographs, digits and small letters have no accents, no case and no other width. */
const normalAlready = /^[\u4e00-\u9fff0-9a-z]*$/;

/** FHIR compares strings without case, accents and differences of width; blanks are trimmed. */
export function normalString(text: string): string {
  if (normalAlready.test(text)) return text.slice(0, 200);
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .trim()
    .slice(0, 200);
}

const han = /\p{Script=Han}/u;

/** 王小明 is also found as `wangxiaoming` and `wxm`; surname readings (单 shan, 曾 zeng) come first. */
function pinyinForms(name: string): string[] {
  if (!han.test(name)) return [];
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head' });
  return [syllables.join(''), syllables.map((syllable) => syllable[0] ?? '').join('')];
}

interface NameOrAddress {
  text?: string;
  family?: string;
  given?: string[];
  prefix?: string[];
  suffix?: string[];
  line?: string[];
  city?: string;
  district?: string;
  state?: string;
  postalCode?: string;
  country?: string;
}

/** The texts of an element that a string search compares, each from its beginning. */
export function stringsOf(value: unknown, type: string): string[] {
  if (typeof value === 'string') return [value, ...pinyinForms(value)];
  const parts = value as NameOrAddress;
  if (type === 'HumanName') {
    const name =
      parts.text ?? (han.test(parts.family ?? '') ? [parts.family, ...(parts.given ?? [])].join('') : undefined);
    return [
      parts.text,
      parts.family,
      ...(parts.given ?? []),
      ...(parts.prefix ?? []),
      ...(parts.suffix ?? []),
      ...(name ? pinyinForms(name) : []),
    ].filter((part) => part !== undefined);
  }
  if (type === 'Address') {
    const { text, line, city, district, state, postalCode, country } = parts;
    return [text, ...(line ?? []), city, district, state, postalCode, country].filter((part) => part !== undefined);
  }
  return [];
}
