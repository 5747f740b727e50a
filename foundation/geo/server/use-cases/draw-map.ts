// Puts areas, villages, people counts and institutions together to the county map.
import type { MapPlaceRow } from '#foundation/registry/server/index.ts';
import type { CountyMap, MapArea, MapPlace } from '../../contract.ts';

export interface MapParts {
  areas: readonly MapArea[];
  places: readonly MapPlaceRow[];
  populations: ReadonlyMap<string, number>;
}

const notOrganisations = new Set(['township', 'village', 'village-stop', 'care-home', 'community', 'enterprise']);

/** `county` keeps what lies below that node. */
export function drawMap({ areas, places, populations }: MapParts, county: string | undefined): CountyMap {
  const wanted = places.filter((place) => county === undefined || place.path.includes(county));
  const areaOf = new Map(areas.map((area) => [area.unitId, area]));
  const peopleIn = new Map<string, number>();
  for (const place of wanted) {
    if (place.kind !== 'village' || !place.parentId) continue;
    peopleIn.set(place.parentId, (peopleIn.get(place.parentId) ?? 0) + (populations.get(place.unitId) ?? 0));
  }
  const townships = wanted.filter((place) => place.kind === 'township' && isPlaced(place));
  const townshipIds = new Set(places.filter((place) => place.kind === 'township').map((place) => place.unitId));
  return {
    counties: areas.filter((area) => !townshipIds.has(area.unitId) && (county === undefined || area.unitId === county)),
    townships: townships.map((place) => ({
      ...(areaOf.get(place.unitId) ?? {
        unitId: place.unitId,
        name: place.name,
        polygons: [],
        schematic: true,
        source: '',
      }),
      countyId: place.parentId!,
      seat: [place.lon!, place.lat!],
      population: peopleIn.get(place.unitId) ?? 0,
    })),
    villages: wanted
      .filter((place) => place.kind === 'village' && isPlaced(place))
      .map((place) => ({
        ...placeOf(place),
        townshipId: place.parentId!,
        kind: place.isCommunity ? ('community' as const) : ('village' as const),
        population: populations.get(place.unitId) ?? 0,
      })),
    organisations: wanted
      .filter((place) => !notOrganisations.has(place.kind) && isPlaced(place))
      .map((place) => ({ ...placeOf(place), unitId: place.id, kind: place.kind })),
  };
}

export const isPlaced = (place: MapPlaceRow): boolean => place.lon !== null && place.lat !== null;

export const placeOf = (place: MapPlaceRow): MapPlace => ({
  unitId: place.unitId,
  name: place.name,
  lon: place.lon!,
  lat: place.lat!,
  accuracy: (place.accuracy ?? 'synthetic') as MapPlace['accuracy'],
});

const servicePointKinds = new Set(['village-stop', 'care-home', 'community', 'enterprise']);
/** The kind under which something nearby is asked for. */
export const kindOf = (place: MapPlaceRow): string =>
  servicePointKinds.has(place.kind) ? 'service-point' : place.kind;
