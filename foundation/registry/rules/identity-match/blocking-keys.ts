// Keys under which records of one person meet: two records that share none are never compared.
import type { Comparable } from './comparable.ts';

/**
 * Number, card, phone, the birth date with a reading of the name, and the last six digits of the number with the birth
 * year: every pair that the automatic threshold can reach shares one, since it needs the name's sound and the birth date
 * or a number.
 */
export function blockingKeys(one: Comparable): string[] {
  const keys: string[] = [];
  if (one.idNumber) keys.push(`i${one.idNumber}`);
  if (one.idNumber && one.idNumber.length === 18)
    keys.push(`t${one.idNumber.slice(-6)}`, `b${one.idNumber.slice(0, 14)}`);
  if (one.healthCard) keys.push(`c${one.healthCard}`);
  if (one.phone) keys.push(`p${one.phone}`);
  if (one.birthOn) for (const reading of one.readings) if (reading !== '') keys.push(`n${one.birthOn} ${reading}`);
  return keys;
}
