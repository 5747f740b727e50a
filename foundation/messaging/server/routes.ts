// Binds the inbox, preferences, banners, the gateway and the demo's phones to their use cases.
import { fail, succeed } from '#platform/contract.ts';
import { clinicalRoles, roles } from '#platform/kernel/access/roles.ts';
import type { Permissions } from '#platform/kernel/access/access.ts';
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import * as contract from '../contract.ts';
import { answerPhone } from './use-cases/answer-phone.ts';
import { markBannerSeen, readBanners } from './use-cases/banners.ts';
import { configureGateway, showGateway } from './use-cases/configure-gateway.ts';
import { changeConsent, readPreferences, savePreferences } from './use-cases/preferences.ts';
import { markInboxRead, readInbox } from './use-cases/read-inbox.ts';
import { showPhones } from './use-cases/show-phones.ts';

const { inboxQuery, permissions: names, personParams } = contract;
export const permissions: Permissions = {
  'messaging.inbox.read': roles,
  [names.readPreference]: [...clinicalRoles, 'resident'],
  [names.writePreference]: [...clinicalRoles, 'resident'],
  [names.readGateway]: ['system-admin', 'security-admin'],
  [names.manageGateway]: ['system-admin'],
};
const person = ({ params }: { params: { personId: string } }) => params.personId;

/** `phonesAreSimulated`: texts go to the demo's phone page. */
export function endpointsOf(kernel: Kernel, registry: Registry, phonesAreSimulated: () => boolean): Endpoint[] {
  const own = { permission: 'messaging.inbox.read', person: 'none' } as const;
  const read = { permission: names.readPreference, person, params: personParams } as const;
  const write = { permission: names.writePreference, person, params: personParams } as const;
  const noPhones = () => fail({ kind: 'not-found', code: 'http/no-such-address' });
  return [
    endpoint(
      contract.readInbox,
      { ...own, query: inboxQuery, summary: 'Own notifications, newest first' },
      async ({ query, actor }) => succeed(await readInbox(kernel, actor, inboxQuery.parse(query))),
    ),
    endpoint(
      contract.markRead,
      { ...own, body: contract.markReadBody, summary: 'Mark notifications as read' },
      async ({ body, actor, now }) =>
        succeed({ unread: await markInboxRead(kernel, actor, body.notificationIds, own.permission, now) }),
    ),
    endpoint(
      contract.readPreferences,
      { ...read, summary: 'How somebody wants to be reminded, and what they stopped' },
      ({ params }) => readPreferences(kernel, registry, params.personId),
    ),
    endpoint(
      contract.savePreferences,
      { ...write, body: contract.preferencesBody, summary: 'Choose channels, their order and the hours' },
      ({ actor, params, body, ifMatch = 0, now }) =>
        savePreferences(kernel, registry, actor, { personId: params.personId, ifMatch, now }, body),
    ),
    endpoint(
      contract.changeConsent,
      { ...write, body: contract.consentBody, summary: 'Stop reminders on channels, or take them up again' },
      ({ actor, params, body, now }) =>
        changeConsent(kernel, registry, actor, { personId: params.personId, now }, body),
    ),
    endpoint(
      contract.readBanners,
      { ...own, summary: 'What stands on the television of whoever is signed in there' },
      async ({ actor, now }) => succeed(await readBanners(kernel, actor, now)),
    ),
    endpoint(
      contract.markBannerSeen,
      { ...own, params: contract.bannerParams, summary: 'Somebody has seen a banner' },
      ({ actor, params, now }) => markBannerSeen(kernel, actor, params.deliveryId, now),
    ),
    endpoint(
      contract.readGateway,
      { permission: names.readGateway, person: 'none', summary: 'The gateway that texts go through' },
      async () => succeed(await showGateway(kernel)),
    ),
    endpoint(
      contract.saveGateway,
      {
        permission: names.manageGateway,
        person: 'none',
        body: contract.gatewayBody,
        summary: 'Change the gateway that texts go through',
      },
      ({ actor, body, ifMatch = 0, now }) => configureGateway(kernel, actor, body, ifMatch, now),
    ),
    endpoint(
      contract.phoneMessages,
      { permission: 'public', person: 'none', summary: 'What arrived on the invented phones of the demo' },
      async () => (phonesAreSimulated() ? succeed({ messages: await showPhones(kernel) }) : noPhones()),
    ),
    endpoint(
      contract.answerPhone,
      {
        permission: 'public',
        person: 'none',
        params: contract.phoneParams,
        body: contract.phoneAnswerBody,
        summary: 'Answer a text on an invented phone of the demo',
      },
      async ({ params, body, now }) =>
        phonesAreSimulated() ? answerPhone(kernel, registry, params.messageId, body, now) : noPhones(),
    ),
  ];
}
