// The ways to spread a village's visits over a month, with what each costs beside the road.
import { anyDayPatterns, weekdayPatterns, type Horizon, type Weekday } from '#platform/algorithms/routing/calendar.ts';
import type { VisitPattern } from '#platform/algorithms/routing/problem.ts';
import type { MonthlyService, RovingPolicy } from './policy.ts';
import { isMarketDay } from './work-calendar.ts';

/** Seconds on the road that a visit on a market day must save before it is chosen: people are at the market then. */
const marketDayCost = 1_200;

/** Market days of the township by their last digits. Empty where no pair of weekdays can hold so many visits. */
export function patternsFor(
  horizon: Horizon,
  policy: RovingPolicy,
  service: MonthlyService,
  endings: readonly number[],
): VisitPattern[] {
  const patterns = service === 'follow-up' ? onFixedWeekdays(horizon, policy) : anyDayPatterns(horizon);
  if (policy.marketDays === 'ignore' || endings.length === 0) return patterns;
  return patterns.map((pattern) => {
    const onMarket = pattern.days.filter((day) => isMarketDay(horizon.days[day]!.on, endings)).length;
    return { ...pattern, cost: (pattern.cost ?? 0) + onMarket * marketDayCost };
  });
}

const onFixedWeekdays = (horizon: Horizon, { weekdayPairs, visitsPerMonth, gapDays }: RovingPolicy): VisitPattern[] =>
  weekdayPairs.flatMap((weekdays) =>
    weekdayPatterns(horizon, {
      weekdays: weekdays as readonly [Weekday, Weekday],
      visits: visitsPerMonth['follow-up'],
      minGapDays: gapDays.fewest,
      maxGapDays: gapDays.most,
    }),
  );
