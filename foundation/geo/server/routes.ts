// Binds the map's routes to their use cases.
import { succeed } from '#platform/contract.ts';
import { roles } from '#platform/kernel/access/roles.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { activityQuery, activityReply, geoRoutes, nearQuery, type CountyActivity } from '../contract.ts';
import type { MapReader } from './use-cases/read-map.ts';

export const permissions = { 'geo.map.read': roles } as const;
const permission = 'geo.map.read';

export const endpointsOf = (
  reader: MapReader,
  activity: (county: string | undefined, now: Date) => Promise<CountyActivity>,
): (Endpoint | RawEndpoint)[] => [
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
      const { body, etag } = await reader.map(county, now);
      void reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type('application/json; charset=utf-8').send(body);
    },
  },
  endpoint(
    geoRoutes.near,
    { permission, person: 'none', query: nearQuery, summary: 'What is nearest, with distance as the crow flies' },
    async ({ query, now }) => succeed({ places: await reader.near(query, now) }),
  ),
  endpoint(
    geoRoutes.activity,
    {
      permission,
      person: 'none',
      query: activityQuery,
      reply: activityReply,
      summary: 'Visits and measurements of today in sums by township and village, and of yesterday up to the same time',
    },
    async ({ query, now }) => succeed(await activity(query.county, now)),
  ),
];
