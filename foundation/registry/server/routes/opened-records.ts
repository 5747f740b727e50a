// Binds the review of records that were opened in an emergency.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { openedParams, openedQuery, openedRoutes, reviewBody } from '../../opened-records-contract.ts';
import type { Parts } from '../parts.ts';
import { listOpenedRecords, reviewOpenedRecord, reviewPermission } from '../use-cases/review-opened-records.ts';

export const openedRecordEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    openedRoutes.list,
    {
      permission: reviewPermission,
      person: 'filtered',
      query: openedQuery,
      summary: 'Records that were opened in an emergency, waiting for a review or reviewed',
    },
    ({ actor, query, now }) => listOpenedRecords(parts, actor, query, now),
  ),
  endpoint(
    openedRoutes.review,
    {
      permission: reviewPermission,
      person: ({ params }) => params.personId,
      params: openedParams,
      body: reviewBody,
      summary: 'Say whether it was right to open a record',
    },
    ({ actor, params, body, now }) => reviewOpenedRecord(parts, actor, params, body, now),
  ),
];
