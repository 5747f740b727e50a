// The ways out of the house: a channel is a port, filled by a gateway in a real county and by invented phones in the demo.
import type { Kernel } from '#platform/kernel/kernel.ts';

/** Messengers that show a card: only for people who linked their identity there. */
export type CardChannelName = 'wecom' | 'mini-program';
export type ChannelName = 'sms' | 'voice' | CardChannelName;

export interface OutgoingMessage {
  /** The same for every attempt: gateways that know it send once. */
  deliveryId: string;
  phone: string;
  text: string;
}

/** Throws where the gateway does not answer: the delivery is tried again with back-off. */
export interface Channel {
  readonly name: ChannelName;
  deliver(message: OutgoingMessage): Promise<void>;
}

/** Carries no text of the message: what opens it is the link, after signing in. */
export interface OutgoingCard {
  deliveryId: string;
  /** An account or a person. */
  recipient: string;
  at: Date;
  urgent: boolean;
  /** Page inside the reader's portal. */
  link?: string;
}
export type CardOutcome = 'sent' | 'no-channel' | 'no-address';

/** Throws where the messenger does not answer or asks to wait: the delivery is tried again with back-off. */
export interface CardChannel {
  readonly name: CardChannelName;
  deliver(card: OutgoingCard): Promise<CardOutcome>;
}

/** Phones that exist on the demo's phone page only. */
export function phoneSimulator(kernel: Kernel): Channel {
  return {
    name: 'sms',
    async deliver({ deliveryId, phone, text }) {
      await kernel.db.query(
        'insert into messaging.phone_message (id, at, phone, body) values ($1, $2, $3, $4) on conflict (id) do nothing',
        [deliveryId, kernel.clock.now(), kernel.cipher.encrypt(phone), kernel.cipher.encrypt(text)],
      );
    },
  };
}
