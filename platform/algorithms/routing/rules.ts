// The hard rules by name: what a move would break, what makes a month impossible, and a problem with some rules dropped.
import type { Customer, Day, RoutingProblem, Vehicle } from './problem.ts';

/**
 * - `visits`: the customer gets all visits of one of its patterns
 * - `eligibility`, `window`, `same-vehicle`: of a customer
 * - `blocked-day`, `pinned`: of a customer on a day
 * - `capacity`, `shift`, `work`, `stops`: limits of a vehicle's day
 * - `vehicle-out`, `away`: of a vehicle on a day
 * - `road`: a day's own travel times (closed road); without a day: no road leads there at all
 */
export type RuleKind =
  | 'visits'
  | 'eligibility'
  | 'window'
  | 'same-vehicle'
  | 'blocked-day'
  | 'pinned'
  | 'capacity'
  | 'shift'
  | 'work'
  | 'stops'
  | 'vehicle-out'
  | 'away'
  | 'road';

export interface Rule {
  kind: RuleKind;
  customer?: number;
  vehicle?: number;
  day?: Day;
}

export const ruleKey = ({ kind, customer, vehicle, day }: Rule): string =>
  `${kind}/${customer ?? ''}/${vehicle ?? ''}/${day ?? ''}`;

/** Every rule that stands in the problem. */
export function rulesOf(problem: RoutingProblem): Rule[] {
  const ofVehicles = problem.vehicles.flatMap((one, vehicle): Rule[] => [
    ...(one.capacity !== undefined ? [{ kind: 'capacity' as const, vehicle }] : []),
    ...(one.shift || one.shiftOn?.length ? [{ kind: 'shift' as const, vehicle }] : []),
    ...(one.maxWorkSeconds !== undefined ? [{ kind: 'work' as const, vehicle }] : []),
    ...(one.maxStops !== undefined ? [{ kind: 'stops' as const, vehicle }] : []),
    ...(one.daysOut ?? []).map((day): Rule => ({ kind: 'vehicle-out', vehicle, day })),
    ...(one.away ?? []).map(({ day }): Rule => ({ kind: 'away', vehicle, day })),
  ]);
  const ofCustomers = problem.customers.flatMap((one, customer): Rule[] => [
    { kind: 'visits', customer },
    ...(one.vehicles ? [{ kind: 'eligibility' as const, customer }] : []),
    ...(one.window || one.windowOn?.length ? [{ kind: 'window' as const, customer }] : []),
    ...(one.sameVehicle ? [{ kind: 'same-vehicle' as const, customer }] : []),
    ...(one.daysBlocked ?? []).map((day): Rule => ({ kind: 'blocked-day', customer, day })),
    ...(one.pinned ?? []).map(({ day }): Rule => ({ kind: 'pinned', customer, day })),
  ]);
  return [...(problem.travelOn ?? []).map(({ day }): Rule => ({ kind: 'road', day })), ...ofVehicles, ...ofCustomers];
}

/** The same problem with these rules alone; a customer without its `visits` is not served (it keeps its index). */
export function withRules(problem: RoutingProblem, rules: Iterable<Rule>): RoutingProblem {
  const kept = new Set([...rules].map(ruleKey));
  const has = (rule: Rule) => kept.has(ruleKey(rule));
  return {
    ...problem,
    travelOn: problem.travelOn?.filter(({ day }) => has({ kind: 'road', day })),
    vehicles: problem.vehicles.map((one, vehicle): Vehicle => {
      const shift = has({ kind: 'shift', vehicle });
      return {
        ...one,
        capacity: has({ kind: 'capacity', vehicle }) ? one.capacity : undefined,
        shift: shift ? one.shift : undefined,
        shiftOn: shift ? one.shiftOn : undefined,
        maxWorkSeconds: has({ kind: 'work', vehicle }) ? one.maxWorkSeconds : undefined,
        maxStops: has({ kind: 'stops', vehicle }) ? one.maxStops : undefined,
        daysOut: one.daysOut?.filter((day) => has({ kind: 'vehicle-out', vehicle, day })),
        away: one.away?.filter(({ day }) => has({ kind: 'away', vehicle, day })),
      };
    }),
    customers: problem.customers.map((one, customer): Customer => {
      const window = has({ kind: 'window', customer });
      const served = has({ kind: 'visits', customer });
      return {
        ...one,
        patterns: served ? one.patterns : [{ days: [] }],
        vehicles: has({ kind: 'eligibility', customer }) ? one.vehicles : undefined,
        window: window ? one.window : undefined,
        windowOn: window ? one.windowOn : undefined,
        sameVehicle: one.sameVehicle && has({ kind: 'same-vehicle', customer }),
        daysBlocked: one.daysBlocked?.filter((day) => has({ kind: 'blocked-day', customer, day })),
        pinned: served ? one.pinned?.filter(({ day }) => has({ kind: 'pinned', customer, day })) : undefined,
      };
    }),
  };
}
