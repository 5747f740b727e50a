// Proportion of days covered (PDC): on how many of the days since the first dispensing somebody had the medicine.
// Pharmacy Quality Alliance, "Proportion of Days Covered" measure specifications (pqaalliance.org): the period begins with the
// first fill inside the window; overlapping fills of one ingredient are moved behind each other; of several medicines of a class
// any covers the day; at least two fills on different days, the first at least 91 days before the end; 80 % is the threshold.
// Days in hospital count neither way, as in the inpatient adjustment of the Medicare Part D star ratings (CMS).
// Our own addition: where every medicine of the class was stopped, the period ends on the day of the last stop.
import type { Day } from '#platform/contract.ts';
import { coverageOf } from './coverage.ts';
import { dayOfNumber, daysIn, joinedSpans, numberOfDay, within, withoutSpans, type Span } from './days.ts';
import type { MedicineHistory } from './medicine-history.ts';
import { isInsulin, therapiesOf, therapyNames, type Therapy } from './therapy.ts';

export const leastDays = 91;
export const leastFills = 2;

/** Why a figure is no measure yet. */
export type NotMeasured = 'too-few-fills' | 'too-short' | 'insulin' | 'supply-unknown';
export interface Adherence {
  therapy: Therapy;
  /** Names of the medicines in it. */
  medicines: string[];
  /** The first dispensing of the class inside the window, and the last day that counts. */
  fromOn: Day;
  toOn: Day;
  coveredDays: number;
  /** Without days in hospital. */
  windowDays: number;
  hospitalDays: number;
  fills: number;
  /** Days without, first and last of each gap. */
  gaps: { fromOn: Day; toOn: Day; days: number }[];
  notMeasured?: NotMeasured;
}

/** In whole numbers, so that exactly 80 % is enough. */
export const isAdherent = ({ coveredDays, windowDays }: Pick<Adherence, 'coveredDays' | 'windowDays'>): boolean =>
  coveredDays * 5 >= windowDays * 4;
export const percentOf = ({ coveredDays, windowDays }: Pick<Adherence, 'coveredDays' | 'windowDays'>): number =>
  windowDays === 0 ? 0 : Math.round((coveredDays / windowDays) * 1_000) / 10;

/** One figure for each class of which something was handed out in the window; both its days belong to it. */
export function adherenceOf(
  histories: readonly MedicineHistory[],
  stays: readonly Span[],
  { fromOn, toOn }: { fromOn: Day; toOn: Day },
): Adherence[] {
  const counted = histories.map((history) => ({
    ...history,
    supplies: history.supplies.filter(({ on }) => on >= fromOn && on <= toOn),
  }));
  const onInsulin = counted.some(
    ({ atc, dispensedOn }) => isInsulin(atc) && dispensedOn !== undefined && dispensedOn >= fromOn,
  );
  return therapyNames.flatMap((therapy) => {
    const own = counted.filter(
      ({ atc, supplies, unknown, dispensedOn }) =>
        therapiesOf(atc).includes(therapy) &&
        (supplies.length > 0 || (unknown !== undefined && dispensedOn !== undefined && dispensedOn >= fromOn)),
    );
    const found = own.length > 0 ? classAdherence(therapy, own, stays, toOn) : undefined;
    if (!found) return [];
    return [onInsulin && therapy === 'diabetes' ? { ...found, notMeasured: 'insulin' as const } : found];
  });
}

function classAdherence(
  therapy: Therapy,
  own: readonly MedicineHistory[],
  stays: readonly Span[],
  toOn: Day,
): Adherence | undefined {
  const days = own.flatMap(({ supplies, unknown, dispensedOn }) =>
    unknown && dispensedOn ? [dispensedOn] : supplies.map(({ on }) => on),
  );
  const firstOn = days.toSorted()[0]!;
  const stops = own.flatMap(({ stoppedOn }) => stoppedOn ?? []);
  const lastOn = stops.length === own.length ? [toOn, stops.toSorted().at(-1)!].toSorted()[0]! : toOn;
  if (lastOn < firstOn) return undefined;
  const window = { from: numberOfDay(firstOn), until: numberOfDay(lastOn) + 1 };
  const inHospital = within(stays, window);
  const counting = withoutSpans([window], inHospital);
  const covered = joinedSpans(own.flatMap((history) => (history.unknown ? [] : coverageOf(history, stays).covered)));
  const gaps = withoutSpans(counting, covered);
  const windowDays = daysIn(counting);
  const fills = new Set(days).size;
  const notMeasured = own.some(({ unknown }) => unknown)
    ? 'supply-unknown'
    : fills < leastFills
      ? 'too-few-fills'
      : window.until - window.from < leastDays
        ? 'too-short'
        : undefined;
  return {
    therapy,
    medicines: own.map(({ name }) => name),
    fromOn: firstOn,
    toOn: lastOn,
    coveredDays: windowDays - daysIn(gaps),
    windowDays,
    hospitalDays: daysIn(inHospital),
    fills,
    gaps: gaps.map(({ from, until }) => ({
      fromOn: dayOfNumber(from),
      toOn: dayOfNumber(until - 1),
      days: until - from,
    })),
    ...(notMeasured && { notMeasured }),
  };
}
