// Binds the inbox and the demo's phones to their use cases.
import { fail, succeed } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { inboxQuery, markRead, markReadBody, phoneMessages, readInbox, type Notification } from '../contract.ts';
import type { Channel } from './channels.ts';
import * as store from './store.ts';

const recipientsOf = (actor: Actor): string[] => [actor.accountId, ...(actor.personId ? [actor.personId] : [])];
const phonesShown = 100;

export function endpointsOf(
  kernel: Kernel,
  channels: ReadonlyMap<string, Channel>,
  isSimulated: (channel: Channel) => boolean,
): Endpoint[] {
  const own = { permission: 'messaging.inbox.read', person: 'none' } as const;
  const present = (actor: Actor, row: store.NotificationRow): Notification => ({
    notificationId: row.id,
    at: row.at.toISOString(),
    title: kernel.messages.render(actor.locale, `messages.${row.code}.title`, row.parameters),
    text: kernel.messages.render(actor.locale, `messages.${row.code}.text`, row.parameters),
    urgency: row.urgency,
    ...(row.link ? { link: row.link } : {}),
    ...(row.read_at ? { readAt: row.read_at.toISOString() } : {}),
  });
  return [
    endpoint(
      readInbox,
      { ...own, query: inboxQuery, summary: 'Own notifications, newest first' },
      async ({ query, actor }) => {
        const search = inboxQuery.parse(query);
        const count = search.count ?? 30;
        const before = /^[0-9a-f-]{36}$/.test(search.cursor ?? '') ? { before: search.cursor! } : {};
        const rows = await store.listNotifications(kernel.db, recipientsOf(actor), {
          ...before,
          unreadOnly: search.unreadOnly === 'true',
          limit: count + 1,
        });
        const shown = rows.slice(0, count);
        return succeed({
          items: shown.map((row) => present(actor, row)),
          unread: await store.countUnread(kernel.db, recipientsOf(actor)),
          ...(rows.length > count ? { next: shown.at(-1)!.id } : {}),
        });
      },
    ),
    endpoint(
      markRead,
      { ...own, body: markReadBody, summary: 'Mark notifications as read' },
      async ({ body, actor, now }) => {
        const unread = await kernel.db.tx(async (q) => {
          await store.markRead(q, recipientsOf(actor), body.notificationIds, now);
          await kernel.audit.record(q, actor, { action: 'update', permission: own.permission, outcome: 'success' });
          return store.countUnread(q, recipientsOf(actor));
        });
        return succeed({ unread });
      },
    ),
    endpoint(
      phoneMessages,
      { permission: 'public', person: 'none', summary: 'Texts on the invented phones of the demo' },
      async () => {
        const channel = channels.get('sms');
        if (!channel || !isSimulated(channel)) return fail({ kind: 'not-found', code: 'http/no-such-address' });
        const rows = await store.listPhoneMessages(kernel.db, phonesShown);
        return succeed({
          messages: rows.map((row) => ({
            messageId: row.id,
            at: row.at.toISOString(),
            phone: kernel.cipher.decrypt(row.phone).replace(/^(\d{3})\d+(\d{4})$/, '$1****$2'),
            text: kernel.cipher.decrypt(row.body),
          })),
        });
      },
    ),
  ];
}
