// Small random problems for properties: few enough customers that brute force can settle them.
import fc from 'fast-check';
import type { Customer, RoutingProblem, TimeWindow, Vehicle } from '../problem.ts';

const hour = 3600;
const spanOf = (from: number, length: number): TimeWindow => ({ fromSeconds: from, toSeconds: from + length });

const vehicle = (days: number): fc.Arbitrary<Vehicle> =>
  fc.record(
    {
      id: fc.constant('vehicle'),
      depot: fc.integer({ min: 0, max: 1 }),
      capacity: fc.integer({ min: 3, max: 12 }),
      shift: fc.integer({ min: 4, max: 11 }).map((hours) => spanOf(8 * hour, hours * hour)),
      maxStops: fc.integer({ min: 1, max: 4 }),
      maxWorkSeconds: fc.integer({ min: 3, max: 9 }).map((hours) => hours * hour),
      daysOut: fc.subarray(
        Array.from({ length: days }, (_, day) => day),
        { maxLength: 1 },
      ),
      away: fc
        .tuple(fc.integer({ min: 0, max: days - 1 }), fc.integer({ min: 8, max: 12 }))
        .map(([day, at]) => [{ day, ...spanOf(at * hour, hour) }]),
    },
    { requiredKeys: ['id', 'depot'] },
  );

const customer = (days: number, vehicles: number, locations: number): fc.Arbitrary<Customer> =>
  fc.record(
    {
      id: fc.constant('customer'),
      location: fc.integer({ min: 2, max: locations - 1 }),
      serviceSeconds: fc.constantFrom(0.5 * hour, hour, 2 * hour),
      demand: fc.integer({ min: 1, max: 4 }),
      patterns: fc
        .uniqueArray(
          fc.subarray(
            Array.from({ length: days }, (_, day) => day),
            { minLength: 1, maxLength: Math.min(2, days) },
          ),
          {
            minLength: 1,
            maxLength: 3,
            selector: (list) => list.join(),
          },
        )
        .map((lists) => lists.map((list, cost) => ({ days: list, cost }))),
      window: fc.integer({ min: 8, max: 12 }).map((from) => spanOf(from * hour, 4 * hour)),
      daysBlocked: fc.subarray(
        Array.from({ length: days }, (_, day) => day),
        { maxLength: 1 },
      ),
      vehicles: fc
        .subarray(
          Array.from({ length: vehicles }, (_, index) => index),
          { minLength: 1 },
        )
        .map((list) => list.map((index) => ({ vehicle: index, cost: index }))),
      sameVehicle: fc.boolean(),
      pinned: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: days - 1 }).map((day) => [{ day }]) },
      ),
    },
    { requiredKeys: ['id', 'location', 'serviceSeconds', 'patterns'] },
  );

/** Locations 0 and 1 are depots; travel is straight at 30 km/h on a field of 40 km. */
export const smallProblem = (mostCustomers: number): fc.Arbitrary<RoutingProblem> =>
  fc
    .record({ days: fc.integer({ min: 1, max: 3 }), vehicles: fc.integer({ min: 1, max: 2 }) })
    .chain(({ days, vehicles }) => {
      const locations = 2 + mostCustomers;
      return fc
        .record({
          places: fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), {
            minLength: locations,
            maxLength: locations,
          }),
          fleet: fc.array(vehicle(days), { minLength: vehicles, maxLength: vehicles }),
          customers: fc.array(customer(days, vehicles, locations), { minLength: 1, maxLength: mostCustomers }),
          balance: fc.constantFrom(0, 50),
        })
        .map(({ places, fleet, customers, balance }): RoutingProblem => {
          const metres = Float64Array.from(
            places.flatMap(([ax, ay]) => places.map(([bx, by]) => 1000 * Math.hypot(ax - bx, ay - by))),
          );
          return {
            days,
            locations,
            travel: { metres, seconds: metres.map((length) => length / (30 / 3.6)) },
            vehicles: fleet,
            customers,
            weights: { perMetre: 0.001, perSecond: 0.01, perSquaredHour: balance },
          };
        });
    });
