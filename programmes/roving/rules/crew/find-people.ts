// Finds people of a village by what a crew types with one thumb: name, initials, the end of the ID number.

export interface FindablePerson {
  name: string;
  initials: readonly string[];
  idTail?: string | undefined;
}

/** Empty text finds everybody. */
export function matches(person: FindablePerson, typed: string): boolean {
  const text = typed.replace(/\s/g, '').toLowerCase();
  if (text === '') return true;
  if (person.name.replace(/\s/g, '').toLowerCase().includes(text)) return true;
  if (person.initials.some((initials) => initials.startsWith(text))) return true;
  const tail = person.idTail?.toLowerCase();
  if (!tail || !/^\d{1,17}[\dx]$|^\d{1,4}$/.test(text)) return false;
  return text.length <= 4 ? tail.endsWith(text) : text.endsWith(tail);
}

/** An ID number or the 17 digits of a health record in the text of a QR code or a scanner. */
export function numberInCode(text: string): { idNumber: string } | { healthRecordNumber: string } | undefined {
  const idNumber = /(?<!\d)\d{17}[\dXx](?!\d)/.exec(text)?.[0];
  if (idNumber) return { idNumber: idNumber.toUpperCase() };
  const healthRecordNumber = /(?<!\d)\d{17}(?!\d)/.exec(text)?.[0];
  return healthRecordNumber ? { healthRecordNumber } : undefined;
}
