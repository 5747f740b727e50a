// In which order a doctor visits the villages of a day: the county's routing solver for one vehicle and one day.
import { solve } from '#platform/algorithms/routing/solve.ts';

/** Steps are plenty for a day's few stops, and make the answer the same each time. */
const iterations = 600;
const seed = 7;

/**
 * Order of the stops 1..n of a travel matrix whose place 0 is the start; stops that no road reaches come last, in the
 * order in which they were given.
 */
export function visitOrder(matrix: {
  places: number;
  seconds: ArrayLike<number>;
  metres: ArrayLike<number>;
  serviceSeconds: readonly number[];
}): number[] {
  const { places } = matrix;
  const reachable = Array.from({ length: places - 1 }, (_, index) => index + 1).filter(
    (stop) => Number.isFinite(matrix.seconds[stop]) && Number.isFinite(matrix.seconds[stop * places]),
  );
  const { plan } = solve(
    {
      days: 1,
      vehicles: [{ id: 'doctor', depot: 0 }],
      customers: reachable.map((stop) => ({
        id: String(stop),
        location: stop,
        serviceSeconds: matrix.serviceSeconds[stop - 1] ?? 0,
        patterns: [{ days: [0] }],
      })),
      travel: { seconds: matrix.seconds, metres: matrix.metres },
      locations: places,
      weights: { perMetre: 0, perSecond: 1 },
    },
    { iterations, seed, now: () => 0 },
  );
  const ordered = plan.routes.flatMap((route) => route.stops.map((stop) => reachable[stop.customer]!));
  const rest = Array.from({ length: places - 1 }, (_, index) => index + 1).filter((stop) => !ordered.includes(stop));
  return [...ordered, ...rest];
}
