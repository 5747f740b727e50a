// State holidays and make-up days by year, for a county that has not entered its own.
import type { Day } from '#platform/contract.ts';
import { addDays, daysBetween } from './month.ts';
import type { CalendarDay } from './work-calendar.ts';

const span = (name: string, status: CalendarDay['status'], from: Day, to: Day): CalendarDay[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => ({
    on: addDays(from, index),
    kind: 'holiday' as const,
    name,
    status,
  }));
const makeUp = (name: string, status: CalendarDay['status'], ...days: Day[]): CalendarDay[] =>
  days.map((on) => ({ on, kind: 'make-up-work' as const, name: `${name}调休上班`, status }));

/** Notice of the State Council's general office of 4 November 2025 on the holidays of 2026. */
const of2026: CalendarDay[] = [
  ...span('元旦', 'official', '2026-01-01', '2026-01-03'),
  ...makeUp('元旦', 'official', '2026-01-04'),
  ...span('春节', 'official', '2026-02-15', '2026-02-23'),
  ...makeUp('春节', 'official', '2026-02-14', '2026-02-28'),
  ...span('清明节', 'official', '2026-04-04', '2026-04-06'),
  ...span('劳动节', 'official', '2026-05-01', '2026-05-05'),
  ...makeUp('劳动节', 'official', '2026-05-09'),
  ...span('端午节', 'official', '2026-06-19', '2026-06-21'),
  ...span('中秋节', 'official', '2026-09-25', '2026-09-27'),
  ...span('国庆节', 'official', '2026-10-01', '2026-10-07'),
  ...makeUp('国庆节', 'official', '2026-09-20', '2026-10-10'),
];

/** Assumed from the statutory days alone (new year 6 February 2027 by the lunar calendar): to be replaced by the notice. */
const of2027: CalendarDay[] = [
  ...span('元旦', 'assumed', '2027-01-01', '2027-01-03'),
  ...span('春节', 'assumed', '2027-02-05', '2027-02-11'),
  ...makeUp('春节', 'assumed', '2027-01-31', '2027-02-20'),
  ...span('清明节', 'assumed', '2027-04-03', '2027-04-05'),
  ...span('劳动节', 'assumed', '2027-05-01', '2027-05-05'),
  ...makeUp('劳动节', 'assumed', '2027-04-25', '2027-05-08'),
  ...span('端午节', 'assumed', '2027-06-09', '2027-06-09'),
  ...span('中秋节', 'assumed', '2027-09-15', '2027-09-15'),
  ...span('国庆节', 'assumed', '2027-10-01', '2027-10-07'),
  ...makeUp('国庆节', 'assumed', '2027-09-26', '2027-10-09'),
];

export const stateHolidays: readonly CalendarDay[] = [...of2026, ...of2027];
