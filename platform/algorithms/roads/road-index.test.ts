// The nearest road is the one that measuring all of them finds, and a place in the middle keeps its share of the length.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { componentsOf, connectedRoads, roadsBySide } from './components.ts';
import { indexRoads, placeOnRoad } from './road-index.ts';
import { drawnNetworks, networkOf } from './test-roads.ts';

const anyPosition = fc.tuple(fc.integer({ min: -2000, max: 3000 }), fc.integer({ min: -2000, max: 3000 }));

it('finds the nearest road', () => {
  fc.assert(
    fc.property(drawnNetworks, anyPosition, (drawn, [east, north]) => {
      const { graph } = networkOf(drawn);
      const position = [119 + east / 20_000, 30 + north / 20_000] as const;
      const place = placeOnRoad(graph, indexRoads(graph), position, () => true, 50_000)!;
      const narrow = Math.cos((position[1] * Math.PI) / 180);
      const distances = drawn.roads.map(({ from, to }) => {
        const [a, b] = [drawn.junctions[from]!, drawn.junctions[to]!].map(([lon, lat]) => [
          (lon - position[0]) * narrow,
          lat - position[1],
        ]);
        const [dx, dy] = [b![0]! - a![0]!, b![1]! - a![1]!];
        const length = dx * dx + dy * dy;
        const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(a![0]! * dx + a![1]! * dy) / length));
        return Math.hypot(a![0]! + share * dx, a![1]! + share * dy) * 111_195;
      });
      expect(place.offMetres).toBeCloseTo(Math.min(...distances), 0);
      expect(distances[place.road]).toBeCloseTo(place.offMetres, 0);
    }),
    { numRuns: 150 },
  );
});

it('finds nothing beyond the limit and nothing unusable', () => {
  const drawn = {
    junctions: [
      [119, 30],
      [119.01, 30],
    ] as [number, number][],
    roads: [{ from: 0, to: 1, forward: 1, backward: 1, centimetres: 96_000 }],
    forbidden: [],
  };
  const { graph } = networkOf(drawn);
  const index = indexRoads(graph);
  expect(placeOnRoad(graph, index, [119.0025, 30.001], () => true, 5000)).toMatchObject({ junction: -1, share: 0.25 });
  expect(placeOnRoad(graph, index, [119.000001, 30.001], () => true, 5000)).toMatchObject({ junction: 0, share: 0 });
  expect(placeOnRoad(graph, index, [119.0025, 30.1], () => true, 5000)).toBeUndefined();
  expect(placeOnRoad(graph, index, [119.0025, 30.001], () => false, 5000)).toBeUndefined();
  // Far away from the grid.
  expect(placeOnRoad(graph, index, [-10, -60], () => true, 5000)).toBeUndefined();
});

it('junctions of one part reach each other, junctions of two do not', () => {
  fc.assert(
    fc.property(drawnNetworks, (drawn) => {
      const { graph } = networkOf(drawn);
      const { of, sizes } = componentsOf(graph, graph.profiles['car']!);
      const reach = drawn.junctions.map((_, start) => {
        const seen = new Set([start]);
        for (const at of seen)
          for (const { from, to, forward, backward } of drawn.roads) {
            if (from === at && forward > 0) seen.add(to);
            if (to === at && backward > 0) seen.add(from);
          }
        return seen;
      });
      for (const a of reach.keys())
        for (const b of reach.keys()) expect(of[a] === of[b]).toBe(reach[a]!.has(b) && reach[b]!.has(a));
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(drawn.junctions.length);
      const connected = connectedRoads(graph, graph.profiles['car']!, componentsOf(graph, graph.profiles['car']!));
      for (const [road, used] of connected.entries())
        if (used) expect(of[drawn.roads[road]!.from]).toBe(of[drawn.roads[road]!.to]);
      const components = componentsOf(graph, graph.profiles['car']!);
      const inLargest = [...reach.keys()].filter((junction) => of[junction] === components.largest);
      const leads = (junction: number) => inLargest.some((goal) => reach[junction]!.has(goal));
      const reached = (junction: number) => inLargest.some((start) => reach[start]!.has(junction));
      const { departures, arrivals } = roadsBySide(graph, graph.profiles['car']!, components);
      for (const [road, { from, to, forward, backward }] of drawn.roads.entries()) {
        expect(departures[road] === 1).toBe((forward > 0 && leads(to)) || (backward > 0 && leads(from)));
        expect(arrivals[road] === 1).toBe((forward > 0 && reached(from)) || (backward > 0 && reached(to)));
      }
    }),
    { numRuns: 100 },
  );
});
