// Brings what is known of a person's identity to one form, so that two records of one human being can be compared.
import { nameReadings } from '../name-tokens.ts';
import { readIdNumber } from '../id-number.ts';
import { readPhone } from '../phone.ts';
import { plainCharacters } from './variant-characters.ts';

export interface Particulars {
  name: string;
  sex: string;
  /** ISO 8601 day. */
  birthOn?: string;
  /** As it was written down: 15 or 18 digits, mistyped, or a temporary number of a hospital. */
  idNumber?: string;
  healthCard?: string;
  phone?: string;
  address?: string;
}

export interface Comparable {
  /** With variant and traditional characters replaced. */
  name: string;
  /** Readings without tones, syllables joined by a blank, dialect sounds kept. */
  readings: ReadonlySet<string>;
  /** The same with sounds that many speakers do not tell apart. */
  spokenReadings: ReadonlySet<string>;
  sex: 'male' | 'female' | undefined;
  birthOn: string | undefined;
  idNumber: string | undefined;
  /** `valid`: a check digit that fits; `mistyped`: so many digits, another check digit; `temporary`: anything else. */
  idKind: 'valid' | 'mistyped' | 'temporary' | undefined;
  healthCard: string | undefined;
  phone: string | undefined;
  /** Without province, city, county, blanks and punctuation. */
  address: string | undefined;
}

/** Pairs of initials and finals that are one sound in much of the south. */
const spokenAlike: readonly [RegExp, string][] = [
  [/\b([zcs])h/g, '$1'],
  [/\bn(?!g)/g, 'l'],
  [/\bhu(?=[aeio])/g, 'f'],
  [/ng\b/g, 'n'],
];

export function comparable(one: Particulars): Comparable {
  const name = plainCharacters(one.name);
  const readings = nameReadings(name);
  const id = idOf(one.idNumber);
  return {
    name,
    readings: new Set(readings),
    spokenReadings: new Set(readings.map(asSpoken)),
    sex: one.sex === 'male' || one.sex === 'female' ? one.sex : undefined,
    birthOn: one.birthOn,
    idNumber: id?.text,
    idKind: id?.kind,
    healthCard: one.healthCard?.replace(/[\s-]/g, '').toUpperCase() || undefined,
    phone: one.phone === undefined ? undefined : (readPhone(one.phone) ?? undefined),
    address: one.address === undefined ? undefined : plainAddress(one.address) || undefined,
  };
}

const asSpoken = (reading: string): string =>
  spokenAlike.reduce((text, [sound, other]) => text.replace(sound, other), reading);

function idOf(typed: string | undefined): { text: string; kind: 'valid' | 'mistyped' | 'temporary' } | undefined {
  const text = typed?.replace(/[\s-]/g, '').toUpperCase();
  if (!text) return undefined;
  const read = readIdNumber(text);
  if (read.ok) return { text: read.idNumber, kind: 'valid' };
  return { text, kind: /^(\d{15}|\d{17}[\dX])$/.test(text) ? 'mistyped' : 'temporary' };
}

/** Whole-width digits and signs become plain; what all addresses of a county share says nothing. */
const plainAddress = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s,.。，、·-]/gu, '')
    .replace(/^(浙江省)?(杭州市)?(临安[区市县])?/u, '');
