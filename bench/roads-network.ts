// The network that the road bench measures on: the demo county with so many side roads that it has some 60,000 junctions.
import { countyRoads, demoTowns, roadsFile } from '#apps/county/roads.ts';
import { demoStructure } from '#apps/county/structure.ts';

const seed = 20_261_122;
const sideRoads = 35_500;

export const benchNetwork = (): Uint8Array =>
  roadsFile(countyRoads(demoTowns(demoStructure(seed, new Date('2026-11-22T00:00:00Z'))), seed, sideRoads));
