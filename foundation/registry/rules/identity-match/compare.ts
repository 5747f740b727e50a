// Compares two people field by field: how far each agrees, and nothing about what follows from it.
import type { Comparable } from './comparable.ts';

export const idLevels = ['same', 'near', 'doubtful', 'different', 'missing'] as const;
export const cardLevels = ['same', 'different', 'missing'] as const;
export const nameLevels = ['same', 'homophone', 'near', 'surname', 'different'] as const;
export const birthLevels = ['same', 'near', 'year', 'different', 'missing'] as const;
export const sexLevels = ['same', 'different', 'missing'] as const;
export const phoneLevels = ['same', 'different', 'missing'] as const;
export const addressLevels = ['same', 'near', 'different', 'missing'] as const;

export interface Comparison {
  idNumber: (typeof idLevels)[number];
  healthCard: (typeof cardLevels)[number];
  name: (typeof nameLevels)[number];
  birthOn: (typeof birthLevels)[number];
  sex: (typeof sexLevels)[number];
  phone: (typeof phoneLevels)[number];
  address: (typeof addressLevels)[number];
}

export const compare = (one: Comparable, other: Comparable): Comparison => ({
  idNumber: compareIds(one, other),
  healthCard: sameOrNot(one.healthCard, other.healthCard),
  name: compareNames(one, other),
  birthOn: compareBirths(one.birthOn, other.birthOn),
  sex: sameOrNot(one.sex, other.sex),
  phone: sameOrNot(one.phone, other.phone),
  address: compareAddresses(one.address, other.address),
});

function sameOrNot(one: string | undefined, other: string | undefined): 'same' | 'different' | 'missing' {
  if (one === undefined || other === undefined) return 'missing';
  return one === other ? 'same' : 'different';
}

/**
 * Two numbers with fitting check digits are one or two people, nothing between. A mistyped one is near another that it
 * becomes by one digit or by two neighbours changing places: its check digit (ISO 7064 MOD 11-2) catches just these.
 */
function compareIds(one: Comparable, other: Comparable): Comparison['idNumber'] {
  if (one.idNumber === undefined || other.idNumber === undefined) return 'missing';
  if (one.idNumber === other.idNumber) return one.idKind === 'mistyped' ? 'near' : 'same';
  // What a hospital gave for the time being says nothing about a number from elsewhere.
  if (one.idKind === 'temporary' || other.idKind === 'temporary') return 'missing';
  if (one.idKind === 'valid' && other.idKind === 'valid') return 'different';
  return oneSlip(one.idNumber, other.idNumber) ? 'near' : 'doubtful';
}

/** One character replaced, or two neighbours swapped. */
export function oneSlip(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const places = [...one].flatMap((sign, place) => (sign === other[place] ? [] : [place]));
  const [first, second] = places;
  if (places.length === 1) return true;
  return places.length === 2 && second === first! + 1 && one[first!] === other[second] && one[second] === other[first!];
}

function compareNames(one: Comparable, other: Comparable): Comparison['name'] {
  if (one.name === other.name) return 'same';
  if (shares(one.readings, other.readings)) return 'homophone';
  const [signs, others] = [[...one.name], [...other.name]];
  const equal = signs.filter((sign, place) => sign === others[place]).length;
  const alike = shares(one.spokenReadings, other.spokenReadings);
  if (
    alike ||
    (signs.length === others.length && signs.length > 2 && equal === signs.length - 1 && signs[0] === others[0])
  )
    return 'near';
  return signs[0] === others[0] ? 'surname' : 'different';
}
const shares = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].some((reading) => reading !== '' && other.has(reading));

/** Near: one slip of a digit, or day and month exchanged. */
function compareBirths(one: string | undefined, other: string | undefined): Comparison['birthOn'] {
  if (one === undefined || other === undefined) return 'missing';
  if (one === other) return 'same';
  const [year, month, day] = one.split('-');
  if (`${year}-${day}-${month}` === other || oneSlip(one, other)) return 'near';
  return other.startsWith(`${year}-`) ? 'year' : 'different';
}

/** Overlap of neighbouring characters (Dice) from which two ways to write one address are near. */
const nearOverlap = 0.7;
function compareAddresses(one: string | undefined, other: string | undefined): Comparison['address'] {
  if (one === undefined || other === undefined) return 'missing';
  if (one === other) return 'same';
  // Another house number is another house, however alike the rest is.
  const sameHouse = numbersOf(one) === numbersOf(other) && numbersOf(one) !== '';
  return sameHouse && overlap(one, other) >= nearOverlap ? 'near' : 'different';
}
const numbersOf = (address: string): string => (address.match(/\d+/g) ?? []).join(' ');
function overlap(one: string, other: string): number {
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  const both = pairs.filter((pair) => others.includes(pair)).length;
  return pairs.length + others.length === 0 ? 0 : (2 * both) / (pairs.length + others.length);
}
const pairsOf = (text: string): string[] => [
  ...new Set([...text].slice(1).map((sign, place) => [...text][place]! + sign)),
];
