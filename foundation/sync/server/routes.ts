// Binds the routes of the sync to their use cases.
import { succeed } from '#platform/contract.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import * as contract from '../contract.ts';
import type { Parts } from './parts.ts';
import { rawEndpointsOf } from './raw-routes.ts';
import { openAttachment, readAttachment } from './use-cases/attachments.ts';
import { deviceWiped, enrolDevice, readDevice, readDevices, revoke } from './use-cases/devices.ts';
import { pull } from './use-cases/pull.ts';
import { push } from './use-cases/push.ts';
import { readConflicts } from './use-cases/read-conflicts.ts';
import { readScopes } from './use-cases/read-scopes.ts';

const { syncRoutes: routes } = contract;
const use = { permission: 'sync.device.use', person: 'none' } as const;
const people = { permission: 'sync.device.use', person: 'filtered' } as const;

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  endpoint(routes.scopes, { ...use, summary: 'Villages in which the account works soon' }, async ({ actor, now }) =>
    succeed({ scopes: await readScopes(parts, actor, now) }),
  ),
  endpoint(
    routes.enrol,
    { ...use, body: contract.enrolBody, summary: 'Enrol a device; its id is made by the device' },
    ({ actor, body, now }) => enrolDevice(parts, actor, body, now),
  ),
  endpoint(
    routes.devices,
    { permission: 'sync.device.read', person: 'none', summary: 'Own devices; all of them for who answers for them' },
    async ({ actor }) => succeed({ devices: await readDevices(parts, actor) }),
  ),
  endpoint(
    routes.device,
    { ...use, params: contract.deviceParams, summary: 'One own device; `gone` once it was revoked' },
    ({ actor, params }) => readDevice(parts, actor, params.deviceId),
  ),
  endpoint(
    routes.revoke,
    {
      permission: 'sync.device.revoke',
      person: 'none',
      params: contract.deviceParams,
      body: contract.revokeBody,
      summary: 'Revoke a lost device: it deletes everything at its next contact',
    },
    ({ actor, params, body, now }) => revoke(parts, actor, params.deviceId, body.reason, now),
  ),
  endpoint(
    routes.wiped,
    { ...use, params: contract.deviceParams, summary: 'A device tells that it holds nothing any more' },
    ({ actor, params, now }) => deviceWiped(parts, actor, params.deviceId, now),
  ),
  endpoint(
    routes.push,
    { ...people, body: contract.pushBody, bodyLimit: 2 * contract.pushedCharacters, summary: 'Operations of a device' },
    ({ actor, body, now }) => push(parts, actor, body, now),
  ),
  endpoint(
    routes.pull,
    { ...people, body: contract.pullBody, summary: 'Documents that changed in the villages of a device' },
    ({ actor, body, now }) => pull(parts, actor, body, now),
  ),
  endpoint(
    routes.conflicts,
    { ...people, query: contract.conflictsQuery, summary: 'Fields about which a person has to decide' },
    async ({ actor, query, now }) => succeed({ conflicts: await readConflicts(parts, actor, query.scopeId, now) }),
  ),
  endpoint(
    routes.openAttachment,
    {
      ...people,
      params: contract.attachmentParams,
      body: contract.attachmentBody,
      summary: 'Begin a file, or learn which of its chunks are missing',
    },
    ({ actor, params, body, now }) => openAttachment(parts, actor, params.attachmentId, body, now),
  ),
  endpoint(
    routes.attachment,
    { ...use, params: contract.attachmentParams, summary: 'Which chunks of a file have come' },
    ({ actor, params }) => readAttachment(parts, actor, params.attachmentId),
  ),
  ...rawEndpointsOf(parts),
];
