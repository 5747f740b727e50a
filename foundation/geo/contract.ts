// What crosses the wire of the map: outline, schematic town areas, villages, institutions, and the activity of the day.
import { z } from 'zod';
import { route } from '#platform/contract.ts';

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

export const geoRoutes = {
  /** Cacheable: answers with an ETag and 304 where nothing changed. `county` keeps only one county's part. */
  map: route<{ query: { county?: string }; reply: CountyMap }>('GET', '/api/map'),
  near: route<{ query: NearQuery; reply: { places: NearPlace[] } }>('GET', '/api/map/near'),
  /** Visits and measurements of today in sums; the live topic says when to ask again. */
  activity: route<{ query: ActivityQuery; reply: CountyActivity }>('GET', '/api/map/activity'),
} as const;
