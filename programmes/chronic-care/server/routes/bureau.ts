// Binds the routes of the bureau: the graded network and the managers' view.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { networkBody, networkPermissions as permissions, networkRoutes as routes } from '../../network-contract.ts';
import { cockpitPermission, cockpitQuery, cockpitRoute } from '../../cockpit-contract.ts';
import type { Parts } from '../parts.ts';
import { readCockpit } from '../use-cases/cockpit.ts';
import { readNetwork, setNetwork } from '../use-cases/network.ts';

export const bureauEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.read,
    { permission: permissions.read, person: 'none', summary: 'The graded network of chronic diseases' },
    ({ actor, now }) => readNetwork(parts, actor, now),
  ),
  endpoint(
    routes.set,
    { permission: permissions.write, person: 'none', body: networkBody, summary: 'Set the network of one disease' },
    ({ body, actor, now }) => setNetwork(parts, actor, body, now),
  ),
  endpoint(
    cockpitRoute,
    {
      permission: cockpitPermission,
      person: 'none',
      query: cockpitQuery,
      summary: 'Control rates, cascade of care and villages of one disease; small numbers hidden',
    },
    ({ query, actor, now }) => readCockpit(parts, actor, query, now),
  ),
];
