// What lies over the tints and under the places of a map: roads as thin lines, and what is reached within so many minutes.
import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';
import { routeSources, type ShownRoute } from './map-data.ts';

/** GeoJSON lines with a `rank`: motorway, main or side. */
export type ShownRoads = FeatureCollection;
export interface ShownReach {
  minutes: number;
  polygons: [number, number][][][];
}
export interface MapOverlays {
  roads?: ShownRoads | undefined;
  reach?: readonly ShownReach[] | undefined;
  /** From where it is reached. */
  start?: [lon: number, lat: number] | undefined;
  /** Ways of vehicles with their stops. */
  routes?: readonly ShownRoute[] | undefined;
}

const empty: FeatureCollection = { type: 'FeatureCollection', features: [] };

export function overlayContent({
  roads,
  reach,
  start,
  routes,
}: MapOverlays): Record<'roads' | 'reach' | 'start' | 'routes' | 'route-stops', FeatureCollection> {
  return {
    roads: roads ?? empty,
    // The widest first: the others lie over it, and the nearer the darker.
    reach: {
      type: 'FeatureCollection',
      features: (reach ?? [])
        .toSorted((a, b) => b.minutes - a.minutes)
        .map(({ minutes, polygons }) => ({
          type: 'Feature',
          properties: { minutes },
          geometry: { type: 'MultiPolygon', coordinates: polygons },
        })),
    },
    start: start
      ? {
          type: 'FeatureCollection',
          features: [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: start } }],
        }
      : empty,
    ...routeSources(routes ?? []),
  };
}

export const overlaySources = (): Record<string, GeoJSONSourceSpecification> =>
  Object.fromEntries(Object.keys(overlayContent({})).map((name) => [name, { type: 'geojson', data: empty }]));

const width: ExpressionSpecification = [
  'interpolate',
  ['linear'],
  ['zoom'],
  8,
  ['match', ['get', 'rank'], 'motorway', 1.4, 'main', 0.9, 0.4],
  13,
  ['match', ['get', 'rank'], 'motorway', 4, 'main', 2.4, 1.2],
];

export const overlayLayers = (ink: Record<'area' | 'chosen' | 'road', string>): LayerSpecification[] => [
  {
    id: 'reach-area',
    type: 'fill',
    source: 'reach',
    paint: { 'fill-color': ink.chosen, 'fill-opacity': 0.2 },
  },
  {
    id: 'road',
    type: 'line',
    source: 'roads',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': ink.road, 'line-width': width },
  },
  {
    id: 'reach-line',
    type: 'line',
    source: 'reach',
    paint: { 'line-color': ink.chosen, 'line-width': 1.4, 'line-opacity': 0.8 },
  },
  {
    id: 'reach-start',
    type: 'circle',
    source: 'start',
    paint: {
      'circle-radius': 15,
      'circle-color': ink.area,
      'circle-stroke-color': ink.chosen,
      'circle-stroke-width': 3,
    },
  },
];
