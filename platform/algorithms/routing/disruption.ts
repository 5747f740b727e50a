// What went wrong after publication, and the problem with it applied.
import type { Day, DayAndVehicle, RoutingProblem, TimeWindow, TravelMatrix } from './problem.ts';

export interface Disruption {
  vehiclesOut?: readonly DayAndVehicle[];
  /** Vehicles called away for hours. */
  away?: readonly (DayAndVehicle & TimeWindow)[];
  blocked?: readonly { customer: number; day: Day }[];
  /** Travel while a road is closed. */
  travelOn?: readonly { day: Day; travel: TravelMatrix }[];
  /** Days before this one are past: nothing on them changes. */
  fromDay?: Day;
}

export function disrupt(problem: RoutingProblem, disruption: Disruption): RoutingProblem {
  const { vehiclesOut = [], away = [], blocked = [], travelOn = [] } = disruption;
  const otherDays = (problem.travelOn ?? []).filter(({ day }) => !travelOn.some((closed) => closed.day === day));
  return {
    ...problem,
    travelOn: [...otherDays, ...travelOn],
    vehicles: problem.vehicles.map((one, vehicle) => {
      const out = vehiclesOut.filter((gone) => gone.vehicle === vehicle).map(({ day }) => day);
      const spans = away.filter((gone) => gone.vehicle === vehicle);
      return {
        ...one,
        daysOut: [...(one.daysOut ?? []), ...out],
        away: [...joined([...(one.away ?? []), ...spans]).values()],
      };
    }),
    customers: problem.customers.map((one, customer) => ({
      ...one,
      daysBlocked: [
        ...(one.daysBlocked ?? []),
        ...blocked.filter((visit) => visit.customer === customer).map(({ day }) => day),
      ],
    })),
  };
}

/** One span a day: the hull of several. */
function joined(spans: readonly (TimeWindow & { day: Day })[]): Map<Day, TimeWindow & { day: Day }> {
  const byDay = new Map<Day, TimeWindow & { day: Day }>();
  for (const { day, fromSeconds, toSeconds } of spans) {
    const other = byDay.get(day);
    byDay.set(day, {
      day,
      fromSeconds: Math.min(fromSeconds, other?.fromSeconds ?? Infinity),
      toSeconds: Math.max(toSeconds, other?.toSeconds ?? -Infinity),
    });
  }
  return byDay;
}
