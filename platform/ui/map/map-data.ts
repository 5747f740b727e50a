// What a county map shows, and how it becomes GeoJSON.
import type { Feature, FeatureCollection, MultiPolygon, Point } from 'geojson';

export interface ShownArea {
  unitId: string;
  name: string;
  polygons: [number, number][][][];
  schematic: boolean;
  source: string;
}
export interface ShownTownship extends ShownArea {
  seat: [number, number];
  population: number;
}
export interface ShownPlace {
  unitId: string;
  name: string;
  lon: number;
  lat: number;
  accuracy: 'surveyed' | 'approximate' | 'synthetic';
}
export interface ShownVillage extends ShownPlace {
  townshipId: string;
  kind: 'village' | 'community';
  population: number;
}
export interface ShownOrganisation extends ShownPlace {
  kind: string;
}
export interface MapData {
  counties: ShownArea[];
  townships: ShownTownship[];
  villages: ShownVillage[];
  organisations: ShownOrganisation[];
}

/** The way of a vehicle: where it drives and where it stops, in order. */
export interface ShownRoute {
  routeId: string;
  name: string;
  line: readonly (readonly [lon: number, lat: number])[];
  stops: readonly { id: string; name: string; lon: number; lat: number }[];
  /** Colour of the line, one of the chart series. */
  colour: string;
}

/** A vehicle where it is now: its glyph, its name, and the colour of what it does. */
export interface ShownVehicle {
  vehicleId: string;
  name: string;
  glyph: 'comprehensive-vehicle' | 'follow-up-vehicle' | 'ct-truck' | 'ambulance';
  lon: number;
  lat: number;
  colour: string;
  chosen: boolean;
}
/** Where a vehicle drove. */
export interface ShownTrack {
  trackId: string;
  name: string;
  line: readonly (readonly [lon: number, lat: number])[];
  colour: string;
  chosen: boolean;
}
/** A place on a vehicle's plan, in the colour of its state. */
export interface ShownStop {
  stopId: string;
  name: string;
  lon: number;
  lat: number;
  colour: string;
  chosen: boolean;
}

const point = (id: string, lon: number, lat: number, properties: object): Feature<Point> => ({
  type: 'Feature',
  properties: { id, ...properties },
  geometry: { type: 'Point', coordinates: [lon, lat] },
});
const area = (shown: ShownArea, properties: object): Feature<MultiPolygon> => ({
  type: 'Feature',
  properties: { id: shown.unitId, name: shown.name, ...properties },
  geometry: { type: 'MultiPolygon', coordinates: shown.polygons },
});
const collection = <Shape extends Feature>(features: Shape[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features,
});

export function mapSources(
  data: MapData,
): Record<'county' | 'towns' | 'seats' | 'villages' | 'organisations', FeatureCollection> {
  // Neighbours along the valley (west to east) get the other tint.
  const eastward = data.townships.toSorted((a, b) => a.seat[0] - b.seat[0]);
  return {
    county: collection(data.counties.map((county) => area(county, {}))),
    towns: collection(eastward.map((town, index) => area(town, { tint: index % 2 }))),
    seats: collection(
      data.townships.map((town) => point(town.unitId, ...town.seat, { name: town.name, population: town.population })),
    ),
    villages: collection(
      data.villages.map(({ unitId, lon, lat, name, population }) => point(unitId, lon, lat, { name, population })),
    ),
    organisations: collection(
      data.organisations.map(({ unitId, lon, lat, name, kind }) => point(unitId, lon, lat, { name, kind })),
    ),
  };
}

/** West, south, east, north of everything that is shown. */
export function boundsOf(data: MapData): [number, number, number, number] {
  const corners = data.counties.flatMap((county) => county.polygons.flat(2));
  const all = [...corners, ...data.villages.map(({ lon, lat }): [number, number] => [lon, lat])];
  const lons = all.map(([lon]) => lon);
  const lats = all.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

export const vehicleSource = (vehicles: readonly ShownVehicle[]): FeatureCollection =>
  collection(
    vehicles.map(({ vehicleId, lon, lat, name, glyph, colour, chosen }) =>
      point(vehicleId, lon, lat, { name, glyph, colour, chosen }),
    ),
  );
export const trackSource = (tracks: readonly ShownTrack[]): FeatureCollection =>
  collection(
    tracks
      .filter((track) => track.line.length > 1)
      .map(({ trackId, name, line, colour, chosen }): Feature => ({
        type: 'Feature',
        properties: { id: trackId, name, colour, chosen },
        geometry: { type: 'LineString', coordinates: line.map(([lon, lat]) => [lon, lat]) },
      })),
  );
export const stopSource = (stops: readonly ShownStop[]): FeatureCollection =>
  collection(
    stops.map(({ stopId, lon, lat, name, colour, chosen }) => point(stopId, lon, lat, { name, colour, chosen })),
  );

export function routeSources(routes: readonly ShownRoute[]): Record<'routes' | 'route-stops', FeatureCollection> {
  return {
    routes: collection(
      routes.map((route): Feature => ({
        type: 'Feature',
        properties: { id: route.routeId, name: route.name, colour: route.colour },
        geometry: { type: 'LineString', coordinates: route.line.map(([lon, lat]) => [lon, lat]) },
      })),
    ),
    'route-stops': collection(
      routes.flatMap((route) =>
        route.stops.map((stop, index) =>
          point(stop.id, stop.lon, stop.lat, {
            name: `${index + 1} ${stop.name}`,
            order: String(index + 1),
            colour: route.colour,
          }),
        ),
      ),
    ),
  };
}
