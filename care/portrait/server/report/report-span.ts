// The year that a report is about: from its first moment to its last, or to now.
import { dayOf } from '#platform/contract.ts';
import type { ReportSpan } from './report-parts.ts';

/** Midnight in Shanghai. */
export const startOfYear = (year: number): Date => new Date(`${year}-01-01T00:00:00+08:00`);

export function spanOf(year: number, now: Date): ReportSpan {
  const end = startOfYear(year + 1);
  const to = now < end ? now : new Date(end.getTime() - 1);
  return { year, from: startOfYear(year), to, asOf: dayOf(to) };
}

/** This year and the one before: further back the models that stand today were not in force. */
export const yearsOffered = (now: Date): number[] => {
  const year = Number(dayOf(now).slice(0, 4));
  return [year, year - 1];
};
