// On which days somebody had a medicine at home: what is handed out early is kept for later, and a stay in hospital uses up nothing.
import { numberOfDay, joinedSpans, type Span } from './days.ts';
import type { DoseFrom, MedicineHistory } from './medicine-history.ts';

export interface Coverage {
  covered: Span[];
  /** The first day for which nothing is left; absent where nothing was handed out. */
  runsOut?: number;
}
/** Of a dose: sums of tenths must not lose a day. */
const tolerance = 1e-6;

/** The dose of a day; before anybody wrote one, the first. */
export function doseOn(doses: readonly DoseFrom[], day: number): number {
  let perDay = doses[0]?.perDay ?? 0;
  for (const dose of doses) if (numberOfDay(dose.on) <= day) perDay = dose.perDay;
  return perDay;
}

/** `stays`: days in hospital, where the ward gives the medicines; joined. */
export function coverageOf(
  { supplies, doses }: Pick<MedicineHistory, 'supplies' | 'doses'>,
  stays: readonly Span[] = [],
): Coverage {
  const first = supplies[0];
  if (!first) return { covered: [] };
  const begin = numberOfDay(first.on);
  const marks = [
    ...new Set(
      [
        ...supplies.map(({ on }) => numberOfDay(on)),
        ...doses.map(({ on }) => numberOfDay(on)),
        ...stays.flatMap(({ from, until }) => [from, until]),
      ].filter((day) => day >= begin),
    ),
  ].toSorted((a, b) => a - b);
  const covered: Span[] = [];
  let stock = 0;
  for (const [place, day] of marks.entries()) {
    for (const { on, amount } of supplies) if (numberOfDay(on) === day) stock += amount;
    if (stays.some(({ from, until }) => from <= day && day < until)) continue;
    const perDay = doseOn(doses, day);
    if (perDay <= 0) continue;
    const most = (marks[place + 1] ?? Number.POSITIVE_INFINITY) - day;
    const days = Math.min(most, Math.floor(stock / perDay + tolerance));
    stock = Math.max(0, stock - days * perDay);
    if (days > 0) covered.push({ from: day, until: day + days });
  }
  const joined = joinedSpans(covered);
  return { covered: joined, runsOut: joined.at(-1)?.until ?? begin };
}
