// The ways out of the house: a channel is a port, filled by a gateway in a real county and by invented phones in the demo.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { ReminderChannel } from '../contract.ts';

/** Messengers that show a card: only for people who linked their identity there. */
export type CardChannelName = 'wecom' | 'mini-program';
export type ChannelName = 'sms' | 'voice' | CardChannelName;

/** What a way out says at once; receipts may say more later. */
export interface DeliveryOutcome {
  state: 'sent' | 'delivered' | 'failed' | 'no-channel';
  /** Of a failure: busy, no-answer, refused ... */
  why?: string;
  /** The person asked during the call to be left alone. */
  stop?: boolean;
}

export interface OutgoingMessage {
  /** The same for every attempt: gateways that know it send once. */
  deliveryId: string;
  phone: string;
  text: string;
  /** A call speaks slowly and says everything twice. */
  slow?: boolean;
}

/** Throws where the gateway does not answer: the delivery is tried again with back-off. */
export interface Channel {
  readonly name: ChannelName;
  deliver(message: OutgoingMessage): Promise<DeliveryOutcome | undefined>;
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

/** Phones, televisions and messengers that exist on the demo's phone page only. */
export interface PhoneSimulator extends Channel {
  /** Shows there as well what goes out over a real channel of the demo. */
  show(message: OutgoingMessage & { channel: ReminderChannel }): Promise<void>;
}
export function phoneSimulator(kernel: Kernel): PhoneSimulator {
  const show: PhoneSimulator['show'] = async ({ deliveryId, phone, text, channel }) => {
    await kernel.db.query(
      `insert into messaging.phone_message (id, at, phone, body, channel) values ($1, $2, $3, $4, $5)
       on conflict (id) do nothing`,
      [deliveryId, kernel.clock.now(), kernel.cipher.encrypt(phone), kernel.cipher.encrypt(text), channel],
    );
  };
  return {
    name: 'sms',
    show,
    async deliver(message) {
      await show({ ...message, channel: 'sms' });
      return { state: 'delivered' };
    },
  };
}
