// Months and days of a plan, as texts: `2026-12` and `2026-12-24` in Asia/Shanghai.
import type { Day } from '#platform/contract.ts';

/** `YYYY-MM`. */
export type Month = string;

export const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;
export const monthOf = (on: Day): Month => on.slice(0, 7);

const utc = (on: Day): Date => new Date(`${on}T00:00:00Z`);
const text = (at: Date): Day => at.toISOString().slice(0, 10);

export function addDays(on: Day, days: number): Day {
  return text(new Date(utc(on).getTime() + days * 86_400_000));
}

export function addMonths(month: Month, months: number): Month {
  const at = utc(`${month}-01`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return text(at).slice(0, 7);
}

/** All days of the month in order. */
export function daysOf(month: Month): Day[] {
  const first: Day = `${month}-01`;
  const count = Math.round((utc(`${addMonths(month, 1)}-01`).getTime() - utc(first).getTime()) / 86_400_000);
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** Monday is 1, Sunday 7 (ISO 8601). */
export const weekdayOf = (on: Day): number => utc(on).getUTCDay() || 7;

/** The Monday of the day's week. */
export const weekOf = (on: Day): Day => addDays(on, 1 - weekdayOf(on));

export const daysBetween = (from: Day, to: Day): number =>
  Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
