// Days as whole numbers since 1970, to reckon with.
import type { Day } from '#platform/contract.ts';

const dayMilliseconds = 86_400_000;
export const numberOfDay = (day: Day): number => Math.round(Date.parse(day) / dayMilliseconds);
export const dayOfNumber = (number: number): Day => new Date(number * dayMilliseconds).toISOString().slice(0, 10);
/** Days from one to the other. */
export const daysFrom = (from: Day, to: Day): number => numberOfDay(to) - numberOfDay(from);
export const dayAfter = (day: Day, days: number): Day => dayOfNumber(numberOfDay(day) + days);

/** From its first day until the day before `until`. */
export interface Span {
  from: number;
  until: number;
}
/** In order, without overlaps and without gaps of no day. */
export function joinedSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.filter(({ from, until }) => from < until).toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
    else joined.push({ ...span });
  }
  return joined;
}
export const within = (spans: readonly Span[], { from, until }: Span): Span[] =>
  spans
    .map((span) => ({ from: Math.max(span.from, from), until: Math.min(span.until, until) }))
    .filter((span) => span.from < span.until);

/** What is left of `spans` without the days of `taken`; both joined. */
export function withoutSpans(spans: readonly Span[], taken: readonly Span[]): Span[] {
  return spans.flatMap((span) => {
    const left: Span[] = [];
    let { from } = span;
    for (const hole of within(taken, span)) {
      if (from < hole.from) left.push({ from, until: hole.from });
      from = hole.until;
    }
    if (from < span.until) left.push({ from, until: span.until });
    return left;
  });
}
export const daysIn = (spans: readonly Span[]): number => spans.reduce((sum, { from, until }) => sum + until - from, 0);
