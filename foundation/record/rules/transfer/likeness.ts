// Whether the Patient of a file is the person whose record it shall go into.
import { readIdNumber } from '#foundation/registry/rules/id-number.ts';
import type { Likeness } from '../../transfer-contract.ts';

interface Facts {
  name?: string;
  birthOn?: string;
  idNumber?: string;
}
/** 15 digits as 18; what is no number is compared as it stands. */
const whole = (text: string): string => {
  const read = readIdNumber(text);
  return read.ok ? read.idNumber : text.trim().toUpperCase();
};
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s·•]/g, '')
    .toLowerCase();

/** Two ID numbers decide; without both, name and day of birth; what lacks even these is for the reader's eye. */
export function likenessOf(file: Facts, person: Facts): Likeness {
  if (file.idNumber && person.idNumber) return whole(file.idNumber) === whole(person.idNumber) ? 'same' : 'different';
  if (!file.name || !person.name) return 'unclear';
  const named = plain(file.name) === plain(person.name);
  const born = file.birthOn !== undefined && person.birthOn !== undefined;
  if (born && file.birthOn !== person.birthOn) return named ? 'unclear' : 'different';
  return named && born ? 'alike' : 'unclear';
}
