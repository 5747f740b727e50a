// What a move by hand costs and breaks, worked out where it is dragged: in the browser at once, on the server again.
import type { Consequence, Inspector } from '#platform/algorithms/routing/inspect.ts';
import type { Rule, RuleKind } from '#platform/algorithms/routing/rules.ts';
import type { Day } from '#platform/contract.ts';
import type { MonthProblem } from './month-problem.ts';
import type { MonthlyService } from './policy.ts';

export interface VisitMove {
  villageId: string;
  service: MonthlyService;
  from: { on: Day; vehicleId: string };
  /** `sequence` counts from 1; absent = where it costs least. */
  to: { on: Day; vehicleId: string; sequence?: number };
}

/** These a person may break knowingly, by hand; all others are refused. */
const yielding: ReadonlySet<RuleKind> = new Set(['visits', 'same-vehicle']);
export const isYielding = ({ kind }: Rule): boolean => yielding.has(kind);

export const customerOf = (
  { customers }: Pick<MonthProblem, 'customers'>,
  villageId: string,
  service: MonthlyService,
) => customers.findIndex((one) => one.villageId === villageId && one.service === service);

/** Undefined where the visit, the day or the vehicle is not part of the plan, or the village is visited on that day already. */
export function priceMove(inspector: Inspector, month: MonthProblem, move: VisitMove): Consequence | undefined {
  const customer = customerOf(month, move.villageId, move.service);
  const place = ({ on, vehicleId }: { on: Day; vehicleId: string }) => ({
    day: month.days.indexOf(on),
    vehicle: month.vehicleIds.indexOf(vehicleId),
  });
  const [from, to] = [place(move.from), place(move.to)];
  if (customer < 0 || [from.day, from.vehicle, to.day, to.vehicle].some((index) => index < 0)) return undefined;
  const routes = inspector.plan.routes.filter((route) => route.stops.some((stop) => stop.customer === customer));
  if (!routes.some((route) => route.day === from.day && route.vehicle === from.vehicle)) return undefined;
  if (to.day !== from.day && routes.some((route) => route.day === to.day)) return undefined;
  const { sequence } = move.to;
  return inspector.costOfMove({
    customer,
    from,
    to: { ...to, ...(sequence !== undefined && { place: sequence - 1 }) },
  });
}
