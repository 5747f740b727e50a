// Every search gives the times of a plain search over sequences of roads, turn bans included, on small invented networks.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundsOf, fastestRoute } from './fastest-route.ts';
import { placeSources, rankSources } from './rank-sources.ts';
import { weightsOf } from './road-graph.ts';
import type { RoadPlace } from './road-place.ts';
import { SearchSpace } from './search-space.ts';
import { atJunction, drawnNetworks, headOf, networkOf, plainTimes, timeOf, type DrawnNetwork } from './test-roads.ts';
import { travelTimes } from './travel-matrix.ts';

const open = (drawn: DrawnNetwork, obeys = true) => {
  const network = networkOf(drawn, obeys);
  const weights = weightsOf(network, network.graph.profiles['car']!);
  return { network, weights, bounds: boundsOf(network, weights), space: new SearchSpace(network) };
};
const places = (drawn: DrawnNetwork) => drawn.junctions.map((_, junction) => atJunction(drawn, junction));
/** Times from a junction, as a matrix gives them: nowhere to go from a place on no road. */
const plainSeconds = (drawn: DrawnNetwork, start: number) =>
  plainTimes(drawn, start).map((time, end) =>
    atJunction(drawn, start) && atJunction(drawn, end) ? time / 1000 : Infinity,
  );

it('routes take the least time and drive no forbidden sequence', () => {
  fc.assert(
    fc.property(drawnNetworks, (drawn) => {
      const { network, weights, bounds, space } = open(drawn);
      const all = places(drawn);
      for (const [start, from] of all.entries()) {
        if (!from) continue;
        const plain = plainTimes(drawn, start);
        for (const [end, to] of all.entries()) {
          if (!to) continue;
          const route = fastestRoute(network, weights, bounds, space, from, to);
          expect(route?.cost ?? Infinity).toBe(plain[end]);
          if (!route) continue;
          expect(route.roads.reduce((sum, directed) => sum + timeOf(drawn.roads, directed), 0)).toBe(route.cost);
          expect(route.roads.length === 0 ? start : headOf(drawn.roads, route.roads.at(-1)!)).toBe(end);
          const driven = `,${route.roads.join()},`;
          for (const ban of drawn.forbidden) expect(driven).not.toContain(`,${ban.join()},`);
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('matrices agree with the plain search, by rows and by columns', () => {
  fc.assert(
    fc.property(drawnNetworks, fc.nat(), (drawn, pick) => {
      const { network, weights } = open(drawn);
      const all = places(drawn);
      const one = pick % all.length;
      const row = travelTimes(network, weights, [all[one], undefined], all).seconds.slice(0, all.length);
      expect([...row]).toEqual(plainSeconds(drawn, one));
      const column = travelTimes(network, weights, all, [all[one]]).seconds;
      expect([...column]).toEqual(all.map((_, start) => plainSeconds(drawn, start)[one]));
    }),
    { numRuns: 60 },
  );
});

it('a bounded ranking names the same sources as searches to all of them', () => {
  fc.assert(
    fc.property(
      drawnNetworks,
      fc.array(fc.tuple(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 12 }),
      fc.nat(4),
      fc.integer({ min: 0, max: 90_000 }),
      (drawn, spots, nearest, withinCost) => {
        const { network, weights, space } = open(drawn);
        const sources = spots.map(([pick, share]): RoadPlace => {
          const road = pick % drawn.roads.length;
          return { road, share, junction: -1, lon: 0, lat: 0, offMetres: 0 };
        });
        const target = sources[0]!;
        const all = travelTimes(network, weights, sources, [target]).seconds;
        const ranked = [...all.keys()]
          .filter((source) => all[source] !== Infinity)
          .sort((a, b) => all[a]! - all[b]! || a - b);
        const among = Math.ceil(sources.length / 2);
        const placement = placeSources(network, weights, sources);
        const found = rankSources(network, weights, space, placement, target, { nearest, among, withinCost });
        const times = (list: { seconds: number }[]) => list.map(({ seconds }) => seconds);
        expect(times(found.nearest)).toEqual(
          ranked
            .filter((source) => source < among)
            .slice(0, nearest)
            .map((source) => all[source]),
        );
        expect(found.within.map(({ source }) => source)).toEqual(
          withinCost === 0 ? [] : ranked.filter((source) => all[source]! * 1000 <= withinCost),
        );
      },
    ),
    { numRuns: 400 },
  );
});

it('an ambulance that need not obey turn bans finds the times without them', () => {
  fc.assert(
    fc.property(drawnNetworks, (drawn) => {
      const { network, weights } = open(drawn, false);
      const all = places(drawn);
      const row = travelTimes(network, weights, [all[0]], all).seconds;
      expect([...row]).toEqual(plainSeconds({ ...drawn, forbidden: [] }, 0));
    }),
    { numRuns: 30 },
  );
});

// A one-way street of three junctions in a ring, driven 0 -> 1 -> 2 -> 0.
const ring: DrawnNetwork = {
  junctions: [
    [119, 30],
    [119.01, 30],
    [119.01, 30.01],
  ],
  roads: [0, 1, 2].map((from) => ({ from, to: (from + 1) % 3, forward: 10_000, backward: 0, centimetres: 100_000 })),
  forbidden: [],
};
const onRing = (road: number, share: number): RoadPlace => ({
  road,
  share,
  junction: -1,
  lon: 0,
  lat: 0,
  offMetres: 0,
});

it('drives round a one-way ring to a place just behind', () => {
  const { network, weights, bounds, space } = open(ring);
  const ahead = fastestRoute(network, weights, bounds, space, onRing(0, 0.2), onRing(0, 0.7))!;
  expect(ahead).toMatchObject({ seconds: 5, metres: 500, roads: [0] });
  const behind = fastestRoute(network, weights, bounds, space, onRing(0, 0.7), onRing(0, 0.2))!;
  expect(behind).toMatchObject({ seconds: 25, metres: 2500, roads: [0, 2, 4, 0] });
});

it('takes a closed road out in both directions', () => {
  const { network } = open({ ...ring, roads: ring.roads.map((road) => ({ ...road, backward: 10_000 })) });
  const weights = weightsOf(network, network.graph.profiles['car']!, [0]);
  const { seconds } = travelTimes(network, weights, places(ring), places(ring));
  expect([...seconds]).toEqual([0, 20, 10, 20, 0, 10, 10, 10, 0]);
});
