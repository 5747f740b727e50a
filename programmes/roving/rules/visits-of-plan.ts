// What the solver answers, as visits with dates and minutes, and the days of the vehicles.
import type { Plan as RoutePlan, Route } from '#platform/algorithms/routing/plan.ts';
import { plannable, type MonthProblem } from './month-problem.ts';
import { weekOf } from './month.ts';
import { isHolidayWeek } from './figures.ts';
import type { MonthFacts, PlannedVisit, VehicleDay } from './planned-month.ts';

const minutes = (seconds: number) => Math.round(seconds / 60);

/**
 * Visits keep their ids from `before` where the village had a visit on that day, else the nearest one of the same
 * service that is free: by the id people recognise a visit that was moved.
 */
export function visitsOfPlan(
  facts: MonthFacts,
  { problem, customers, vehicleIds, days }: MonthProblem,
  plan: Pick<RoutePlan, 'routes'>,
  before: readonly PlannedVisit[],
  newId: () => string,
): PlannedVisit[] {
  const stopById = new Map(plannable(facts).map((stop) => [stop.villageId, stop]));
  const bare = plan.routes.flatMap((route) =>
    route.stops.map((stop, index): Omit<PlannedVisit, 'visitId'> => {
      const { villageId, service } = customers[stop.customer]!;
      const village = stopById.get(villageId)!;
      const on = days[route.day]!;
      const from =
        index === 0
          ? problem.vehicles[route.vehicle]!.depot
          : problem.customers[route.stops[index - 1]!.customer]!.location;
      const cell = from * problem.locations + problem.customers[stop.customer]!.location;
      const travel = problem.travelOn?.find((one) => one.day === route.day)?.travel ?? problem.travel;
      return {
        villageId,
        service,
        servicePointId: village.servicePointId!,
        on,
        vehicleId: vehicleIds[route.vehicle]!,
        sequence: index + 1,
        arriveMinute: minutes(stop.arrivalSeconds),
        startMinute: minutes(stop.startSeconds),
        leaveMinute: minutes(stop.leaveSeconds),
        travelMetres: Math.round(travel.metres[cell]!),
        travelMinutes: minutes(travel.seconds[cell]!),
        teamId: village.teamId!,
        pinned: false,
        reason: isHolidayWeek(weekOf(on), facts.calendar) ? 'holiday-week' : 'planned',
      };
    }),
  );
  return withIds(bare, before, newId);
}

function withIds(
  bare: readonly Omit<PlannedVisit, 'visitId'>[],
  before: readonly PlannedVisit[],
  newId: () => string,
): PlannedVisit[] {
  const keyOf = (visit: Pick<PlannedVisit, 'villageId' | 'service'>) => `${visit.villageId} ${visit.service}`;
  const old = Map.groupBy(before, keyOf);
  const fresh = Map.groupBy(bare, keyOf);
  return [...fresh].flatMap(([key, visits]) => {
    const known = new Set(old.get(key) ?? []);
    const exact = new Map<(typeof visits)[number], PlannedVisit>();
    for (const visit of visits) {
      const same = [...known].find((one) => one.on === visit.on);
      if (same) {
        exact.set(visit, same);
        known.delete(same);
      }
    }
    const left = [...known].toSorted((a, b) => a.on.localeCompare(b.on));
    return visits
      .toSorted((a, b) => a.on.localeCompare(b.on))
      .map((visit): PlannedVisit => {
        const same = exact.get(visit) ?? left.shift();
        const stands = same?.on === visit.on;
        return {
          ...visit,
          visitId: same?.visitId ?? newId(),
          pinned: stands && same.pinned,
          reason: stands ? same.reason : visit.reason,
        };
      });
  });
}

export const vehicleDaysOf = ({ vehicleIds, days }: MonthProblem, routes: readonly Route[]): VehicleDay[] =>
  routes
    .filter((route) => route.stops.length > 0)
    .map((route) => ({
      vehicleId: vehicleIds[route.vehicle]!,
      on: days[route.day]!,
      departMinute: minutes(route.departSeconds),
      returnMinute: minutes(route.returnSeconds),
      metres: Math.round(route.metres),
      travelMinutes: minutes(route.travelSeconds),
      workMinutes: minutes(route.workSeconds),
    }));
