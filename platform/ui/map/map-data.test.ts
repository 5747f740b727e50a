// The map shows every place once, inside its bounds, and neighbours in different tints.
import { expect, it } from 'vitest';
import { boundsOf, mapSources, type MapData } from './map-data.ts';

const square = (west: number, south: number): [number, number][][][] => [
  [
    [
      [west, south],
      [west + 1, south],
      [west + 1, south + 1],
      [west, south],
    ],
  ],
];
const town = (id: string, west: number) => ({
  unitId: id,
  name: id,
  polygons: square(west, 30),
  schematic: true,
  source: 'test',
  seat: [west + 0.5, 30.5] as [number, number],
  population: 10,
});
const data: MapData = {
  counties: [{ unitId: 'c', name: 'c', polygons: square(118, 30), schematic: false, source: 'test' }],
  townships: [town('east', 120), town('west', 118), town('middle', 119)],
  villages: [
    {
      unitId: 'v',
      name: 'v',
      lon: 121.5,
      lat: 29.5,
      accuracy: 'synthetic',
      townshipId: 'east',
      kind: 'village',
      population: 3,
    },
  ],
  organisations: [{ unitId: 'h', name: 'h', lon: 119, lat: 30, accuracy: 'approximate', kind: 'hospital' }],
};

it('alternates the tints from west to east', () => {
  const { towns } = mapSources(data);
  expect(towns.features.map((feature) => [feature.properties?.['id'], feature.properties?.['tint']])).toEqual([
    ['west', 0],
    ['middle', 1],
    ['east', 0],
  ]);
});
it('keeps every place and encloses them all', () => {
  const sources = mapSources(data);
  expect(sources.villages.features).toHaveLength(1);
  expect(sources.organisations.features[0]?.properties).toMatchObject({ id: 'h', kind: 'hospital' });
  expect(boundsOf(data)).toEqual([118, 29.5, 121.5, 31]);
});
