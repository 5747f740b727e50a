// The style of the county map: no tiles, glyph server or sprites; everything comes from our own data and tokens.
import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl';
import { mapSources, type MapData } from './map-data.ts';
import { overlayLayers, overlaySources, vehicleLayers } from './map-overlays.ts';
import type { MapInk } from './map-ink.ts';

const textFont = ['Noto Sans SC Variable'];

export function mapStyle(data: MapData, ink: MapInk): StyleSpecification {
  const sources = mapSources(data);
  const most = Math.max(1, ...data.villages.map((village) => village.population));
  const share: ExpressionSpecification = ['sqrt', ['/', ['get', 'population'], most]];
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(
        Object.entries(sources).map(([name, content]) => [name, { type: 'geojson' as const, data: content }]),
      ),
      ...overlaySources(),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': ink.ground } },
      { id: 'county-area', type: 'fill', source: 'county', paint: { 'fill-color': ink.area } },
      {
        id: 'town-area',
        type: 'fill',
        source: 'towns',
        paint: { 'fill-color': ['match', ['get', 'tint'], 0, ink.tintOne, ink.tintTwo] },
      },
      {
        id: 'town-chosen',
        type: 'fill',
        source: 'towns',
        filter: ['==', ['get', 'id'], ''],
        paint: { 'fill-color': ink.chosen, 'fill-opacity': 0.16 },
      },
      {
        id: 'town-line',
        type: 'line',
        source: 'towns',
        paint: { 'line-color': ink.line, 'line-width': 1, 'line-dasharray': [3, 2] },
      },
      ...overlayLayers(ink),
      { id: 'county-line', type: 'line', source: 'county', paint: { 'line-color': ink.edge, 'line-width': 1.6 } },
      {
        id: 'village',
        type: 'circle',
        source: 'villages',
        paint: {
          // The area of the dot grows with the number of residents.
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['zoom'],
            8,
            ['+', 1.5, ['*', 3, share]],
            13,
            ['+', 4, ['*', 9, share]],
          ],
          'circle-color': ink.dot,
          'circle-opacity': 0.75,
          'circle-stroke-color': ink.halo,
          'circle-stroke-width': 0.8,
        },
      },
      {
        id: 'route',
        type: 'line',
        source: 'routes',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': ['get', 'colour'], 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 2, 13, 4] },
      },
      {
        id: 'route-stop',
        type: 'circle',
        source: 'route-stops',
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 4, 12, 9],
          'circle-color': ['get', 'colour'],
          'circle-stroke-color': ink.halo,
          'circle-stroke-width': 1.4,
        },
      },
      {
        id: 'chosen',
        type: 'circle',
        source: 'villages',
        filter: ['==', ['get', 'id'], ''],
        paint: {
          'circle-radius': 11,
          'circle-opacity': 0,
          'circle-stroke-color': ink.chosen,
          'circle-stroke-width': 3,
        },
      },
      {
        id: 'chosen-organisation',
        type: 'circle',
        source: 'organisations',
        filter: ['==', ['get', 'id'], ''],
        paint: {
          'circle-radius': 14,
          'circle-opacity': 0,
          'circle-stroke-color': ink.chosen,
          'circle-stroke-width': 3,
        },
      },
      {
        id: 'village-name',
        type: 'symbol',
        source: 'villages',
        minzoom: 10.6,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': textFont,
          'text-size': 12,
          'text-anchor': 'top',
          'text-offset': [0, 0.6],
          'symbol-sort-key': ['-', 0, ['get', 'population']],
        },
        paint: { 'text-color': ink.quiet, 'text-halo-color': ink.halo, 'text-halo-width': 1.4 },
      },
      {
        id: 'route-stop-name',
        type: 'symbol',
        source: 'route-stops',
        layout: {
          'text-field': ['step', ['zoom'], ['get', 'order'], 10, ['get', 'name']],
          'text-font': textFont,
          'text-size': 12,
          'text-variable-anchor': ['bottom', 'left', 'right', 'top'],
          'text-radial-offset': 0.9,
        },
        paint: { 'text-color': ink.ink, 'text-halo-color': ink.halo, 'text-halo-width': 1.8 },
      },
      {
        // Whose name finds no place has its number still.
        id: 'route-stop-order',
        type: 'symbol',
        source: 'route-stops',
        minzoom: 10,
        layout: {
          'text-field': ['get', 'order'],
          'text-font': textFont,
          'text-size': 11,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': ink.halo },
      },
      {
        id: 'town-name',
        type: 'symbol',
        source: 'seats',
        layout: {
          'text-field': ['get', 'name'],
          'text-font': textFont,
          'text-size': ['interpolate', ['linear'], ['zoom'], 8, 13, 12, 18],
          'text-variable-anchor': [
            'top',
            'bottom',
            'left',
            'right',
            'top-left',
            'top-right',
            'bottom-left',
            'bottom-right',
          ],
          'text-radial-offset': ['interpolate', ['linear'], ['zoom'], 8, 0.8, 12, 1.1],
          'text-padding': 1,
          'symbol-sort-key': ['-', 0, ['get', 'population']],
        },
        paint: { 'text-color': ink.ink, 'text-halo-color': ink.halo, 'text-halo-width': 1.8 },
      },
      // Placed first although drawn last: names move aside for the glyphs.
      {
        id: 'clinic',
        type: 'symbol',
        source: 'organisations',
        minzoom: 9.8,
        filter: ['match', ['get', 'kind'], ['clinic', 'private-institution'], true, false],
        layout: { 'icon-image': ['get', 'kind'], 'icon-allow-overlap': true },
      },
      {
        id: 'organisation',
        type: 'symbol',
        source: 'organisations',
        filter: ['match', ['get', 'kind'], ['clinic', 'private-institution'], false, true],
        layout: {
          'icon-image': ['get', 'kind'],
          'icon-allow-overlap': true,
          'icon-padding': 0,
          'icon-size': ['interpolate', ['linear'], ['zoom'], 8, 0.6, 11, 1],
          'text-field': ['step', ['zoom'], '', 10.4, ['get', 'name']],
          'text-font': textFont,
          'text-size': 12,
          'text-anchor': 'left',
          'text-offset': [1.1, 0],
          'text-optional': true,
          'text-max-width': 20,
        },
        paint: { 'text-color': ink.ink, 'text-halo-color': ink.halo, 'text-halo-width': 1.4 },
      },
      ...vehicleLayers(ink),
    ],
  };
}
