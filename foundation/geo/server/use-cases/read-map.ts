// Answers with the map and with what is near, from a read of places and people counts that is at most a minute old.
import { createHash } from 'node:crypto';
import { isUuid } from '#platform/contract.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { NearPlace, NearQuery } from '../../contract.ts';
import { distanceMetres } from '../../rules/distance.ts';
import { listAreas } from '../store/area.ts';
import { drawMap, isPlaced, kindOf, placeOf, type MapParts } from './draw-map.ts';

/** How long a read of places and people counts serves; the map's numbers may be this old. */
const freshSeconds = 60;
const nearestCount = 5;

export interface MapReader {
  /** The map as JSON text with its entity tag. */
  map(county: string | undefined, now: Date): Promise<{ body: string; etag: string }>;
  near(query: NearQuery, now: Date): Promise<NearPlace[]>;
}

export function createMapReader({ db }: Kernel, registry: Registry): MapReader {
  let read: { at: number; parts: Promise<MapParts> } | undefined;
  const partsOf = (now: Date): Promise<MapParts> => {
    const age = read ? now.getTime() - read.at : Infinity;
    if (!read || age > freshSeconds * 1000 || age < 0) {
      const parts = readParts();
      read = { at: now.getTime(), parts };
      parts.catch(() => (read = undefined));
    }
    return read.parts;
  };
  const readParts = async (): Promise<MapParts> => {
    const areas = await listAreas(db);
    const places = await registry.places(db);
    return { areas, places, populations: await registry.populations(db) };
  };
  return {
    async map(county, now) {
      const body = JSON.stringify(drawMap(await partsOf(now), county && isUuid(county) ? county : undefined));
      return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
    },
    async near({ lon, lat, kind, limit }, now) {
      const { places } = await partsOf(now);
      return places
        .filter((place) => isPlaced(place) && (kind === undefined || kindOf(place) === kind))
        .map((place): NearPlace => {
          const shown = { ...placeOf(place), unitId: place.id };
          const away = Math.round(distanceMetres([lon, lat], [shown.lon, shown.lat]));
          return { ...shown, kind: kindOf(place), distanceMetres: away };
        })
        .toSorted((a, b) => a.distanceMetres - b.distanceMetres || a.unitId.localeCompare(b.unitId))
        .slice(0, limit ?? nearestCount);
    },
  };
}
