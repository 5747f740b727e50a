// Binds the provincial network: the view, and the two addresses at which other counties post.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import {
  externalParams,
  networkPointBody,
  networkQuery,
  networkRosterBody,
  networkRoutes as routes,
} from '../../network-contract.ts';
import type { Parts } from '../parts.ts';
import { postPoint, postRoster, readNetwork } from '../use-cases/network.ts';

const post = {
  permission: 'roving.network.post',
  person: 'none',
  params: externalParams,
  needsIfMatch: false,
} as const;

export const networkEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.network,
    {
      permission: 'roving.network.read',
      person: 'none',
      query: networkQuery,
      summary: 'Points and rosters of all counties on a day',
    },
    ({ query, now }) => readNetwork(parts, query.on, now),
  ),
  endpoint(
    routes.putPoint,
    { ...post, body: networkPointBody, summary: 'Post a service point of another county (idempotent by id)' },
    ({ actor, params, body, now }) => postPoint(parts, actor, params.externalId, body, now),
  ),
  endpoint(
    routes.putRoster,
    { ...post, body: networkRosterBody, summary: "Post a vehicle's day of another county (idempotent by id and day)" },
    ({ actor, params, body, now }) => postRoster(parts, actor, params.externalId, body, now),
  ),
];
