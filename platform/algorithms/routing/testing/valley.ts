// A valley with two depots and a dozen villages for tests of repairs and moves: two weeks, fixed weekdays, own teams.
import type { Customer, RoutingProblem } from '../problem.ts';

const hour = 3600;
const shift = { fromSeconds: 8 * hour, toSeconds: 17 * hour };

/** Villages 0..11 lie along the valley; the first six belong to vehicle 0, the others to vehicle 1; vehicle 2 is to spare. */
export function valley(): RoutingProblem {
  const places = [5, 15, ...Array.from({ length: 12 }, (_, index) => 1 + index * 1.6)];
  const metres = Float64Array.from(places.flatMap((a) => places.map((b) => 1000 * Math.abs(a - b))));
  return {
    days: 10,
    locations: places.length,
    travel: { metres, seconds: metres.map((length) => length / (20 / 3.6)) },
    vehicles: [
      { id: 'west', depot: 0, shift },
      { id: 'east', depot: 1, shift },
      { id: 'spare', depot: 1, shift },
    ],
    customers: Array.from({ length: 12 }, (_, index): Customer => ({
      id: `village ${index}`,
      location: 2 + index,
      serviceSeconds: 1.5 * hour,
      patterns: [
        { days: [0, 2, 5, 7], label: 'Mon+Wed' },
        { days: [1, 3, 6, 8], label: 'Tue+Thu' },
        { days: [2, 4, 7, 9], label: 'Wed+Fri' },
      ],
      vehicles: [{ vehicle: index < 6 ? 0 : 1 }],
      sameVehicle: true,
    })),
    weights: { perMetre: 0, perSecond: 1, perSquaredHour: 10 },
  };
}
