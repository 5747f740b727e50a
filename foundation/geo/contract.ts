// What crosses the wire of the map: outline, schematic town areas, villages, institutions, and the activity of the day.
import { z } from 'zod';
import { route } from '#platform/contract.ts';
import { datums, type Datum } from './rules/datum.ts';
import type { TravelBasis } from './rules/travel.ts';

/** Rings of WGS-84 [lon, lat] in degrees with five decimals (about a metre); the first ring is the outer one. */
export type Polygon = [lon: number, lat: number][][];

export interface MapArea {
  unitId: string;
  name: string;
  polygons: Polygon[];
  /** True: computed (示意), not a surveyed boundary. */
  schematic: boolean;
  /** Where the shape comes from and what is known of its datum. */
  source: string;
}
export interface MapPlace {
  unitId: string;
  name: string;
  lon: number;
  lat: number;
  accuracy: 'surveyed' | 'approximate' | 'synthetic';
}
export interface MapVillage extends MapPlace {
  townshipId: string;
  kind: 'village' | 'community';
  population: number;
}
export interface MapOrganisation extends MapPlace {
  kind: string;
}
export interface CountyMap {
  counties: MapArea[];
  townships: (MapArea & { countyId: string; seat: [lon: number, lat: number]; population: number })[];
  villages: MapVillage[];
  organisations: MapOrganisation[];
}
export const nearQuery = z.object({
  lon: z.coerce.number().min(73).max(136),
  lat: z.coerce.number().min(3).max(54),
  /** An organisation kind such as `health-centre`, or `service-point`. */
  kind: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(50).optional(),
});
export type NearQuery = z.infer<typeof nearQuery>;
export interface NearPlace extends MapPlace {
  kind: string;
  distanceMetres: number;
}

export type ActivityKind = 'visit' | 'measurement';
const count = z.number().int().min(0);
const activitySums = z.object({ visits: count, measurements: count });
/** How many were recorded; never whose. */
export type ActivitySums = z.infer<typeof activitySums>;
const unitActivity = activitySums.extend({ unitId: z.uuid() });
export type UnitActivity = z.infer<typeof unitActivity>;
export const activityQuery = z.object({ county: z.uuid().optional() });
export type ActivityQuery = z.infer<typeof activityQuery>;
export const activityReply = z.object({
  on: z.iso.date(),
  /** Time of the data. */
  at: z.iso.datetime(),
  today: activitySums,
  /** Up to the same time of day; absent where counting began today. */
  yesterday: activitySums.optional(),
  /** Only units in which something was recorded today, at the home of the person. */
  townships: z.array(unitActivity),
  villages: z.array(unitActivity),
  /** True where simulated people are among those counted. */
  simulated: z.boolean(),
});
export type CountyActivity = z.infer<typeof activityReply>;
/** Live: something was recorded. `unitId` is the township; both are absent where the place is not known. */
export const activityTopic = 'geo.activity';
export interface ActivityMessage {
  unitId?: string;
  villageId?: string;
  kind: ActivityKind;
  day: string;
}

/** A road network that was loaded from a file. */
export interface RoadNetworkState {
  /** SHA-256 of the file. */
  version: string;
  label: string;
  source: string;
  licence: string;
  /** Generated for the demo: no real road. */
  synthetic: boolean;
  bytes: number;
  state: 'waiting' | 'ready' | 'failed';
  /** Message code of what was wrong with the file. */
  fault?: string;
  junctions?: number;
  roads?: number;
  /** Length of all roads. */
  metres?: number;
  turnBans?: number;
  loadedAt: string;
  readyAt?: string;
}
export interface RoadsReply {
  /** Version in use. */
  current?: string;
  /** Newest first. */
  networks: RoadNetworkState[];
}
const line = z.string().trim().min(1).max(200);
/** The file itself is the body: an OpenStreetMap extract in PBF format. */
export const loadRoadsQuery = z.object({ label: line, source: line, licence: line });
export type LoadRoadsQuery = z.infer<typeof loadRoadsQuery>;
export interface LoadRoadsReply {
  version: string;
}
/** Live: how far the loading is. */
export const roadsTopic = 'geo.roads';
export interface RoadsMessage {
  version: string;
  percent: number;
}

