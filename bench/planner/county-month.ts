// The month of the demo county as a problem: 165 villages, 20 follow-up and 5 comprehensive vehicles, the CT truck.
import { demoStructure } from '#apps/county/structure.ts';
import { distanceMetres } from '#foundation/geo/rules/distance.ts';
import {
  anyDayPatterns,
  horizonOf,
  weekdayPairs,
  weekdayPatterns,
  type Horizon,
} from '#platform/algorithms/routing/calendar.ts';
import type { Customer, RoutingProblem, TravelMatrix, Vehicle } from '#platform/algorithms/routing/problem.ts';
import { yearCalendar } from '#platform/algorithms/routing/year-calendar.ts';

export interface Place {
  lon: number;
  lat: number;
}
/** Travel times and lengths between places; the road network when there is one, else the straight line. */
export type Travel = (places: readonly Place[]) => TravelMatrix;

export interface CountyMonth {
  problem: RoutingProblem;
  horizon: Horizon;
  /** Vehicles that may stand in for a customer's own, for repairs. */
  substitutes: { vehicle: number; cost: number }[][];
}

/** Great-circle distance times a detour of 1.35 at 35 km/h (assumed for mountain roads). */
export const straightLineTravel: Travel = (places) => {
  const metres = Float64Array.from(
    places.flatMap((a) => places.map((b) => 1.35 * distanceMetres([a.lon, a.lat], [b.lon, b.lat]))),
  );
  return { metres, seconds: metres.map((length) => length / (35 / 3.6)) };
};

/** State Council's calendar for 2026: Mid-Autumn Friday 25 September off, Sunday 20 September worked before National Day. */
const calendar = { off: ['2026-09-25'], makeUp: [{ on: '2026-09-20' }] };
const shift = { fromSeconds: 8 * 3600, toSeconds: 17 * 3600 };
/** Minutes at one stop, assumed. */
const minutes = { followUp: 30, comprehensive: 120, ct: 180 };
/** A village's arrivals should lie within half an hour; an hour more is worth 15 minutes of driving. */
const steadyArrival = { toleranceSeconds: 1800, costPerHour: 900 };

export function countyMonth(seed: number, travel: Travel = straightLineTravel): CountyMonth {
  const { linan } = demoStructure(seed, new Date('2026-01-01T00:00:00Z'));
  const { territory, institutions } = linan;
  const { hospitals, centres, leadOf } = institutions;
  const horizon = horizonOf('2026-09-01', '2026-09-30', calendar);
  const villages = territory.towns.flatMap((town) =>
    town.villages
      .filter((village) => !village.hasOwnDoctor && !village.community)
      .map((village) => ({ village, town })),
  );
  const depots = [...centres, ...hospitals].map(({ at }) => ({ lon: at[0], lat: at[1] }));
  const stops = villages.map(({ village }) => ({ lon: village.at[0], lat: village.at[1] }));
  const places = [...depots, ...stops];
  const comprehensive = Array.from({ length: 5 }, (_, index) => index % hospitals.length);
  const vehicles: Vehicle[] = [
    ...centres.map((centre, index) => ({ id: centre.name, depot: index, shift })),
    ...comprehensive.map((hospital, index) => ({
      id: `comprehensive ${index}`,
      depot: centres.length + hospital,
      shift,
    })),
    { id: 'CT', depot: centres.length, shift },
  ];
  const followUpPatterns = weekdayPairs(2).flatMap((weekdays) =>
    weekdayPatterns(horizon, { weekdays, visits: 8, minGapDays: 2, maxGapDays: 5 }),
  );
  const centreOf = villages.map(({ village, town }) => {
    const own = centres.map((centre, index) => ({ centre, index })).filter(({ centre }) => centre.town === town);
    const choice = own.length > 0 ? own : centres.map((centre, index) => ({ centre, index }));
    return choice.reduce((a, b) =>
      distanceMetres(a.centre.at, village.at) <= distanceMetres(b.centre.at, village.at) ? a : b,
    ).index;
  });
  const leads = villages.map(({ town }) => hospitals.indexOf(leadOf.get(town.unitId)!));
  const leadOfCentre = centres.map((centre) => hospitals.indexOf(leadOf.get(centre.town.unitId)!));
  const monthOf = yearCalendar(
    villages.map(({ village, town }) => ({ township: town.code, lon: village.at[0], lat: village.at[1] })),
    12,
    depots[centres.length]!,
  );
  const customers: Customer[] = [];
  const substitutes: CountyMonth['substitutes'] = [];
  villages.forEach(({ village }, index) => {
    const location = depots.length + index;
    const stop = (
      role: string,
      serviceMinutes: number,
      rest: Pick<Customer, 'patterns' | 'vehicles' | 'sameVehicle'>,
    ) => customers.push({ id: `${village.code} ${role}`, location, serviceSeconds: serviceMinutes * 60, ...rest });
    stop('follow-up', minutes.followUp, {
      patterns: followUpPatterns,
      vehicles: [{ vehicle: centreOf[index]! }],
      sameVehicle: true,
    });
    customers[customers.length - 1] = { ...customers.at(-1)!, steadyArrival };
    substitutes.push(
      centres.map((_, vehicle) => ({ vehicle, cost: leadOfCentre[vehicle] === leads[index] ? 600 : 3600 })),
    );
    const own = comprehensive.flatMap((hospital, at) => (hospital === leads[index] ? [centres.length + at] : []));
    stop('comprehensive', minutes.comprehensive, {
      patterns: anyDayPatterns(horizon),
      vehicles: own.map((vehicle) => ({ vehicle })),
    });
    substitutes.push(comprehensive.map((_, at) => ({ vehicle: centres.length + at, cost: 600 })));
    if (monthOf[index] !== 8) return;
    stop('CT', minutes.ct, { patterns: anyDayPatterns(horizon), vehicles: [{ vehicle: vehicles.length - 1 }] });
    substitutes.push([]);
  });
  return {
    problem: {
      days: horizon.days.length,
      locations: places.length,
      travel: travel(places),
      vehicles,
      customers,
      weights: { perMetre: 0, perSecond: 1, perSquaredHour: 20 },
    },
    horizon,
    substitutes,
  };
}
