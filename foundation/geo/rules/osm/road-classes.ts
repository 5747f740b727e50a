// Classes of roads in the order of their codes, with the speed that a car keeps where no limit is posted.

interface RoadClass {
  name: string;
  /**
   * Kilometres an hour. Figures that public routers use for cars (GraphHopper's and OSRM's car profiles agree within
   * some 10 km/h); Chinese mountain roads: measure and adjust with a posted `maxspeed`.
   */
  speed: number;
  linkSpeed: number;
}
export const roadClasses = [
  { name: 'motorway', speed: 100, linkSpeed: 70 },
  { name: 'trunk', speed: 70, linkSpeed: 65 },
  { name: 'primary', speed: 65, linkSpeed: 60 },
  { name: 'secondary', speed: 60, linkSpeed: 50 },
  { name: 'tertiary', speed: 50, linkSpeed: 40 },
  { name: 'unclassified', speed: 30, linkSpeed: 30 },
  { name: 'residential', speed: 30, linkSpeed: 30 },
  { name: 'living_street', speed: 6, linkSpeed: 6 },
  { name: 'service', speed: 20, linkSpeed: 20 },
  { name: 'track', speed: 15, linkSpeed: 15 },
  { name: 'road', speed: 20, linkSpeed: 20 },
  { name: 'pedestrian', speed: 6, linkSpeed: 6 },
  { name: 'busway', speed: 30, linkSpeed: 30 },
  { name: 'ferry', speed: 10, linkSpeed: 10 },
  { name: 'barrier', speed: 0, linkSpeed: 0 },
] as const satisfies readonly RoadClass[];
export type RoadClassName = (typeof roadClasses)[number]['name'];
export const codeOf = (name: RoadClassName): number => roadClasses.findIndex((one) => one.name === name);
export const barrierClass = codeOf('barrier');
export const ferryClass = codeOf('ferry');

/** What surveyors grade between paved (1) and hardly to be driven (5). */
export const trackSpeeds: Readonly<Record<string, number>> = { grade1: 20, grade2: 15, grade3: 10 };

/** No more than 30 km/h where the surface is one of these. */
export const badSurfaceSpeed = 30;
export const badSurfaces: ReadonlySet<string> = new Set([
  'cobblestone',
  'unhewn_cobblestone',
  'grass_paver',
  'gravel',
  'fine_gravel',
  'pebblestone',
  'sand',
  'paving_stones',
  'dirt',
  'earth',
  'ground',
  'mud',
  'grass',
  'unpaved',
  'compacted',
]);
