// Binary coded decimals of JT/T 808: telephone numbers and times of day in GMT+8.
import { hexOf } from './bytes.ts';

/** Digits of the number without leading zeros; "0" where there are none. Nibbles above 9, which some makers send, stay as letters. */
export const numberOfBcd = (bytes: Uint8Array): string => hexOf(bytes).replace(/^0+(?=.)/, '');

/** The number's last digits where it is too long. */
export function bcdOfNumber(digits: string, length: number): number[] {
  const text = digits.padStart(length * 2, '0').slice(-length * 2);
  return Array.from({ length }, (_, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16));
}

/** All times of the protocol are GMT+8, save that of the reply to a time query (0x8004), which is UTC. */
const gmt8 = 8;

/** Six bytes YY MM DD hh mm ss of this century; undefined where they are no time (a terminal without a fix sends zeros). */
export function timeOfBcd(bytes: Uint8Array, offsetHours: number = gmt8): Date | undefined {
  if (bytes.length !== 6) return undefined;
  const numbers: number[] = [];
  for (const byte of bytes) {
    if (byte >> 4 > 9 || (byte & 15) > 9) return undefined;
    numbers.push((byte >> 4) * 10 + (byte & 15));
  }
  const [year, month, day, hour, minute, second] = numbers as [number, number, number, number, number, number];
  const local = new Date(Date.UTC(2000 + year, month - 1, day, hour, minute, second));
  const same = local.getUTCMonth() === month - 1 && local.getUTCDate() === day && local.getUTCHours() === hour;
  if (!same || minute > 59 || second > 59) return undefined;
  return new Date(local.getTime() - offsetHours * 3_600_000);
}

export function bcdOfTime(at: Date | undefined, offsetHours: number = gmt8): number[] {
  if (!at) return [0, 0, 0, 0, 0, 0];
  const local = new Date(at.getTime() + offsetHours * 3_600_000).toISOString();
  return bcdOfNumber(local.slice(2, 19).replace(/\D/g, ''), 6);
}
