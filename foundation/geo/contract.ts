// What crosses the wire of the map: the county's outline, schematic town areas, villages and institutions.
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

export const geoRoutes = {
  /** Cacheable: answers with an ETag and 304 where nothing changed. `county` keeps only one county's part. */
  map: route<{ query: { county?: string }; reply: CountyMap }>('GET', '/api/map'),
  near: route<{ query: NearQuery; reply: { places: NearPlace[] } }>('GET', '/api/map/near'),
} as const;
