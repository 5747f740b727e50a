// Opens the county map with MapLibre: its worker from our own server, glyphs as images, names drawn by the browser.
import {
  LngLatBounds,
  Map as MapView,
  NavigationControl,
  Popup,
  ScaleControl,
  setWorkerUrl,
  type GeoJSONSource,
  type MapMouseEvent,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { boundsOf, type MapData } from './map-data.ts';
import { glyphImage, glyphNames, type GlyphInk } from './map-glyphs.ts';
import { overlayContent, overlayPart, type MapOverlays } from './map-overlays.ts';
import { mapInk } from './map-ink.ts';
import { mapStyle } from './map-style.ts';
import { fontFamily } from '../theme/tokens.ts';

setWorkerUrl(workerUrl);

export interface DrawnMap {
  choose(unitId: string | undefined, flyTo?: boolean): void;
  /** Roads, what is reached, ways and stops; an area or points to fit that are new come into view. */
  lay(overlays: MapOverlays): void;
  remove(): void;
}
export interface DrawMapOptions {
  theme: 'light' | 'board';
  glyphInk: GlyphInk;
  words: Record<string, string>;
  onChoose: (unitId: string) => void;
  onReady: () => void;
  still: boolean;
}
const pressable = ['vehicle', 'vehicle-state', 'stop', 'organisation', 'clinic', 'village', 'town-area'];

export function drawMap(place: HTMLElement, data: MapData, options: DrawMapOptions): DrawnMap {
  const [west, south, east, north] = boundsOf(data);
  const bounds = new LngLatBounds([west, south], [east, north]);
  const air = 0.4;
  const view = new MapView({
    container: place,
    style: mapStyle(data, mapInk[options.theme]),
    bounds,
    fitBoundsOptions: { padding: 24 },
    maxBounds: [
      [west - air, south - air],
      [east + air, north + air],
    ],
    minZoom: 7,
    maxZoom: 15,
    dragRotate: false,
    pitchWithRotate: false,
    attributionControl: false,
    localIdeographFontFamily: fontFamily,
    locale: options.words,
    fadeDuration: options.still ? 0 : 150,
  });
  view.touchZoomRotate.disableRotation();
  view.keyboard.disableRotation();
  view.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  view.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-right');
  view.on('styleimagemissing', ({ id }) => {
    if (!glyphNames.includes(id as never) && !view.hasImage(id)) addGlyph(view, 'service-point', id, options.glyphInk);
  });
  for (const name of glyphNames) addGlyph(view, name, name, options.glyphInk);

  const name = new Popup({ closeButton: false, closeOnClick: false, offset: 12, className: 'map-name' });
  const under = (event: MapMouseEvent) => {
    const layers = pressable.filter((layer) => view.getLayer(layer));
    const found = view.queryRenderedFeatures(event.point, { layers });
    return layers.map((layer) => found.find((one) => one.layer.id === layer)).find(Boolean);
  };
  view.on('mousemove', (event) => {
    const thing = under(event);
    view.getCanvas().style.cursor = thing ? 'pointer' : '';
    if (!thing || thing.layer.id === 'town-area') name.remove();
    else name.setLngLat(event.lngLat).setText(String(thing.properties['name'])).addTo(view);
  });
  view.on('mouseout', () => name.remove());
  view.on('click', (event) => {
    const thing = under(event);
    if (thing) options.onChoose(String(thing.properties['id']));
  });
  view.once('idle', options.onReady);

  const positionOf = (unitId: string): [number, number] | undefined => {
    const place = [...data.villages, ...data.organisations].find((one) => one.unitId === unitId);
    return place ? [place.lon, place.lat] : data.townships.find((town) => town.unitId === unitId)?.seat;
  };
  let chosen: string | undefined;
  const mark = () => {
    for (const layer of ['town-chosen', 'chosen', 'chosen-organisation']) {
      if (view.getLayer(layer)) view.setFilter(layer, ['==', ['get', 'id'], chosen ?? '']);
    }
  };
  let overlays: MapOverlays = {};
  let laid: MapOverlays = {};
  const lay = () => {
    for (const [name, content] of Object.entries(overlayContent(overlays))) {
      const part = overlayPart[name as keyof typeof overlayPart];
      if (overlays[part] !== laid[part]) void view.getSource<GeoJSONSource>(name)?.setData(content);
    }
    laid = overlays;
  };
  view.once('load', () => {
    mark();
    lay();
  });
  return {
    choose(unitId, flyTo = false) {
      chosen = unitId;
      if (view.isStyleLoaded()) mark();
      const position = unitId && flyTo ? positionOf(unitId) : undefined;
      const isTown = data.townships.some((town) => town.unitId === unitId);
      if (position)
        view.easeTo({
          center: position,
          zoom: Math.max(view.getZoom(), isTown ? 10.7 : 11.5),
          duration: options.still ? 0 : 180,
        });
    },
    lay(next) {
      const isNew = next.reach !== overlays.reach;
      const fitIsNew = next.fit !== overlays.fit;
      overlays = next;
      if (view.getSource('reach')) lay();
      const reached = (isNew && next.reach ? next.reach : []).flatMap(({ polygons }) => polygons.flat(2));
      const corners = reached.length > 0 || !fitIsNew ? reached : (next.fit ?? []);
      if (corners.length === 0) return;
      const around = new LngLatBounds();
      for (const [lon, lat] of corners) around.extend([lon, lat]);
      view.fitBounds(around, { padding: 48, maxZoom: 13, duration: options.still ? 0 : 180 });
    },
    remove: () => view.remove(),
  };
}

function addGlyph(view: MapView, glyph: Parameters<typeof glyphImage>[0], id: string, ink: GlyphInk): void {
  const { address, size } = glyphImage(glyph, ink);
  const image = new Image(size * 2, size * 2);
  image.addEventListener('load', () => {
    if (!view.hasImage(id)) view.addImage(id, image, { pixelRatio: 2 });
  });
  image.src = address;
}
