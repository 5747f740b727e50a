// The generated network: the same for the same seed, every village and institution on it, nothing like a straight line, with what real ones have.
import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { distanceMetres } from '#foundation/geo/rules/distance.ts';
import { buildGraph } from '#foundation/geo/rules/osm/build-graph.ts';
import { openRoads } from '#foundation/geo/rules/road-view.ts';
import { matrixOnRoads } from '#foundation/geo/rules/travel-on-roads.ts';
import { demoRoadsFile, roadsLabel } from './roads.ts';
import { demoStructure } from './structure.ts';

const structure = demoStructure(7, new Date('2026-11-22T00:00:00Z'));
const file = demoRoadsFile(structure, 7);

it('is the same for the same seed', () => {
  expect(Buffer.compare(file, demoRoadsFile(structure, 7))).toBe(0);
  expect(Buffer.compare(file, demoRoadsFile(structure, 8))).not.toBe(0);
});

it('reaches every village and institution, also in the second county', () => {
  const { graph, header, counts } = buildGraph(file, inflateSync);
  expect(header.source).toBe(roadsLabel);
  expect(counts.forbiddenSequences).toBeGreaterThan(20);
  const views = openRoads(graph);
  const villages = [structure.linan, structure.xinchang].flatMap(({ territory }) =>
    territory.towns.flatMap((town) => town.villages.map(({ at }) => at)),
  );
  const houses = [...structure.linan.institutions.all, ...structure.xinchang.institutions.all].map(({ at }) => at);
  const seats = structure.linan.territory.towns.map(({ seat }) => seat);
  const found = matrixOnRoads(views, { points: [...villages, ...houses], targets: seats });
  if ('trouble' in found) throw new Error(found.trouble);
  expect(Math.max(...found.offRoadMetres)).toBeLessThan(60);
  expect(Math.max(...found.seconds)).toBeLessThan(6 * 3600);
  const detours = villages.map(
    (village, row) => found.metres[row * seats.length]! / distanceMetres(village, seats[0]!),
  );
  const middle = detours.toSorted((a, b) => a - b)[Math.floor(detours.length / 2)]!;
  expect(middle).toBeGreaterThan(1.2);
  expect(middle).toBeLessThan(2.2);
});
