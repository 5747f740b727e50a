// Turns what someone typed into the search box into terms that every found person must match.
import { isDay, readIdNumber } from './id-number.ts';
import { hanQueryGrams, isHan } from './name-tokens.ts';
import { readHealthCard } from './health-card.ts';
import { readPhone } from './phone.ts';

export type SearchTerm =
  /** All of these tokens, exactly. */
  | { kind: 'han'; text: string; tokens: string[] }
  /** The beginning of the pinyin, of the initials or of a Latin word. */
  | { kind: 'latin'; text: string }
  | { kind: 'id-number'; idNumber: string }
  | { kind: 'phone'; phone: string }
  /** Last four characters of the ID number or of the phone. */
  | { kind: 'last-four'; text: string }
  | { kind: 'birth-date'; birthOn: string }
  | { kind: 'health-record-number'; number: string }
  | { kind: 'health-card'; card: string };

/** Terms of a text, or `unreadable` where a part of it can't be a name, number or date. */
export function readSearch(text: string): { terms: SearchTerm[]; unreadable?: string } {
  const terms: SearchTerm[] = [];
  const latin: string[] = [];
  for (const word of text
    .normalize('NFKC')
    .trim()
    .split(/[\s,，、;；]+/)) {
    if (word === '') continue;
    const letters = word.toLowerCase().replace(/['’·.-]/g, '');
    // Scanned: letters and many digits in one word, or longer than any other number.
    const card = isCard(word) ? readHealthCard(word) : undefined;
    if (card) {
      terms.push({ kind: 'health-card', card });
      continue;
    }
    // Foreign test records carry numbers behind the name (Medhurst46): the letters count, as in the stored tokens.
    if (/^[a-zü]+\d*$/.test(letters)) {
      latin.push(letters.replace(/\d+$/, '').replace(/[vü]/g, 'u'));
      continue;
    }
    const term = readWord(word);
    if (!term) return { terms: [], unreadable: word };
    terms.push(...term);
  }
  // Syllables typed apart are one pinyin: 「wang xiao ming」.
  if (latin.length > 0) terms.push({ kind: 'latin', text: latin.join('') });
  return { terms };
}

/** An ID number with its X, a date or a phone is none. */
const isCard = (word: string): boolean =>
  /^[\dA-Za-z-]{9,64}$/.test(word) &&
  !/^\d{17}[\dXx]$/.test(word) &&
  (/^\d{19,}$/.test(word) || (/[A-Za-z]/.test(word) && word.replace(/\D/g, '').length >= 6));

function readWord(word: string): SearchTerm[] | undefined {
  const birthOn = readDate(word);
  if (birthOn) return [{ kind: 'birth-date', birthOn }];
  if ([...word].some(isHan)) {
    if (!/^[\p{Script=Han}·.]+$/u.test(word)) return readMixed(word);
    return [{ kind: 'han', text: [...word].filter(isHan).join(''), tokens: hanQueryGrams(word) }];
  }
  const number = readIdNumber(word);
  if (number.ok) return [{ kind: 'id-number', idNumber: number.idNumber }];
  if (/^\d{17}$/.test(word)) return [{ kind: 'health-record-number', number: word }];
  const phone = readPhone(word);
  if (phone) return [{ kind: 'phone', phone }];
  if (/^\d{3}[\dXx]$/.test(word)) return [{ kind: 'last-four', text: word.toUpperCase() }];
  return undefined;
}

/** 「王小明1234」 and 「王ming」: cut where the kind of character changes. */
function readMixed(word: string): SearchTerm[] | undefined {
  const parts = word.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [];
  const terms: SearchTerm[] = [];
  for (const part of parts) {
    const letters = part.toLowerCase();
    const read: SearchTerm[] | undefined = /^[a-z]+$/.test(letters)
      ? [{ kind: 'latin', text: letters }]
      : readWord(part);
    if (!read) return undefined;
    terms.push(...read);
  }
  return terms;
}

/** 1960-03-04, 1960/3/4, 1960年3月4日, 19600304. */
export function readDate(text: string): string | undefined {
  const match = /^((?:18|19|20)\d{2})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, date, twoMonth, twoDate] = match;
  const day = `${year}-${(month ?? twoMonth)!.padStart(2, '0')}-${(date ?? twoDate)!.padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}
