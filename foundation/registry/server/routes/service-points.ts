// Binds the register of service points: list, detail, changes, photo, and the list as a sheet.
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import { parseWith } from '#platform/kernel/http/validation.ts';
import {
  findServicePointsQuery,
  pointPhotoBody,
  servicePointBody,
  servicePointParams,
  servicePointRoutes as routes,
  servicePointsQuery,
} from '../../service-point-contract.ts';
import type { Parts } from '../parts.ts';
import { browseServicePoints } from '../use-cases/browse-structure.ts';
import { editServicePoint } from '../use-cases/edit-service-point.ts';
import { exportServicePoints } from '../use-cases/export-service-points.ts';
import { findPoints, readPoint } from '../use-cases/find-service-points.ts';
import { photographServicePoint, readPhoto } from '../use-cases/photograph-service-point.ts';

const read = { permission: 'registry.service-point.read', person: 'none' } as const;
const write = { permission: 'registry.service-point.write', person: 'none' } as const;
/** 7 MB of base64 carry a photo of 5 MB. */
const photoLimit = 7_200_000;

export function servicePointEndpoints(parts: Parts): (Endpoint | RawEndpoint)[] {
  return [
    endpoint(
      routes.servicePoints,
      {
        permission: 'registry.structure.read',
        person: 'none',
        query: servicePointsQuery,
        summary: 'Places where services stop: villages, care homes, enterprises',
      },
      ({ query }) => browseServicePoints(parts, query),
    ),
    endpoint(
      routes.findServicePoints,
      { ...read, query: findServicePointsQuery, summary: 'Register of service points with what each lacks' },
      ({ actor, query }) => findPoints(parts, actor, query),
    ),
    endpoint(
      routes.readServicePoint,
      { ...read, params: servicePointParams, summary: 'One service point with its keeper' },
      ({ actor, params }) => readPoint(parts, actor, params.servicePointId),
    ),
    endpoint(
      routes.addServicePoint,
      { ...write, body: servicePointBody, summary: 'Register a service point' },
      ({ actor, body }) => editServicePoint(parts, actor, undefined, body, 0),
    ),
    endpoint(
      routes.editServicePoint,
      { ...write, params: servicePointParams, body: servicePointBody, summary: 'Change or close a service point' },
      ({ actor, params, body, ifMatch }) => editServicePoint(parts, actor, params.servicePointId, body, ifMatch!),
    ),
    endpoint(
      routes.photographServicePoint,
      {
        ...write,
        params: servicePointParams,
        body: pointPhotoBody,
        bodyLimit: photoLimit,
        summary: 'Put a photo of the service point',
      },
      ({ actor, params, body, ifMatch }) => photographServicePoint(parts, actor, params.servicePointId, body, ifMatch!),
    ),
    photoEndpoint(parts),
    sheetEndpoint(parts, 'csv'),
    sheetEndpoint(parts, 'xlsx'),
  ];
}

const photoEndpoint = (parts: Parts): RawEndpoint => ({
  kind: 'raw',
  method: 'GET',
  path: '/api/service-point-register/:servicePointId/photo',
  permission: read.permission,
  summary: 'The photo of a service point',
  // A place, nobody's data.
  auditsItself: true,
  handle: async (request, reply, actor) => {
    const params = parseWith(servicePointParams, request.params, 'params', actor.locale);
    const photo = params.ok ? await readPhoto(parts, params.value.servicePointId) : params;
    if (!photo.ok) return sendProblem(reply, photo.problem, parts.kernel.messages, actor.locale);
    return reply.type(photo.value.mediaType).header('cache-control', 'private, max-age=300').send(photo.value.content);
  },
});

const sheetTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const sheetEndpoint = (parts: Parts, format: 'csv' | 'xlsx'): RawEndpoint => ({
  kind: 'raw',
  method: 'GET',
  path: `/api/service-point-register.${format}`,
  permission: read.permission,
  summary: `The register of service points as ${format.toUpperCase()}, with the filters of the list`,
  handle: async (request, reply, actor) => {
    const { portal: _, ...asked } = request.query as Record<string, unknown>;
    const query = parseWith(findServicePointsQuery, asked, 'query', actor.locale);
    if (!query.ok) return sendProblem(reply, query.problem, parts.kernel.messages, actor.locale);
    const sheet = await exportServicePoints(parts, actor, query.value, format);
    return reply
      .type(sheetTypes[format])
      .header('content-disposition', `attachment; filename="service-points.${format}"`)
      .send(sheet);
  },
});
