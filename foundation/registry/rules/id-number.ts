// The resident identity number (GB 11643-1999): check digit, birth date, sex, and the upgrade of 15-digit numbers.

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

export type IdNumberFault = 'length' | 'character' | 'region' | 'birth-date' | 'check-digit';
type IdNumberReading =
  | { ok: true; idNumber: string; regionCode: string; birthOn: string; sex: 'male' | 'female' }
  | { ok: false; fault: IdNumberFault };

/** The 18th character for the first seventeen digits (ISO 7064 MOD 11-2). */
export function checkCharacter(seventeen: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0);
  return checkCharacters[sum % 11]!;
}

/** Reads a number as people type it: spaces and a small x are forgiven, 15 digits become 18 (all were issued before 2000). */
export function readIdNumber(typed: string): IdNumberReading {
  const text = typed.replace(/[\s-]/g, '').toUpperCase();
  if (text.length === 15) {
    if (!/^\d{15}$/.test(text)) return { ok: false, fault: 'character' };
    const seventeen = `${text.slice(0, 6)}19${text.slice(6)}`;
    return readIdNumber(seventeen + checkCharacter(seventeen));
  }
  if (text.length !== 18) return { ok: false, fault: 'length' };
  if (!/^\d{17}[\dX]$/.test(text)) return { ok: false, fault: 'character' };
  // GB/T 2260: the first digit is one of eight great regions, 1 to 8 (9 is used for foreign permanent residents).
  if (text.startsWith('0') || text.startsWith('00', 2)) return { ok: false, fault: 'region' };
  const birthOn = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  if (!isDay(birthOn) || birthOn < '1850-01-01') return { ok: false, fault: 'birth-date' };
  if (text[17] !== checkCharacter(text.slice(0, 17))) return { ok: false, fault: 'check-digit' };
  return {
    ok: true,
    idNumber: text,
    regionCode: text.slice(0, 6),
    birthOn,
    sex: Number(text[16]) % 2 === 1 ? 'male' : 'female',
  };
}

/** A calendar day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

/** Builds a number from its parts; `sequence` is 0..999, odd for men. */
export function makeIdNumber(regionCode: string, birthOn: string, sequence: number): string {
  const seventeen = `${regionCode}${birthOn.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return seventeen + checkCharacter(seventeen);
}
