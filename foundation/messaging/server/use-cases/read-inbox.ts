// Reads a page of the actor's own notifications, rendered in the actor's language, and marks them as read.
import type { z } from 'zod';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Inbox, inboxQuery, Notification } from '../../contract.ts';
import { openParameters } from '../sealed-parameters.ts';
import { countUnread, listNotifications, markRead, noteInboxRead, type NotificationRow } from '../store.ts';

/** The account, and the person behind it. */
const recipientsOf = (actor: Actor): string[] => [actor.accountId, ...(actor.personId ? [actor.personId] : [])];
const pageSize = 30;

export async function readInbox(kernel: Kernel, actor: Actor, search: z.output<typeof inboxQuery>): Promise<Inbox> {
  const count = search.count ?? pageSize;
  const before = /^[0-9a-f-]{36}$/.test(search.cursor ?? '') ? { before: search.cursor! } : {};
  const rows = await listNotifications(kernel.db, recipientsOf(actor), {
    ...before,
    unreadOnly: search.unreadOnly === 'true',
    limit: count + 1,
  });
  const shown = rows.slice(0, count);
  return {
    items: shown.map((row) => present(kernel, actor, row)),
    unread: await countUnread(kernel.db, recipientsOf(actor)),
    ...(rows.length > count ? { next: shown.at(-1)!.id } : {}),
  };
}

function present(kernel: Kernel, actor: Actor, row: NotificationRow): Notification {
  const parameters = openParameters(kernel.cipher, row.parameters);
  return {
    notificationId: row.id,
    at: row.at.toISOString(),
    title: kernel.messages.render(actor.locale, `messages.${row.code}.title`, parameters),
    text: kernel.messages.render(actor.locale, `messages.${row.code}.text`, parameters),
    urgency: row.urgency,
    ...(row.link ? { link: row.link } : {}),
    ...(row.read_at ? { readAt: row.read_at.toISOString() } : {}),
  };
}

/** Marks some or all as read; returns how many are left unread. */
export function markInboxRead(
  kernel: Kernel,
  actor: Actor,
  ids: readonly string[] | undefined,
  permission: string,
  now: Date,
): Promise<number> {
  return kernel.db.tx(async (q) => {
    await markRead(q, recipientsOf(actor), ids, now);
    await noteInboxRead(q, recipientsOf(actor), ids, now);
    await kernel.audit.record(q, actor, { action: 'update', permission, outcome: 'success' });
    return countUnread(q, recipientsOf(actor));
  });
}
