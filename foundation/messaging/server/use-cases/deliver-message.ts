// Delivers one message over its channel, as a card before a text message; what can't be delivered is noted, what may work later is tried again.
import { z } from 'zod';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { CardChannel, CardOutcome, Channel, PhoneSimulator } from '../channels.ts';
import { openParameters } from '../sealed-parameters.ts';
import { phoneText } from '../../rules/phone-text.ts';
import { findDelivery, finishDelivery, noteReachedBy } from '../store.ts';

const Payload = z.object({ deliveryId: z.uuid() });

export interface Ways {
  channels: ReadonlyMap<string, Channel>;
  cards: ReadonlyMap<string, CardChannel>;
  /** Of the demo: what goes out to televisions and messengers shows there too. */
  simulator?: PhoneSimulator | undefined;
}

export async function deliverMessage(
  kernel: Kernel,
  registry: Registry,
  { channels, cards }: Ways,
  payload: unknown,
): Promise<void> {
  const { deliveryId } = Payload.parse(payload);
  const delivery = await findDelivery(kernel.db, deliveryId);
  if (!delivery || delivery.state !== 'waiting') return;
  const finish = (state: string) => finishDelivery(kernel.db, deliveryId, state, kernel.clock.now());
  const urgent = delivery.urgency === 'urgent';
  const sendCard = async (channel: CardChannel): Promise<CardOutcome> => {
    const { recipient, link, at } = delivery;
    const outcome = await channel.deliver({ deliveryId, recipient, at, urgent, ...(link ? { link } : {}) });
    if (outcome === 'sent') await noteReachedBy(kernel.db, deliveryId, channel.name);
    return outcome;
  };
  if (delivery.channel === 'wecom' || delivery.channel === 'mini-program') {
    const channel = cards.get(delivery.channel);
    return finish(channel ? await sendCard(channel) : 'no-channel');
  }
  if (delivery.channel === 'sms' && !delivery.reached_by) {
    const reached = await firstCard([...cards.values()], sendCard, (error, name) =>
      kernel.log.warn({ err: error, channel: name }, 'a card could not be sent: the text message goes instead'),
    );
    // What is urgent goes both ways: a messenger may be muted.
    if (reached && !urgent) return finish('sent');
  }
  const channel = channels.get(delivery.channel);
  if (!channel) return finish('no-channel');
  const [person] = await registry.persons(kernel.db, [delivery.recipient]);
  if (!person?.phone) return finish('no-address');
  const parameters = openParameters(kernel.cipher, delivery.parameters);
  const part = (name: 'title' | 'text') =>
    kernel.messages.render('zh-CN', `messages.${delivery.code}.${name}`, parameters);
  const text = phoneText({ title: part('title'), text: part('text'), about: parameters['about'] });
  const outcome = await channel.deliver({ deliveryId, phone: person.phone, text });
  await finish(outcome?.state ?? 'sent');
}

/** A messenger that is out of order must not hold a text message back. */
async function firstCard(
  cards: readonly CardChannel[],
  send: (channel: CardChannel) => Promise<CardOutcome>,
  say: (error: unknown, name: string) => void,
): Promise<boolean> {
  for (const card of cards)
    try {
      if ((await send(card)) === 'sent') return true;
    } catch (error) {
      say(error, card.name);
    }
  return false;
}
