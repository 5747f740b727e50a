// A month of a county as a periodic routing problem, and back: which customer is which village, which day which date.
import type { RouteOrder } from '#platform/algorithms/routing/plan.ts';
import type { Customer, RoutingProblem, TravelMatrix, Vehicle } from '#platform/algorithms/routing/problem.ts';
import type { Day, LonLat } from '#platform/contract.ts';
import type { MonthFacts, PlannedVisit, PlanningVehicle, VillageStop } from './planned-month.ts';
import { monthlyServices, type MonthlyService } from './policy.ts';
import { patternsFor } from './visit-patterns.ts';
import { monthHorizon } from './work-calendar.ts';

/** One second on the road costs 1; a kilometre as much as a minute; a squared hour of a vehicle's day as much as two. */
const weights = { perMetre: 0.06, perSecond: 1, perSquaredHour: 120 };
/** An hour by which arrivals at a village spread beyond the tolerance costs as much as ten minutes on the road. */
const unsteadyHour = 600;
/** Moving a visit of which people were told costs as much as four hours on the road: only need moves it. */
export const publishedMoveCost = 14_400;

export interface MonthProblem {
  problem: RoutingProblem;
  /** By the index of the customer. */
  customers: readonly { villageId: string; service: MonthlyService }[];
  /** By the index of the vehicle. */
  vehicleIds: readonly string[];
  /** By the index of the day: working days only. */
  days: readonly Day[];
}
export interface PlanProblem extends MonthProblem {
  orders: readonly RouteOrder[];
}

/** Depots first, then stops: the order of the travel matrix's rows. */
export const placesOf = (facts: MonthFacts): LonLat[] => [
  ...monthlyVehicles(facts).map((vehicle) => vehicle.depot),
  ...plannable(facts).map((stop) => stop.at!),
];

export const monthlyVehicles = ({ vehicles }: MonthFacts): PlanningVehicle[] =>
  vehicles.filter((vehicle) => vehicle.kind !== 'computed-tomography');
/** Villages that have a place to stop and a team. */
export const plannable = ({ stops }: MonthFacts): VillageStop[] =>
  stops.filter((stop) => stop.at !== undefined && stop.servicePointId !== undefined && stop.teamId !== undefined);

export interface Standing {
  /** Visits that must stay: day and vehicle are held. */
  pinned?: readonly PlannedVisit[];
  /** Visits of which people were told. */
  published?: readonly PlannedVisit[];
}

export function monthProblem(facts: MonthFacts, travel: TravelMatrix, standing: Standing = {}): MonthProblem {
  const vehicles = monthlyVehicles(facts);
  const stops = plannable(facts);
  const horizon = monthHorizon(facts.month, facts.calendar);
  const dayIndex = new Map(horizon.days.map((day, index) => [day.on, index]));
  const names: { villageId: string; service: MonthlyService }[] = [];
  const customers: Customer[] = [];
  const vehicleIndex = new Map(vehicles.map((vehicle, index) => [vehicle.vehicleId, index]));
  const keyOf = (one: { villageId: string; service: MonthlyService }) => `${one.villageId} ${one.service}`;
  const pinned = Map.groupBy(standing.pinned ?? [], keyOf);
  const published = Map.groupBy(standing.published ?? [], keyOf);
  const places = (visits: readonly PlannedVisit[]) =>
    visits.flatMap((visit) => {
      const vehicle = vehicleIndex.get(visit.vehicleId);
      const day = dayIndex.get(visit.on);
      return vehicle === undefined || day === undefined ? [] : [{ day, vehicle }];
    });
  for (const [index, stop] of stops.entries())
    for (const service of monthlyServices) {
      if (facts.policy.visitsPerMonth[service] === 0) continue;
      const name = { villageId: stop.villageId, service };
      const held = places(pinned.get(keyOf(name)) ?? []);
      const told = published.get(keyOf(name));
      names.push(name);
      customers.push({
        id: keyOf(name),
        location: vehicles.length + index,
        serviceSeconds: facts.policy.serviceMinutes[service] * 60,
        patterns: patternsFor(horizon, facts.policy, service, marketDaysOf(facts, stop)),
        vehicles: vehicles.flatMap((vehicle, place) =>
          serves(facts, vehicle, stop, service) ? [{ vehicle: place }] : [],
        ),
        sameVehicle: true,
        ...(service === 'follow-up' && {
          steadyArrival: {
            toleranceSeconds: facts.policy.steadyArrivalMinutes * 60,
            costPerHour: unsteadyHour,
          },
        }),
        ...(held.length > 0 && { pinned: held }),
        ...(told && { published: places(told), moveCost: publishedMoveCost }),
      });
    }
  return {
    problem: {
      days: horizon.days.length,
      locations: vehicles.length + stops.length,
      travel,
      vehicles: vehicles.map((vehicle, index) => vehicleOf(vehicle, index, horizon.days)),
      customers,
      weights,
    },
    customers: names,
    vehicleIds: vehicles.map((vehicle) => vehicle.vehicleId),
    days: horizon.days.map((day) => day.on),
  };
}

function vehicleOf(vehicle: PlanningVehicle, depot: number, days: readonly { on: Day }[]): Vehicle {
  return {
    id: vehicle.vehicleId,
    depot,
    shift: { fromSeconds: vehicle.shift.fromMinute * 60, toSeconds: vehicle.shift.toMinute * 60 },
    daysOut: days.flatMap(({ on }, index) =>
      vehicle.outOfService.some((span) => span.fromOn <= on && on <= span.toOn) ? [index] : [],
    ),
  };
}

const marketDaysOf = ({ marketDays }: MonthFacts, { townshipId }: VillageStop) =>
  marketDays.find((one) => one.townshipId === townshipId)?.endings ?? [];

export function serves(
  { policy }: Pick<MonthFacts, 'policy'>,
  vehicle: PlanningVehicle,
  stop: VillageStop,
  service: MonthlyService,
): boolean {
  if (vehicle.kind !== service) return false;
  const reach = policy.reach[service];
  if (reach === 'centre') return vehicle.organisationId === stop.centreId;
  if (reach === 'community') return vehicle.communityId !== undefined && vehicle.communityId === stop.communityId;
  return true;
}

/** The order of stops of each vehicle and day, as the solver takes them. */
export function ordersOf(
  visits: readonly PlannedVisit[],
  { customers, vehicleIds, days }: Pick<MonthProblem, 'customers' | 'vehicleIds' | 'days'>,
): RouteOrder[] {
  const customerIndex = new Map(customers.map((one, index) => [`${one.villageId} ${one.service}`, index]));
  const vehicleIndex = new Map(vehicleIds.map((id, index) => [id, index]));
  const routes = Map.groupBy(visits, (visit) => `${visit.on} ${visit.vehicleId}`);
  return [...routes.values()].flatMap((stops): RouteOrder[] => {
    const vehicle = vehicleIndex.get(stops[0]!.vehicleId);
    const day = days.indexOf(stops[0]!.on);
    if (vehicle === undefined || day < 0) return [];
    return [
      {
        day,
        vehicle,
        customers: stops
          .toSorted((a, b) => a.sequence - b.sequence)
          .flatMap((visit) => customerIndex.get(`${visit.villageId} ${visit.service}`) ?? []),
      },
    ];
  });
}
