// Front door of messaging: notifications in the app, and messages to phones through channels that are ports.
import { roles } from '#platform/kernel/access/roles.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { inboxTopic } from '../contract.ts';
import { phoneSimulator, type CardChannel, type Channel } from './channels.ts';
import { endpointsOf } from './routes.ts';
import { deliverMessage } from './use-cases/deliver-message.ts';
import { sendMessage, type Message } from './use-cases/send-message.ts';
import { sendToMany, type MessageToMany } from './use-cases/send-to-many.ts';
import { tellOfBreakGlass } from './use-cases/tell-of-break-glass.ts';

export type { CardChannel, CardChannelName, CardOutcome, OutgoingCard } from './channels.ts';

export interface Messaging {
  readonly context: Context;
  /** Sends in the caller's transaction; returns the notification's id. */
  send(q: Sql, message: Message): Promise<string>;
  /** Sends one message to many in the caller's transaction; who has it already is left out. */
  sendToMany(q: Sql, recipients: readonly string[], message: MessageToMany): Promise<void>;
  /** One channel of each name; the later one wins. */
  registerChannel(channel: Channel): void;
  /** A messenger's cards: who linked an identity there gets one before a text message is sent. */
  registerCardChannel(channel: CardChannel): void;
  /** Sends texts to the demo's phone page instead of to real phones. */
  usePhoneSimulator(): void;
}

export function createMessaging(kernel: Kernel, registry: Registry): Messaging {
  const channels = new Map<string, Channel>();
  const cards = new Map<string, CardChannel>();
  const simulator = phoneSimulator(kernel);
  return {
    context: {
      name: 'messaging',
      migrations: new URL('./migrations/', import.meta.url),
      permissions: { 'messaging.inbox.read': roles },
      endpoints: endpointsOf(kernel, () => channels.get('sms') === simulator),
      liveTopics: [{ name: inboxTopic, permission: 'messaging.inbox.read', own: true }],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
      jobs: [
        {
          kind: 'messaging.deliver-message',
          run: (payload) => deliverMessage(kernel, registry, { channels, cards }, payload),
        },
      ],
      listeners: [
        {
          event: 'access.break-glass-opened',
          name: 'tell-of-break-glass',
          hear: (payload, event) => tellOfBreakGlass(kernel, registry, payload, event.id),
        },
      ],
    },
    send: (q, message) => sendMessage(kernel, q, message),
    sendToMany: (q, recipients, message) => sendToMany(kernel, q, recipients, message),
    registerChannel: (channel) => void channels.set(channel.name, channel),
    registerCardChannel: (channel) => void cards.set(channel.name, channel),
    usePhoneSimulator: () => void channels.set(simulator.name, simulator),
  };
}
