// What lies over the tints and under the places of a map: roads as thin lines, and what is reached within so many minutes.
import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';
import {
  routeSources,
  stopSource,
  trackSource,
  vehicleSource,
  type ShownRoute,
  type ShownStop,
  type ShownTrack,
  type ShownVehicle,
} from './map-data.ts';

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
  /** Vehicles on the move, where they drove, and the places where they stop. */
  vehicles?: readonly ShownVehicle[] | undefined;
  tracks?: readonly ShownTrack[] | undefined;
  stops?: readonly ShownStop[] | undefined;
  /** What the map is about: these points come into view when they are new. */
  fit?: readonly (readonly [lon: number, lat: number])[] | undefined;
}

const empty: FeatureCollection = { type: 'FeatureCollection', features: [] };

type OverlaySource = 'roads' | 'reach' | 'start' | 'routes' | 'route-stops' | 'vehicles' | 'tracks' | 'stops';
/** Which part of the overlays each source shows: a part that is the same object needs not be drawn again. */
export const overlayPart: Record<OverlaySource, keyof MapOverlays> = {
  roads: 'roads',
  reach: 'reach',
  start: 'start',
  routes: 'routes',
  'route-stops': 'routes',
  vehicles: 'vehicles',
  tracks: 'tracks',
  stops: 'stops',
};

export function overlayContent({
  roads,
  reach,
  start,
  routes,
  vehicles,
  tracks,
  stops,
}: MapOverlays): Record<OverlaySource, FeatureCollection> {
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
    vehicles: vehicleSource(vehicles ?? []),
    tracks: trackSource(tracks ?? []),
    stops: stopSource(stops ?? []),
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

const textFont = ['Noto Sans SC Variable'];

/** Above the places: where vehicles drove, where they stop, and they themselves. */
export const vehicleLayers = (ink: Record<'ink' | 'halo' | 'chosen', string>): LayerSpecification[] => [
  {
    id: 'track',
    type: 'line',
    source: 'tracks',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': ['get', 'colour'],
      'line-width': ['case', ['get', 'chosen'], 4, 1.6],
      'line-opacity': ['case', ['get', 'chosen'], 0.95, 0.45],
    },
  },
  {
    id: 'stop',
    type: 'circle',
    source: 'stops',
    paint: {
      'circle-radius': ['case', ['get', 'chosen'], 8, 5],
      'circle-color': ['get', 'colour'],
      'circle-stroke-color': ink.halo,
      'circle-stroke-width': 1.4,
    },
  },
  {
    id: 'stop-name',
    type: 'symbol',
    source: 'stops',
    filter: ['get', 'chosen'],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': textFont,
      'text-size': 12,
      'text-anchor': 'top',
      'text-offset': [0, 0.8],
    },
    paint: { 'text-color': ink.ink, 'text-halo-color': ink.halo, 'text-halo-width': 1.8 },
  },
  {
    id: 'vehicle-state',
    type: 'circle',
    source: 'vehicles',
    paint: {
      'circle-radius': ['case', ['get', 'chosen'], 17, 13],
      'circle-color': ['get', 'colour'],
      'circle-stroke-color': ['case', ['get', 'chosen'], ink.chosen, ink.halo],
      'circle-stroke-width': ['case', ['get', 'chosen'], 3, 1.4],
    },
  },
  {
    id: 'vehicle',
    type: 'symbol',
    source: 'vehicles',
    layout: {
      'icon-image': ['get', 'glyph'],
      'icon-allow-overlap': true,
      'icon-size': 0.8,
      'text-field': ['step', ['zoom'], ['case', ['get', 'chosen'], ['get', 'name'], ''], 9.6, ['get', 'name']],
      'text-font': textFont,
      'text-size': 12,
      'text-anchor': 'left',
      'text-offset': [1.3, 0],
      'text-optional': true,
    },
    paint: { 'text-color': ink.ink, 'text-halo-color': ink.halo, 'text-halo-width': 1.8 },
  },
];