export const connectivityQuery = z.object({
  county: z.uuid().optional(),
  /** Places farther from the road than this are listed. */
  metres: z.coerce.number().int().min(50).max(5000).default(500),
});
export type ConnectivityQuery = z.infer<typeof connectivityQuery>;
export interface LoosePlace {
  unitId: string;
  name: string;
  kind: string;
  lon: number;
  lat: number;
  /** To the nearest road of the network; absent where none is near. */
  offRoadMetres?: number;
  /** Its own road leads nowhere else: so many junctions hang together. */
  islandJunctions?: number;
}
export interface ConnectivityReply {
  version?: string;
  places: number;
  /** Parts of the network that cars cannot leave. */
  islands: number;
  loose: LoosePlace[];
}

/** One feature for each width in which roads are drawn. */
export interface RoadLines {
  type: 'FeatureCollection';
  features: {
    type: 'Feature';
    properties: { rank: 'motorway' | 'main' | 'side' };
    geometry: { type: 'MultiLineString'; coordinates: [lon: number, lat: number][][] };
  }[];
}

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const closure = z.union([z.strictObject({ from: position, to: position }), z.strictObject({ at: position })]);
const travel = {
  /** In which datum the positions are; a question without it is refused. */
  datum: z.enum(datums).optional(),
  profile: z.enum(['car', 'emergency']).default('car'),
  closures: z.array(closure).max(50).default([]),
};
export const routeBody = z.strictObject({ ...travel, from: position, to: position });
export type RouteBody = z.input<typeof routeBody>;
export interface RouteReply {
  datum: Datum;
  line: [lon: number, lat: number][];
  seconds: number;
  metres: number;
  /** `estimate`: no road network is loaded. */
  basis: TravelBasis;
  version?: string;
}
const largestMatrix = 250;
export const matrixBody = z.strictObject({
  ...travel,
  points: z.array(position).min(1).max(largestMatrix),
  /** The points again unless given. */
  targets: z.array(position).min(1).max(largestMatrix).optional(),
});
export type MatrixBody = z.input<typeof matrixBody>;
export interface MatrixReply {
  /** A row for each point; null where no road leads. */
  seconds: (number | null)[][];
  metres: (number | null)[][];
  offRoadMetres: (number | null)[];
  basis: TravelBasis;
  version?: string;
}
export const isochroneBody = z.strictObject({
  ...travel,
  from: position,
  minutes: z.array(z.number().int().min(1).max(120)).min(1).max(4),
});
export type IsochroneBody = z.input<typeof isochroneBody>;
export interface ReachedVillage {
  unitId: string;
  name: string;
  townshipId: string;
  population: number;
  seconds: number;
  metres: number;
}
export interface IsochroneReply {
  datum: Datum;
  /** Ascending; each holds the areas before it. */
  areas: { minutes: number; polygons: [lon: number, lat: number][][][] }[];
  /** Villages within the longest time, soonest first. */
  villages: ReachedVillage[];
  basis: TravelBasis;
  version?: string;
}

export const geoRoutes = {
  /** Cacheable: answers with an ETag and 304 where nothing changed. `county` keeps only one county's part. */
  map: route<{ query: { county?: string }; reply: CountyMap }>('GET', '/api/map'),
  near: route<{ query: NearQuery; reply: { places: NearPlace[] } }>('GET', '/api/map/near'),
  /** Visits and measurements of today in sums; the live topic says when to ask again. */
  activity: route<{ query: ActivityQuery; reply: CountyActivity }>('GET', '/api/map/activity'),
  roads: route<{ reply: RoadsReply }>('GET', '/api/geo/roads'),
  loadRoads: route<{ query: LoadRoadsQuery; reply: LoadRoadsReply }>('POST', '/api/geo/roads'),
  /** GeoJSON of the larger roads, simplified for a county's map; ETag. */
  roadLines: route<{ reply: RoadLines }>('GET', '/api/geo/roads/lines'),
  connectivity: route<{ query: Partial<ConnectivityQuery>; reply: ConnectivityReply }>(
    'GET',
    '/api/geo/roads/connectivity',
  ),
  route: route<{ body: RouteBody; reply: RouteReply }>('POST', '/api/geo/travel/route'),
  matrix: route<{ body: MatrixBody; reply: MatrixReply }>('POST', '/api/geo/travel/matrix'),
  isochrone: route<{ body: IsochroneBody; reply: IsochroneReply }>('POST', '/api/geo/travel/isochrone'),
} as const;
