// FHIR partial dates as half-open intervals of milliseconds: 2024-02 means the whole of February.

import { remembered } from './remember.ts';

export interface Interval {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

const shanghaiOffset = 8 * 3_600_000;
const pattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined) return shanghaiOffset;
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone[0] === '-' ? -minutes : minutes) * 60_000;
}

/** Undefined for a text that is not a date. Without a zone the date is one of Asia/Shanghai. */
export const dateInterval = remembered(readInterval);

function readInterval(text: string): Interval | undefined {
  const parts = pattern.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  const utc = (y: number, m: number, d: number) => {
    const at = new Date(0);
    at.setUTCFullYear(y, m, d); // Date.UTC would read the years 0 to 99 as 1900 to 1999
    return at.getTime();
  };
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  if (m > 11 || d < 1 || new Date(utc(y, m, d)).getUTCMonth() !== m) return undefined;
  const offset = zoneOffset(zone);
  if (hour === undefined) {
    const to = day ? utc(y, m, d + 1) : month ? utc(y, m + 1, 1) : utc(y + 1, 0, 1);
    return { from: utc(y, m, d) - offset, to: to - offset };
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return undefined;
  const milliseconds = fraction ? Math.floor(Number(fraction) * 1000) : 0;
  const from =
    utc(y, m, d) -
    offset +
    Number(hour) * 3_600_000 +
    Number(minute) * 60_000 +
    Number(second ?? 0) * 1000 +
    milliseconds;
  return { from, to: from + (fraction ? 1 : second ? 1000 : 60_000) };
}

interface Period {
  start?: string;
  end?: string;
}
interface Timing {
  event?: string[];
  repeat?: { boundsPeriod?: Period };
}

/** The time that a date element of any type covers; open ends are infinite. */
export function intervalOf(value: unknown, type: string): Interval | undefined {
  if (typeof value === 'string') return dateInterval(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (type === 'Period') {
    const { start, end } = value as Period;
    if (start === undefined && end === undefined) return undefined;
    const from = start === undefined ? Number.NEGATIVE_INFINITY : dateInterval(start)?.from;
    const to = end === undefined ? Number.POSITIVE_INFINITY : dateInterval(end)?.to;
    return from === undefined || to === undefined ? undefined : { from, to };
  }
  if (type === 'Timing') {
    const { event, repeat } = value as Timing;
    const all = [
      ...(event ?? []).map(dateInterval),
      repeat?.boundsPeriod ? intervalOf(repeat.boundsPeriod, 'Period') : undefined,
    ].filter((one) => one !== undefined);
    if (all.length === 0) return undefined;
    return { from: Math.min(...all.map((one) => one.from)), to: Math.max(...all.map((one) => one.to)) };
  }
  return undefined;
}

export const datePrefixes = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export type Prefix = (typeof datePrefixes)[number];

/** Whether a target interval matches a search interval, as http://hl7.org/fhir/R4/search.html#prefix words it. */
export function intervalMatches(prefix: Prefix, target: Interval, search: Interval): boolean {
  const contained = search.from <= target.from && target.to <= search.to;
  switch (prefix) {
    case 'eq':
      return contained;
    case 'ne':
      return !contained;
    case 'gt':
      return target.to > search.to;
    case 'lt':
      return target.from < search.from;
    case 'ge':
      return target.to > search.to || contained;
    case 'le':
      return target.from < search.from || contained;
    case 'sa':
      return target.from >= search.to;
    case 'eb':
      return target.to <= search.from;
    case 'ap':
      return target.from < search.to && target.to > search.from;
  }
}
