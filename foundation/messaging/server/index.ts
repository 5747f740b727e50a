// Front door of messaging: notifications in the app, messages to phones through channels that are ports, and reminders by the ways that people chose.
import type { Clock } from '#platform/kernel/clock/clock.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { inboxTopic, type DeliveryShown } from '../contract.ts';
import { phoneSimulator, type CardChannel, type Channel, type PhoneSimulator } from './channels.ts';
import { callbackEndpoints } from './http-gateway/callbacks.ts';
import { httpSmsChannel } from './http-gateway/sms-channel.ts';
import { endpointsOf, permissions } from './routes.ts';
import { withdrawWaiting } from './store/delivery.ts';
import { awaitReceipt, awaitReceiptJob } from './use-cases/await-receipt.ts';
import { deliverMessage, type Ways } from './use-cases/deliver-message.ts';
import { deliverAttempts, deliverReminder } from './use-cases/deliver-reminder.ts';
import { sendMessage, type Message } from './use-cases/send-message.ts';
import { deliverReminderJob, sendReminders, type Reminder } from './use-cases/send-reminders.ts';
import { sendToMany, type MessageToMany } from './use-cases/send-to-many.ts';
import { showDeliveries } from './use-cases/show-deliveries.ts';
import { tellOfBreakGlass, tellOfReview } from './use-cases/tell-of-break-glass.ts';

export type {
  CardChannel,
  CardChannelName,
  CardOutcome,
  Channel,
  DeliveryOutcome,
  OutgoingCard,
  OutgoingMessage,
} from './channels.ts';
export type { Reminder } from './use-cases/send-reminders.ts';

export interface Messaging {
  readonly context: Context;
  /** Sends in the caller's transaction; returns the notification's id. */
  send(q: Sql, message: Message): Promise<string>;
  /** Sends one message to many in the caller's transaction; who has it already is left out. */
  sendToMany(q: Sql, recipients: readonly string[], message: MessageToMany): Promise<void>;
  /** Reminders that people may stop, over the channels that they chose; see send-reminders.ts. Recipients are golden ids. */
  sendReminders(q: Sql, reminders: readonly Reminder[]): Promise<Set<string>>;
  /** In the caller's transaction: what of these reminders has not gone out does not go out any more. */
  withdraw(q: Sql, recipients: readonly string[], notificationIds: readonly string[], now: Date): Promise<number>;
  /** Every attempt of these notifications, by notification; the caller has checked access. */
  deliveries(
    q: Sql,
    recipients: readonly string[],
    notificationIds: readonly string[],
  ): Promise<Map<string, DeliveryShown[]>>;
  /** One channel of each name; the later one wins. */
  registerChannel(channel: Channel): void;
  /** A messenger's cards: who linked an identity there gets one before a text message is sent. */
  registerCardChannel(channel: CardChannel): void;
  /** Sends texts to the demo's phone page instead of to real phones. */
  usePhoneSimulator(): void;
}

/** `signing`: the clock of signatures between us and a gateway; the machine's own but in tests. */
export function createMessaging(kernel: Kernel, registry: Registry, signing?: Clock): Messaging {
  const channels = new Map<string, Channel>();
  const cards = new Map<string, CardChannel>();
  let simulator: PhoneSimulator | undefined;
  const ways: Ways = {
    channels,
    cards,
    get simulator() {
      return simulator;
    },
  };
  channels.set('sms', httpSmsChannel(kernel, signing));
  return {
    context: {
      name: 'messaging',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: [
        ...endpointsOf(kernel, registry, () => simulator !== undefined),
        ...callbackEndpoints(kernel, registry, signing),
      ],
      liveTopics: [{ name: inboxTopic, permission: 'messaging.inbox.read', own: true }],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
      jobs: [
        { kind: 'messaging.deliver-message', run: (payload) => deliverMessage(kernel, registry, ways, payload) },
        {
          kind: deliverReminderJob,
          maxAttempts: deliverAttempts,
          run: (payload, { attempt }) => deliverReminder(kernel, registry, ways, payload, attempt),
        },
        { kind: awaitReceiptJob, run: (payload) => awaitReceipt(kernel, payload) },
      ],
      listeners: [
        {
          event: 'access.break-glass-opened',
          name: 'tell-of-break-glass',
          hear: (payload, event) => tellOfBreakGlass(kernel, registry, payload, event.id),
        },
        {
          event: 'registry.opened-record-reviewed',
          name: 'tell-of-review',
          hear: (payload, event) => tellOfReview(kernel, payload, event.id),
        },
      ],
    },
    send: (q, message) => sendMessage(kernel, q, message),
    sendToMany: (q, recipients, message) => sendToMany(kernel, q, recipients, message),
    sendReminders: (q, reminders) => sendReminders(kernel, q, reminders),
    withdraw: withdrawWaiting,
    deliveries: showDeliveries,
    registerChannel: (channel) => void channels.set(channel.name, channel),
    registerCardChannel: (channel) => void cards.set(channel.name, channel),
    usePhoneSimulator() {
      simulator ??= phoneSimulator(kernel);
      channels.set(simulator.name, simulator);
    },
  };
}
