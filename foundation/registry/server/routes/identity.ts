// Binds the identity review: pairs, decisions, and the search through everybody.
import { succeed } from '#platform/contract.ts';
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { decisionBody, identityRoutes as routes, pairParams, pairsQuery } from '../../identity-contract.ts';
import type { Parts } from '../parts.ts';
import { readSearch, startSearch } from '../use-cases/identity-search.ts';
import { decideIdentity, listIdentityPairs } from '../use-cases/review-identity.ts';

const permission = 'registry.person.merge';

export const identityEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.pairs,
    { permission, person: 'filtered', query: pairsQuery, summary: 'Records that may be one person' },
    ({ actor, query, now }) => listIdentityPairs(parts, actor, query, now),
  ),
  endpoint(
    routes.decide,
    {
      permission,
      person: 'filtered',
      params: pairParams,
      body: decisionBody,
      summary: 'Join two records of one person, keep two people apart, or take either back',
    },
    ({ actor, params, body, now }) => decideIdentity(parts, actor, params, body, now),
  ),
  endpoint(
    routes.search,
    { permission, person: 'none', summary: 'How far the search through everybody is' },
    async () => succeed(await readSearch(parts.kernel.db)),
  ),
  endpoint(
    routes.startSearch,
    { permission, person: 'none', summary: 'Search everybody for records of one person' },
    ({ actor, now }) => startSearch(parts, actor, now),
  ),
];
