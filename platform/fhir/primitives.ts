// The value formats of R4 primitive types (http://hl7.org/fhir/R4/datatypes.html), as hand-written checks.

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a real calendar day; month and day may be missing (partial dates). */
function isCalendarDay(year: number, month?: number, day?: number): boolean {
  if (year < 1 || year > 9999) return false;
  if (month === undefined) return true;
  if (month < 1 || month > 12) return false;
  if (day === undefined) return true;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= daysInMonth[month - 1]! + (leap ? 1 : 0);
}

const datePattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/;
const zonePattern = /^(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

function isDate(text: string): boolean {
  const parts = datePattern.exec(text);
  if (!parts) return false;
  return isCalendarDay(
    Number(parts[1]),
    parts[2] === undefined ? undefined : Number(parts[2]),
    parts[3] === undefined ? undefined : Number(parts[3]),
  );
}

/** A full day, time and zone. */
function isInstant(text: string): boolean {
  if (text.length < 20 || text[10] !== 'T' || !isDate(text.slice(0, 10))) return false;
  const zoneAt = text.endsWith('Z') ? text.length - 1 : text.length - 6;
  return timePattern.test(text.slice(11, zoneAt)) && zonePattern.test(text.slice(zoneAt));
}

const isString = (value: unknown): value is string => typeof value === 'string' && value.length > 0;
const matching = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const wholeNumber = (from: number) => (value: unknown) =>
  Number.isInteger(value) && (value as number) >= from && (value as number) <= 2_147_483_647;
const uri = matching(/^\S+$/);

function isBase64(value: unknown): boolean {
  if (!isString(value)) return false;
  const compact = /\s/.test(value) ? value.replaceAll(/\s/g, '') : value;
  return compact.length % 4 === 0 && /^[0-9A-Za-z+/]*={0,2}$/.test(compact);
}

export const primitiveChecks: Record<string, (value: unknown) => boolean> = {
  base64Binary: isBase64,
  boolean: (value) => typeof value === 'boolean',
  canonical: uri,
  code: matching(/^[^\s]+(\s[^\s]+)*$/),
  date: (value) => typeof value === 'string' && isDate(value),
  dateTime: (value) => typeof value === 'string' && (value.length > 10 ? isInstant(value) : isDate(value)),
  decimal: (value) => typeof value === 'number' && Number.isFinite(value),
  id: matching(/^[A-Za-z0-9\-.]{1,64}$/),
  instant: (value) => typeof value === 'string' && isInstant(value),
  integer: wholeNumber(-2_147_483_648),
  markdown: isString,
  oid: matching(/^urn:oid:[0-2](\.(0|[1-9]\d*))+$/),
  positiveInt: wholeNumber(1),
  string: isString,
  time: matching(timePattern),
  unsignedInt: wholeNumber(0),
  uri,
  url: uri,
  uuid: matching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  xhtml: matching(/^\s*<div[\s>/]/),
};
