// Which days are worked: weekdays, but for state holidays and the make-up days (调休) that pay for them.
import { horizonOf, type Horizon, type Weekday } from '#platform/algorithms/routing/calendar.ts';
import type { Day } from '#platform/contract.ts';
import { daysOf, weekdayOf, type Month } from './month.ts';

export const calendarDayKinds = ['holiday', 'make-up-work'] as const;
export type CalendarDayKind = (typeof calendarDayKinds)[number];

export interface CalendarDay {
  on: Day;
  kind: CalendarDayKind;
  name: string;
  /** Weekday for which a make-up day stands in (Monday is 1), where the notice says so. */
  standsFor?: Weekday;
  /** `assumed` until the State Council has published the year. */
  status: 'official' | 'assumed';
}

export function isWorkingDay(on: Day, calendar: readonly CalendarDay[]): boolean {
  const special = calendar.find((one) => one.on === on);
  if (special) return special.kind === 'make-up-work';
  return weekdayOf(on) <= 5;
}

/** The working days of a month as the solver counts them. */
export function monthHorizon(month: Month, calendar: readonly CalendarDay[]): Horizon {
  const days = daysOf(month);
  return horizonOf(days[0]!, days.at(-1)!, {
    off: calendar.filter((day) => day.kind === 'holiday').map((day) => day.on),
    makeUp: calendar.filter((day) => day.kind === 'make-up-work'),
  });
}

export const workingDays = (month: Month, calendar: readonly CalendarDay[]): Day[] =>
  monthHorizon(month, calendar).days.map((day) => day.on);

/** Market days of a township: days of the month whose number ends in one of these digits (集日, e.g. 3 and 8). */
export interface MarketDays {
  townshipId: string;
  endings: readonly number[];
}

export const isMarketDay = (on: Day, endings: readonly number[]): boolean => endings.includes(Number(on.slice(9)));
