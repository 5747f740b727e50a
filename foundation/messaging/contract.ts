// What crosses the wire of messaging: a person's notifications, and the phones of the demo.
import { z } from 'zod';
import { route, type Instant, type Page } from '#platform/contract.ts';
import type { DeliveryState } from './rules/delivery-state.ts';

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

export const reminderChannels = ['app', 'sms', 'voice', 'tv', 'wecom', 'mini-program'] as const;
export type ReminderChannel = (typeof reminderChannels)[number];
export const permissions = {
  readPreference: 'messaging.preference.read',
  writePreference: 'messaging.preference.write',
  readGateway: 'messaging.gateway.read',
  manageGateway: 'messaging.gateway.manage',
} as const;

/** One stop or one taking up again. */
export interface ChannelConsent {
  channel: ReminderChannel;
  stopped: boolean;
  at: Instant;
  origin: 'sms-reply' | 'call-key' | 'person' | 'staff';
  reason?: string;
}
export interface Preferences {
  /** In the order in which they are tried. */
  channels: ReminderChannel[];
  /** Minutes of the day in Shanghai. */
  fromMinute: number;
  toMinute: number;
  locale: 'zh-CN' | 'en';
  slowVoice: boolean;
  /** Nobody has chosen yet: the usual order and hours. */
  usual: boolean;
  version: number;
  /** Channels on which reminders are stopped now. */
  stopped: ReminderChannel[];
  /** Newest first. */
  consents: ChannelConsent[];
  /** Whether there is a phone number for texts and calls, and an account for the app. */
  hasPhone: boolean;
  hasAccount: boolean;
}
const minuteOfDay = z.number().int().min(0).max(1_440);
export const preferencesBody = z
  .strictObject({
    channels: z
      .array(z.enum(reminderChannels))
      .min(1)
      .max(reminderChannels.length)
      .refine((list) => new Set(list).size === list.length, 'twice'),
    fromMinute: minuteOfDay,
    toMinute: minuteOfDay,
    locale: z.enum(['zh-CN', 'en']),
    slowVoice: z.boolean(),
  })
  // At least two hours of a day, or nobody could be reached.
  .refine(({ fromMinute, toMinute }) => toMinute - fromMinute >= 120, { path: ['toMinute'], message: 'hours' });
export type PreferencesBody = z.infer<typeof preferencesBody>;
export const consentBody = z.strictObject({
  /** Made by the screen: sent twice, it is written once. */
  consentId: z.uuid(),
  channels: z.array(z.enum(reminderChannels)).min(1).max(reminderChannels.length),
  stopped: z.boolean(),
  /** Staff say why. */
  reason: z.string().trim().max(200).optional(),
});
export type ConsentBody = z.infer<typeof consentBody>;
export const personParams = z.object({ personId: z.uuid() });
type OfPerson = { params: { personId: string } };
export const readPreferences = route<OfPerson & { reply: Preferences }>(
  'GET',
  '/api/people/:personId/message-preferences',
);
export const savePreferences = route<OfPerson & { body: PreferencesBody; reply: Preferences }>(
  'PUT',
  '/api/people/:personId/message-preferences',
);
export const changeConsent = route<OfPerson & { body: ConsentBody; reply: Preferences }>(
  'POST',
  '/api/people/:personId/message-consents',
);

/** One attempt of a message on one channel, for staff and the person themselves. */
export interface DeliveryShown {
  deliveryId: string;
  channel: ReminderChannel;
  state: DeliveryState;
  queuedAt: Instant;
  sentAt?: Instant;
  deliveredAt?: Instant;
  readAt?: Instant;
  endedAt?: Instant;
  why?: string;
}

/** A message that stands on the television until somebody has seen it. */
export interface Banner {
  deliveryId: string;
  at: Instant;
  title: string;
  text: string;
}
export const readBanners = route<{ reply: { banners: Banner[] } }>('GET', '/api/my/banners');
export const bannerParams = z.object({ deliveryId: z.uuid() });
export const markBannerSeen = route<{ params: { deliveryId: string }; reply: { banners: Banner[] } }>(
  'POST',
  '/api/my/banners/:deliveryId/seen',
);

export interface Gateway {
  address: string;
  keyId: string;
  hasSecret: boolean;
  enabled: boolean;
  version: number;
  /** Where receipts and answers come in. */
  receiptAddress: string;
  incomingAddress: string;
}
export const gatewayBody = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).max(400),
  keyId: z.string().trim().min(1).max(100),
  /** Without one the old one stays. */
  secret: z.string().min(16).max(200).optional(),
  enabled: z.boolean(),
});
export type GatewayBody = z.infer<typeof gatewayBody>;
export const readGateway = route<{ reply: Gateway }>('GET', '/api/message-gateway');
export const saveGateway = route<{ body: GatewayBody; reply: Gateway }>('PUT', '/api/message-gateway');

/** What the demo delivered to an invented phone, television or messenger. */
export interface PhoneMessage {
  messageId: string;
  at: string;
  channel: ReminderChannel;
  /** Shortened as everywhere: 138****5678; whose television or messenger it is. */
  phone: string;
  text: string;
}
/** 404 outside of the demo. */
export const phoneMessages = route<{ reply: { messages: PhoneMessage[] } }>('GET', '/api/phone-simulator/messages');
export const phoneParams = z.object({ messageId: z.uuid() });
export const phoneAnswerBody = z.strictObject({ answerId: z.uuid(), text: z.string().trim().min(1).max(70) });
/** Somebody answers a text on an invented phone. */
export const answerPhone = route<{
  params: { messageId: string };
  body: z.infer<typeof phoneAnswerBody>;
  reply: { messages: PhoneMessage[] };
}>('POST', '/api/phone-simulator/messages/:messageId/answer');

/** Follow `messaging.inbox/<own account or person id>`: something new arrived. */
export const inboxTopic = 'messaging.inbox';
