// Binds the routes of calls to a specialist to their use cases.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import type { Sync } from '#foundation/sync/server/index.ts';
import { callBody, callParams, callsQuery, referralRoutes as routes } from '../../referral-contract.ts';
import type { Parts } from '../parts.ts';
import { handleCall, handleCalls, readCalls } from '../use-cases/specialist-calls.ts';

export const specialistCallEndpoints = (parts: Parts, sync: Sync): Endpoint[] => [
  endpoint(
    routes.calls,
    {
      permission: handleCalls,
      person: 'filtered',
      query: callsQuery,
      summary: 'Calls that crews ask of the own hospital, longest waiting first',
    },
    ({ actor, query, now }) => readCalls(parts, sync, actor, query, now),
  ),
  endpoint(
    routes.handle,
    {
      permission: handleCalls,
      person: ({ params }) => params.personId,
      params: callParams,
      body: callBody,
      summary: 'Say that the crew was called back, or that the matter is done',
    },
    ({ actor, params, body, now }) => handleCall(parts, sync, actor, params, body, now),
  ),
];
