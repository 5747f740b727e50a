// Dates and times as FHIRPath compares them: as far as both are precise, unknown beyond; and their boundaries.

export type MomentType = 'date' | 'dateTime' | 'time';

const datePattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d(?:\.\d+)?))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;
const timePattern = /^(\d\d)(?::(\d\d)(?::(\d\d(?:\.\d+)?))?)?$/;

interface Moment {
  time: boolean;
  /** Year to second, or hour to second; seconds with their fraction. As many as the text names. */
  parts: number[];
  zone?: string;
}

export function readMoment(text: string): Moment | undefined {
  const date = datePattern.exec(text);
  if (date)
    return {
      time: false,
      parts: date
        .slice(1, 7)
        .filter((one) => one !== undefined)
        .map(Number),
      zone: date[7],
    };
  const time = timePattern.exec(text);
  return time
    ? {
        time: true,
        parts: time
          .slice(1, 4)
          .filter((one) => one !== undefined)
          .map(Number),
      }
    : undefined;
}

/** A text that is compared as a date or time: not a bare year, which may as well be a code. */
export const looksLikeMoment = (text: string): boolean =>
  text.length >= 5 && (text.charCodeAt(4) === 45 || text.charCodeAt(2) === 58) && readMoment(text) !== undefined;

/** Minutes; without a zone a time is one of Asia/Shanghai, as everywhere in the house. */
function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined) return 8 * 60;
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone[0] === '-' ? -minutes : minutes;
}

/** The same instant in UTC, where the hour is known. */
function inUtc({ time, parts, zone }: Moment): number[] {
  if (time || parts.length < 4) return parts;
  const [year, month, day, hour, minute = 0, second] = parts;
  const at = new Date(0);
  at.setUTCFullYear(year!, month! - 1, day);
  at.setUTCHours(hour!, minute - offsetMinutes(zone));
  const shifted = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()];
  return second === undefined ? shifted.slice(0, Math.max(4, parts.length)) : [...shifted, second];
}

/** Below 0, 0, above 0; undefined where the less precise of the two leaves it open, NaN where they can't be compared. */
export function compareMoments(left: string, right: string): number | undefined {
  const [a, b] = [readMoment(left), readMoment(right)];
  if (!a || !b || a.time !== b.time) return Number.NaN;
  // A day and an instant are compared as days that the texts name.
  const whole = a.parts.length >= 4 && b.parts.length >= 4;
  const [x, y] = whole ? [inUtc(a), inUtc(b)] : [a.parts, b.parts];
  for (let place = 0; place < Math.min(x.length, y.length); place++) {
    const difference = x[place]! - y[place]!;
    if (difference !== 0) return difference;
  }
  return x.length === y.length ? 0 : undefined;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The earliest or latest moment that a partial one can mean: a day, an instant with its farthest zone, or a time. */
export function momentBoundary(text: string, type: MomentType, edge: 'low' | 'high'): string | undefined {
  const moment = readMoment(text);
  if (!moment || moment.time !== (type === 'time')) return undefined;
  const low = edge === 'low';
  const { parts, zone } = moment;
  const clock = (from: number) => {
    const [hour = low ? 0 : 23, minute = low ? 0 : 59, second] = parts.slice(from);
    // Seconds with fewer than three digits after the point are as open as those without.
    const digits = /:\d\d\.(\d+)/.exec(text)?.[1] ?? '';
    const whole = second === undefined ? (low ? 0 : 59) : Math.trunc(second);
    return `${two(hour)}:${two(minute)}:${two(whole)}.${digits.slice(0, 3).padEnd(3, low ? '0' : '9')}`;
  };
  if (type === 'time') return clock(0);
  const [year, month = low ? 1 : 12] = parts;
  const last = new Date(Date.UTC(2000 + (year! % 400), month, 0)).getUTCDate();
  const day = parts[2] ?? (low ? 1 : last);
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  // Zones reach from +14:00 to -12:00: the day begins first in the one and ends last in the other.
  return type === 'date' ? date : `${date}T${clock(3)}${zone ?? (low ? '+14:00' : '-12:00')}`;
}

/**
 * Half a unit of the last digit below or above. JSON loses the zeros at the end of a decimal: a whole number is taken
 * as written with one (1.0), the least that a decimal shows.
 */
export function decimalBoundary(value: number, edge: 'low' | 'high'): number {
  const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e');
  const digits = Math.max(1, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
  const half = 0.5 * 10 ** -digits;
  return Number((edge === 'low' ? value - half : value + half).toFixed(Math.min(100, digits + 1)));
}
