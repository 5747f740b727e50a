// Binds the routes of scales to their use cases.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { personParams } from '../../contract.ts';
import { scaleBody, scalePermissions, scaleRoutes as routes } from '../../scales-contract.ts';
import type { Parts } from '../parts.ts';
import { readScales, signScale } from '../use-cases/scales.ts';

const person = ({ params }: { params: { personId: string } }) => params.personId;

export const scaleEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.read,
    {
      permission: scalePermissions.read,
      person,
      params: personParams,
      summary: 'Filled scales of a person with results',
    },
    ({ params, now }) => readScales(parts, params.personId, now),
  ),
  endpoint(
    routes.sign,
    {
      permission: scalePermissions.write,
      person,
      params: personParams,
      body: scaleBody,
      summary: 'Sign a filled scale into the record',
    },
    ({ params, body, actor, now }) => signScale(parts, actor, params.personId, body, now),
  ),
];
