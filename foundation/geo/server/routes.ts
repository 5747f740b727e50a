// Answers the map and the question what is near.
import { createHash } from 'node:crypto';
import { isUuid, succeed } from '#platform/contract.ts';
import { roles } from '#platform/kernel/access/roles.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { geoRoutes, nearQuery, type NearPlace } from '../contract.ts';
import { distanceMetres } from '../rules/distance.ts';
import { drawMap, isPlaced, kindOf, placeOf, type MapParts } from './draw-map.ts';
import { listAreas } from './store.ts';

export const permissions = { 'geo.map.read': roles } as const;
const permission = 'geo.map.read';

/** How long a read of places and people counts serves; the map's numbers may be this old. */
const freshSeconds = 60;

export function endpointsOf(kernel: Kernel, registry: Registry): (Endpoint | RawEndpoint)[] {
  let read: { at: number; parts: Promise<MapParts> } | undefined;
  const partsOf = (now: Date): Promise<MapParts> => {
    if (!read || now.getTime() - read.at > freshSeconds * 1000 || now.getTime() < read.at) {
      const parts = readParts(kernel, registry);
      read = { at: now.getTime(), parts };
      parts.catch(() => (read = undefined));
    }
    return read.parts;
  };
  return [
    {
      kind: 'raw',
      method: geoRoutes.map.method,
      path: geoRoutes.map.path,
      permission,
      summary: 'Outline, town areas, villages with people counts, institutions; ETag',
      // Nobody's data: nothing for the audit trail.
      auditsItself: true,
      async handle(request, reply, _actor, now) {
        const { county } = request.query as { county?: string };
        const body = JSON.stringify(drawMap(await partsOf(now), county && isUuid(county) ? county : undefined));
        const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
        void reply.header('etag', etag).header('cache-control', 'private, no-cache');
        if (request.headers['if-none-match'] === etag) return reply.code(304).send();
        return reply.type('application/json; charset=utf-8').send(body);
      },
    },
    endpoint(
      geoRoutes.near,
      { permission, person: 'none', query: nearQuery, summary: 'What is nearest, with distance as the crow flies' },
      async ({ query, now }) => {
        const { places } = await partsOf(now);
        const here = [query.lon, query.lat] as const;
        const near = places
          .filter((place) => isPlaced(place) && (query.kind === undefined || kindOf(place) === query.kind))
          .map((place): NearPlace => {
            const shown = { ...placeOf(place), unitId: place.id };
            return {
              ...shown,
              kind: kindOf(place),
              distanceMetres: Math.round(distanceMetres(here, [shown.lon, shown.lat])),
            };
          })
          .toSorted((a, b) => a.distanceMetres - b.distanceMetres || a.unitId.localeCompare(b.unitId));
        return succeed({ places: near.slice(0, query.limit ?? 5) });
      },
    ),
  ];
}

async function readParts({ db }: Kernel, registry: Registry): Promise<MapParts> {
  const areas = await listAreas(db);
  const places = await registry.places(db);
  return { areas, places, populations: await registry.populations(db) };
}
