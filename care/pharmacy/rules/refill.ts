// When a medicine runs out, from what was handed out and what a day takes of it; without a known dose nothing is predicted, and it says why.
import type { Day } from '#platform/contract.ts';
import { coverageOf } from './coverage.ts';
import { dayOfNumber, numberOfDay, type Span } from './days.ts';
import type { MedicineHistory, UnknownWhy } from './medicine-history.ts';

export type Refill =
  /** `runsOutOn`: the first day for which nothing is left; `daysLeft` below zero: so many days without. */
  | { state: 'known'; runsOutOn: Day; daysLeft: number }
  | { state: 'stopped'; on: Day }
  /** Prescribed, but nobody wrote that it was handed out. */
  | { state: 'not-dispensed' }
  | { state: 'unknown'; why: UnknownWhy };

export function refillOf(history: MedicineHistory, stays: readonly Span[], today: Day): Refill {
  if (history.stoppedOn !== undefined) return { state: 'stopped', on: history.stoppedOn };
  if (history.unknown) return { state: 'unknown', why: history.unknown };
  const { runsOut } = coverageOf(history, stays);
  if (runsOut === undefined) return { state: 'not-dispensed' };
  return { state: 'known', runsOutOn: dayOfNumber(runsOut), daysLeft: runsOut - numberOfDay(today) };
}
