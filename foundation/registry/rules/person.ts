// Checks a person's particulars and brings them to one form before they are registered or changed.
import { fail, succeed, type Issue, type Result } from '#platform/contract.ts';
import type { EditPersonBody, RegisterPersonBody } from '../contract.ts';
import { readIdNumber, type IdNumberFault } from './id-number.ts';
import { readHealthCard } from './health-card.ts';
import { readPhone } from './phone.ts';

const oldestYears = 130;

/** The number decides birth date and sex: particulars that contradict it are refused, not overwritten. */
export function checkPerson<Fields extends RegisterPersonBody | EditPersonBody>(
  fields: Fields,
  today: string,
): Result<Fields> {
  const issues: Issue[] = [];
  const clean = { ...fields };
  if (fields.idNumber !== undefined && fields.idNumber !== '') {
    const read = readIdNumber(fields.idNumber);
    if (!read.ok) issues.push({ path: 'idNumber', code: idNumberCode(read.fault) });
    else {
      clean.idNumber = read.idNumber;
      if (fields.birthOn !== undefined && fields.birthOn !== read.birthOn)
        issues.push({ path: 'birthOn', code: 'registry.birth-differs-from-id-number' });
      if ((fields.sex === 'male' || fields.sex === 'female') && fields.sex !== read.sex)
        issues.push({ path: 'sex', code: 'registry.sex-differs-from-id-number' });
    }
  }
  if (fields.birthOn !== undefined) {
    if (fields.birthOn > today) issues.push({ path: 'birthOn', code: 'registry.birth-in-future' });
    else if (Number(today.slice(0, 4)) - Number(fields.birthOn.slice(0, 4)) > oldestYears)
      issues.push({ path: 'birthOn', code: 'registry.birth-too-long-ago' });
  }
  if (fields.healthCard !== undefined && fields.healthCard !== '') {
    const card = readHealthCard(fields.healthCard);
    if (card === undefined) issues.push({ path: 'healthCard', code: 'registry.health-card-unreadable' });
    else clean.healthCard = card;
  }
  if (fields.phone !== undefined && fields.phone !== '') {
    const phone = readPhone(fields.phone);
    if (phone === undefined) issues.push({ path: 'phone', code: 'registry.phone-unreadable' });
    else clean.phone = phone;
  }
  if (fields.name !== undefined) {
    clean.name = fields.name.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (!/^[\p{L}\p{M}·. '’-]+$/u.test(clean.name)) issues.push({ path: 'name', code: 'registry.name-unreadable' });
  }
  if ('status' in fields) issues.push(...checkStatus(fields, today));
  return issues.length > 0 ? fail({ kind: 'invalid', code: 'registry/person-invalid', issues }) : succeed(clean);
}

/** Leaving needs its day, and the day may not lie ahead. */
function checkStatus(fields: EditPersonBody, today: string): Issue[] {
  const issues: Issue[] = [];
  if (fields.status === 'deceased' && fields.deceasedOn === undefined)
    issues.push({ path: 'deceasedOn', code: 'registry.day-missing' });
  if (fields.status === 'moved-away' && fields.movedAwayOn === undefined)
    issues.push({ path: 'movedAwayOn', code: 'registry.day-missing' });
  for (const path of ['deceasedOn', 'movedAwayOn'] as const)
    if (fields[path] !== undefined && fields[path] > today) issues.push({ path, code: 'registry.day-in-future' });
  return issues;
}

export const idNumberCode = (fault: IdNumberFault): string => `registry.id-number-${fault}`;
