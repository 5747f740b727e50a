// Why a village is visited on its days: other ways to spread its visits, with what they would cost and break.
import type { Inspector } from '#platform/algorithms/routing/inspect.ts';
import type { Rule } from '#platform/algorithms/routing/rules.ts';
import type { Day } from '#platform/contract.ts';
import { weekdayOf } from './month.ts';
import type { MonthProblem } from './month-problem.ts';
import { customerOf } from './move-visit.ts';
import type { MonthlyService } from './policy.ts';

export interface OtherDays {
  /** Weekdays of the pattern (Monday is 1). */
  weekdays: number[];
  days: Day[];
  vehicleId: string;
  /** Against how it stands: the whole month, metres and seconds of travel and the objective. */
  metres: number;
  seconds: number;
  cost: number;
  breaks: Rule[];
}

/** Those that break nothing first, the cheapest first; all else of the plan is left as it is. */
export function otherDays(
  inspector: Inspector,
  month: MonthProblem,
  villageId: string,
  service: MonthlyService,
  limit: number,
): OtherDays[] {
  const customer = customerOf(month, villageId, service);
  if (customer < 0) return [];
  return inspector.explainVisits(customer, limit).map(({ pattern, vehicle, metres, travelSeconds, cost, breaks }) => {
    const days = month.problem.customers[customer]!.patterns[pattern]!.days.map((day) => month.days[day]!);
    return {
      weekdays: [...new Set(days.map(weekdayOf))].toSorted((a, b) => a - b),
      days,
      vehicleId: month.vehicleIds[vehicle]!,
      metres,
      seconds: travelSeconds,
      cost: cost.total,
      breaks,
    };
  });
}
