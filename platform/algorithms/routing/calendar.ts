// Working days of a horizon with holidays and make-up days, and the visit patterns that fixed weekdays give in it.
import type { Day, VisitPattern } from './problem.ts';

/** 1 = Monday ... 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Days are `YYYY-MM-DD`. */
export interface HolidayCalendar {
  /** No clinics on these days. */
  off: readonly string[];
  /** Days of rest that are worked (调休), for the weekday that they stand in for where one is named. */
  makeUp: readonly { on: string; standsFor?: Weekday }[];
}

export interface WorkingDay {
  on: string;
  weekday: Weekday;
  /** Mondays since the first of January 1970; the same for Monday to Sunday. */
  week: number;
  makeUp: boolean;
  standsFor?: Weekday;
}

export interface Horizon {
  /** Their indices are the days of the problem. */
  days: readonly WorkingDay[];
  /** Weekdays of rest by the calendar, in range. */
  off: readonly { on: string; weekday: Weekday; week: number }[];
  /** Weeks in which a holiday or a make-up day moves visits. */
  changedWeeks: ReadonlySet<number>;
}

const millisecondsPerDay = 86_400_000;
const numberOf = (on: string): number => {
  const milliseconds = Date.parse(`${on}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || Number.isNaN(milliseconds)) throw new RangeError(`${on} is no day`);
  return milliseconds / millisecondsPerDay;
};
/** 1970-01-01 was a Thursday. */
const weekdayOf = (number: number): Weekday => (((((number + 3) % 7) + 7) % 7) + 1) as Weekday;
const weekOf = (number: number): number => Math.floor((number + 3) / 7);

/** Monday to Friday from `firstOn` to `lastOn` without the days off, with the make-up days. Throws RangeError on no day. */
export function horizonOf(firstOn: string, lastOn: string, { off, makeUp }: HolidayCalendar): Horizon {
  const days: WorkingDay[] = [];
  const rest: Horizon['off'][number][] = [];
  const changedWeeks = new Set<number>();
  for (let number = numberOf(firstOn); number <= numberOf(lastOn); number++) {
    const on = new Date(number * millisecondsPerDay).toISOString().slice(0, 10);
    const [weekday, week] = [weekdayOf(number), weekOf(number)];
    const replaced = makeUp.find((day) => day.on === on);
    if (replaced) {
      days.push({ on, weekday, week, makeUp: true, standsFor: replaced.standsFor });
      changedWeeks.add(week);
    } else if (weekday <= 5 && off.includes(on)) {
      rest.push({ on, weekday, week });
      changedWeeks.add(week);
    } else if (weekday <= 5) days.push({ on, weekday, week, makeUp: false });
  }
  return { days, off: rest, changedWeeks };
}

export interface WeekdayRule {
  /** Fixed weekdays, one visit a week on each. */
  weekdays: readonly Weekday[];
  /** Visits in the horizon. */
  visits: number;
  /** Days from one visit to the next; they may be missed only beside a holiday or a make-up day. */
  minGapDays: number;
  maxGapDays: number;
}

export interface WeekdayPattern extends VisitPattern {
  weekdays: readonly Weekday[];
  /** Visits that the holiday calendar moved from a day off, or that fill up the number on another weekday. */
  moved: readonly { fromOn?: string; day: Day }[];
}

/** How far a make-up day may stand in for its weekday, in days. */
const farthestMakeUp = 10;

/**
 * The ways to give `visits` visits on the rule's weekdays. A visit on a day off goes to the make-up day that stands for
 * it, else to the nearest free working day of its week; surplus occurrences are left out at the ends of the horizon.
 * Empty when the horizon is too short.
 */
export function weekdayPatterns(horizon: Horizon, rule: WeekdayRule): WeekdayPattern[] {
  const { days } = horizon;
  const numbers = days.map(({ on }) => numberOf(on));
  const taken = new Map<Day, string | undefined>();
  days.forEach((day, index) => {
    if (!day.makeUp && rule.weekdays.includes(day.weekday)) taken.set(index, undefined);
  });
  for (const { on, weekday, week } of horizon.off) {
    if (!rule.weekdays.includes(weekday)) continue;
    const number = numberOf(on);
    const free = days
      .map((day, index) => ({ ...day, index, distance: Math.abs(numbers[index]! - number) }))
      .filter(({ index }) => !taken.has(index))
      .sort((a, b) => a.distance - b.distance || a.index - b.index);
    const substitute =
      free.find((day) => day.standsFor === weekday && day.distance <= farthestMakeUp) ??
      free.find((day) => day.week === week);
    if (substitute) taken.set(substitute.index, on);
  }
  while (taken.size < rule.visits) {
    const next = widest(numbers, taken, rule.minGapDays);
    if (next === undefined) return [];
    taken.set(next, 'extra');
  }
  const slots = [...taken.keys()].sort((a, b) => a - b);
  const surplus = slots.length - rule.visits;
  const patterns = Array.from({ length: surplus + 1 }, (_, first): WeekdayPattern => {
    const chosen = slots.slice(first, first + rule.visits);
    const moved = chosen
      .filter((day) => taken.get(day) !== undefined)
      .map((day) => ({ day, ...(taken.get(day) === 'extra' ? {} : { fromOn: taken.get(day)! }) }));
    return { days: chosen, weekdays: rule.weekdays, moved, label: rule.weekdays.map((day) => names[day]).join('+') };
  });
  return patterns.filter((pattern) => keepsGaps(horizon, numbers, pattern, rule));
}

const names: Record<Weekday, string> = { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' };

/** The free day that lies farthest from all visits. */
function widest(numbers: readonly number[], taken: ReadonlyMap<Day, unknown>, minGap: number): Day | undefined {
  let best: { day: Day; gap: number } | undefined;
  numbers.forEach((number, day) => {
    if (taken.has(day)) return;
    const gap = Math.min(...[...taken.keys()].map((other) => Math.abs(numbers[other]! - number)));
    if (gap >= Math.min(minGap, 1) && gap > (best?.gap ?? 0)) best = { day, gap };
  });
  return best?.day;
}

function keepsGaps(
  horizon: Horizon,
  numbers: readonly number[],
  { days }: VisitPattern,
  { minGapDays, maxGapDays }: WeekdayRule,
): boolean {
  return days.slice(1).every((day, at) => {
    const before = days[at]!;
    const gap = numbers[day]! - numbers[before]!;
    if (gap >= minGapDays && gap <= maxGapDays) return true;
    for (let week = horizon.days[before]!.week; week <= horizon.days[day]!.week; week++)
      if (horizon.changedWeeks.has(week)) return true;
    return false;
  });
}

/** Pairs of weekdays whose shorter gap, over the weekend too, has at least so many days. */
export function weekdayPairs(minGapDays: number): [Weekday, Weekday][] {
  const pairs: [Weekday, Weekday][] = [];
  for (let a = 1; a <= 5; a++)
    for (let b = a + 1; b <= 5; b++)
      if (Math.min(b - a, 7 - (b - a)) >= minGapDays) pairs.push([a as Weekday, b as Weekday]);
  return pairs;
}

/** One visit on any working day. */
export const anyDayPatterns = (horizon: Horizon): VisitPattern[] =>
  horizon.days.map(({ on }, day) => ({ days: [day], label: on }));
