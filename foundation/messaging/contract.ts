// What crosses the wire of messaging: a person's notifications, and the phones of the demo.
import { z } from 'zod';
import { route, type Page } from '#platform/contract.ts';

export interface Notification {
  notificationId: string;
  at: string;
  /** Rendered for the reader's language. */
  title: string;
  text: string;
  urgency: 'normal' | 'urgent';
  /** Page inside the reader's portal, e.g. `who-looked`. */
  link?: string;
  readAt?: string;
}
export interface Inbox extends Page<Notification> {
  unread: number;
}
export const inboxQuery = z.object({
  cursor: z.string().max(200).optional(),
  count: z.coerce.number().int().min(1).max(100).optional(),
  unreadOnly: z.enum(['true', 'false']).optional(),
});
export const readInbox = route<{ query: z.input<typeof inboxQuery>; reply: Inbox }>('GET', '/api/my/notifications');

/** Without ids everything is marked. */
export const markReadBody = z.object({ notificationIds: z.array(z.uuid()).max(200).optional() });
export const markRead = route<{ body: z.input<typeof markReadBody>; reply: { unread: number } }>(
  'POST',
  '/api/my/notifications/read',
);

/** A text that the demo delivered to an invented phone. */
export interface PhoneMessage {
  messageId: string;
  at: string;
  /** Shortened as everywhere: 138****5678. */
  phone: string;
  text: string;
}
/** 404 outside of the demo. */
export const phoneMessages = route<{ reply: { messages: PhoneMessage[] } }>('GET', '/api/phone-simulator/messages');

/** Follow `messaging.inbox/<own account or person id>`: something new arrived. */
export const inboxTopic = 'messaging.inbox';
