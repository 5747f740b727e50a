// Binds the inbox and the demo's phones to their use cases.
import { fail, succeed } from '#platform/contract.ts';
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { inboxQuery, markRead, markReadBody, phoneMessages, readInbox as readInboxRoute } from '../contract.ts';
import { markInboxRead, readInbox } from './use-cases/read-inbox.ts';
import { showPhones } from './use-cases/show-phones.ts';

/** `phonesAreSimulated`: texts go to the demo's phone page. */
export function endpointsOf(kernel: Kernel, phonesAreSimulated: () => boolean): Endpoint[] {
  const own = { permission: 'messaging.inbox.read', person: 'none' } as const;
  return [
    endpoint(
      readInboxRoute,
      { ...own, query: inboxQuery, summary: 'Own notifications, newest first' },
      async ({ query, actor }) => succeed(await readInbox(kernel, actor, inboxQuery.parse(query))),
    ),
    endpoint(
      markRead,
      { ...own, body: markReadBody, summary: 'Mark notifications as read' },
      async ({ body, actor, now }) =>
        succeed({ unread: await markInboxRead(kernel, actor, body.notificationIds, own.permission, now) }),
    ),
    endpoint(
      phoneMessages,
      { permission: 'public', person: 'none', summary: 'Texts on the invented phones of the demo' },
      async () =>
        phonesAreSimulated()
          ? succeed({ messages: await showPhones(kernel) })
          : fail({ kind: 'not-found', code: 'http/no-such-address' }),
    ),
  ];
}
