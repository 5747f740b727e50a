// A vaccination schedule as data, and what it says of one child: doses that count, the next of each series, from which day.
import type { Day } from '#platform/contract.ts';
import { addDays } from './check-answers.ts';
import type { ContentHead, LocalText } from './content.ts';

export interface Age {
  months: number;
}
export interface VaccineDose {
  number: number;
  /** When the schedule wants it. */
  recommendedAt: Age;
  /** A dose before it does not count. */
  earliestAt: Age;
  /** Since the dose before; a dose too soon does not count. */
  leastDays?: number;
  leastMonths?: number;
}
export interface VaccineSeries {
  code: string;
  name: LocalText;
  sex?: 'male' | 'female';
  /** Of series with one name here a child follows one: that of which a dose was given, else the first. */
  insteadOf?: string;
  /** Not begun or caught up from this age on. */
  untilAt?: Age;
  doses: readonly VaccineDose[];
}
export interface VaccineSchedule extends ContentHead {
  purpose: LocalText;
  /** Children born from this day on; the newest version that fits a child is taken. */
  bornFrom: Day;
  series: readonly VaccineSeries[];
}

export interface GivenDose {
  series: string;
  on: Day;
}
export interface VaccinatedChild {
  bornOn: Day;
  sex?: 'male' | 'female';
  given: readonly GivenDose[];
}
export interface SeriesPlan {
  series: string;
  /** Days of the doses that count. */
  counted: readonly Day[];
  /** Given, but too young or too soon: given again. */
  refused: readonly Day[];
  state: 'done' | 'due' | 'later' | 'too-old';
  /** Absent when it is done or too late. */
  next?: { number: number; earliestOn: Day; recommendedOn: Day };
}

/** The day on which a child reaches an age: the last of the month where the month is shorter. */
export function reaches(bornOn: Day, { months }: Age): Day {
  const [year, month, day] = bornOn.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** The version for a child: the newest of those that it was born late enough for. */
export const scheduleFor = (schedules: readonly VaccineSchedule[], bornOn: Day): VaccineSchedule | undefined =>
  [...schedules]
    .sort((left, right) => right.bornFrom.localeCompare(left.bornFrom))
    .find((one) => one.bornFrom <= bornOn);

export function planVaccines(schedule: VaccineSchedule, child: VaccinatedChild, on: Day): SeriesPlan[] {
  const given = (code: string): Day[] =>
    child.given
      .filter((dose) => dose.series === code && dose.on <= on)
      .map((dose) => dose.on)
      .sort();
  const followed = (one: VaccineSeries): boolean => {
    if (one.insteadOf === undefined) return true;
    const group = schedule.series.filter(({ insteadOf }) => insteadOf === one.insteadOf);
    return (group.find(({ code }) => given(code).length > 0) ?? group[0]) === one;
  };
  return schedule.series
    .filter((one) => (one.sex === undefined || one.sex === child.sex) && followed(one))
    .map((one) => planSeries(one, child.bornOn, given(one.code), on));
}

function planSeries({ code, doses, untilAt }: VaccineSeries, bornOn: Day, given: readonly Day[], on: Day): SeriesPlan {
  const counted: Day[] = [];
  const refused: Day[] = [];
  for (const day of given) {
    const dose = doses[counted.length];
    if (!dose || day < earliestOn(dose, bornOn, counted.at(-1))) refused.push(day);
    else counted.push(day);
  }
  const dose = doses[counted.length];
  const found = { series: code, counted, refused };
  if (!dose) return { ...found, state: 'done' };
  if (untilAt && on >= reaches(bornOn, untilAt)) return { ...found, state: 'too-old' };
  // A dose that did not count still has to be waited for: the next keeps its distance from it too.
  const earliest = earliestOn(dose, bornOn, [...counted, ...refused].sort().at(-1));
  const wanted = reaches(bornOn, dose.recommendedAt);
  const recommendedOn = wanted < earliest ? earliest : wanted;
  return {
    ...found,
    state: on >= recommendedOn ? 'due' : 'later',
    next: { number: dose.number, earliestOn: earliest, recommendedOn },
  };
}

function earliestOn({ earliestAt, leastDays, leastMonths }: VaccineDose, bornOn: Day, before: Day | undefined): Day {
  const days = [reaches(bornOn, earliestAt)];
  if (before !== undefined && leastDays !== undefined) days.push(addDays(before, leastDays));
  if (before !== undefined && leastMonths !== undefined) days.push(reaches(before, { months: leastMonths }));
  return days.sort().at(-1)!;
}
