// Binds the routes of road networks and travel to their use cases.
import type { Readable } from 'node:stream';
import { succeed } from '#platform/contract.ts';
import { roles, type Role } from '#platform/kernel/access/roles.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { connectivityQuery, geoRoutes, isochroneBody, loadRoadsQuery, matrixBody, routeBody } from '../contract.ts';
import { descriptionMissing } from './problems.ts';
import type { TravelAnswers } from './use-cases/answer-travel.ts';
import { largestFile, readUpload, type RoadLoading } from './use-cases/load-roads.ts';
import type { RoadReader } from './use-cases/read-roads.ts';

const loaders: readonly Role[] = ['system-admin', 'bureau'];
export const roadPermissions = {
  'geo.roads.read': roles,
  'geo.roads.load': loaders,
  'geo.travel.ask': roles,
} as const;

/** A matrix keeps a processor busy for a second. */
const travelsPerMinute = 60;
const ask = { permission: 'geo.travel.ask', person: 'none', perMinute: travelsPerMinute } as const;

export const roadEndpoints = (
  { messages }: Kernel,
  reader: RoadReader,
  loading: RoadLoading,
  answers: TravelAnswers,
): (Endpoint | RawEndpoint)[] => [
  endpoint(
    geoRoutes.roads,
    { permission: 'geo.roads.read', person: 'none', summary: 'Road networks that were loaded, and the one in use' },
    async () => succeed(await reader.status()),
  ),
  {
    kind: 'raw',
    method: geoRoutes.loadRoads.method,
    path: geoRoutes.loadRoads.path,
    permission: 'geo.roads.load',
    summary: 'Load a road network: an OpenStreetMap extract in PBF format as the body',
    streamBody: true,
    bodyLimit: largestFile,
    async handle(request, reply, actor) {
      const query = loadRoadsQuery.safeParse(request.query);
      if (!query.success) return sendProblem(reply, descriptionMissing, messages, actor.locale);
      const content = await readUpload(request.body as Readable);
      const accepted = content.ok
        ? await loading.accept({ ...query.data, content: content.value, synthetic: false })
        : content;
      if (!accepted.ok) return sendProblem(reply, accepted.problem, messages, actor.locale);
      return reply.code(202).send(accepted.value);
    },
  },
  {
    kind: 'raw',
    method: geoRoutes.roadLines.method,
    path: geoRoutes.roadLines.path,
    permission: 'geo.roads.read',
    summary: 'Roads as GeoJSON lines, simplified; ETag',
    // Nobody's data: nothing for the audit trail.
    auditsItself: true,
    async handle(request, reply) {
      const { body, etag } = await reader.lines();
      void reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type('application/geo+json; charset=utf-8').send(body);
    },
  },
  endpoint(
    geoRoutes.connectivity,
    {
      permission: 'geo.roads.read',
      person: 'none',
      query: connectivityQuery,
      summary: 'Villages, institutions and service points that lie far from the road or on an island of it',
    },
    async ({ query }) => succeed(await reader.connectivity(connectivityQuery.parse(query))),
  ),
  endpoint(
    geoRoutes.route,
    { ...ask, body: routeBody, summary: 'The fastest way by road between two places' },
    ({ body }) => answers.route(body),
  ),
  endpoint(
    geoRoutes.matrix,
    { ...ask, body: matrixBody, summary: 'Travel times and distances between many places' },
    ({ body }) => answers.matrix(body),
  ),
  endpoint(
    geoRoutes.isochrone,
    { ...ask, body: isochroneBody, summary: 'What is reached by road within so many minutes, and the villages in it' },
    ({ body }) => answers.isochrone(body),
  ),
];
