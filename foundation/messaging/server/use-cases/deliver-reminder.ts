// Delivers one reminder on one channel within the person's hours; what can't arrive there goes on to the next channel.
import { z } from 'zod';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { inboxTopic } from '../../contract.ts';
import { follows } from '../../rules/delivery-state.ts';
import { receiptMinutes, withinHours } from '../../rules/reach-hours.ts';
import type { CardChannelName, DeliveryOutcome } from '../channels.ts';
import { openParameters } from '../sealed-parameters.ts';
import { lockDelivery, noteDelivery, notificationsById, type ReminderDelivery } from '../store/delivery.ts';
import { awaitReceiptJob } from './await-receipt.ts';
import { choicesOf, type Choice } from './choices.ts';
import type { Ways } from './deliver-message.ts';
import { addressHash } from './hear-answer.ts';
import { tryNextChannel } from './move-on.ts';
import { deliverReminderJob } from './send-reminders.ts';
import { changeConsents } from './stop-reminders.ts';

const Payload = z.object({ deliveryId: z.uuid() });
/** Then the channel is given up and the next one is tried: 2 + 4 + ... + 32 seconds. */
export const deliverAttempts = 6;

type Settled = {
  state: DeliveryOutcome['state'] | 'no-address' | 'stopped' | 'read';
  why?: string;
  phone?: string;
  stop?: boolean;
};

export async function deliverReminder(
  kernel: Kernel,
  registry: Registry,
  ways: Ways,
  payload: unknown,
  attempt: number,
): Promise<void> {
  const { deliveryId } = Payload.parse(payload);
  const delivery = await kernel.db.tx((q) => lockDelivery(q, deliveryId));
  if (!delivery || delivery.state !== 'waiting' || delivery.movedOnAt) return;
  const choice = (await choicesOf(kernel.db, [delivery.recipient])).get(delivery.recipient)!;
  const now = kernel.clock.now();
  const runAt = withinHours(choice, now);
  if (runAt > now)
    return kernel.jobs.enqueue(kernel.db, {
      kind: deliverReminderJob,
      payload: { deliveryId },
      singletonKey: `${deliveryId} ${runAt.toISOString()}`,
      runAt,
    });
  let settled: Settled;
  try {
    settled = await send(kernel, registry, ways, delivery, choice);
  } catch (error) {
    if (attempt < deliverAttempts) throw error;
    kernel.log.warn(
      { err: error, channel: delivery.channel },
      'a reminder could not be sent: the next channel is tried',
    );
    settled = { state: 'failed', why: 'gateway-silent' };
  }
  await settle(kernel, delivery, settled);
}

async function settle(kernel: Kernel, { id, recipient, channel }: ReminderDelivery, settled: Settled): Promise<void> {
  const now = kernel.clock.now();
  await kernel.db.tx(async (q) => {
    const delivery = await lockDelivery(q, id);
    // A receipt may have come before the gateway's answer: what says more stays.
    if (!delivery || (delivery.state !== 'waiting' && !follows(delivery.state, settled.state))) return;
    const { why, phone } = settled;
    await noteDelivery(q, id, settled.state, now, {
      ...(why && { why }),
      ...(phone && { addressHash: addressHash(kernel.cipher, phone) }),
    });
    if (settled.stop)
      await changeConsents(
        kernel,
        q,
        recipient,
        [{ channel, stopped: true, origin: 'call-key', id: kernel.newId() }],
        now,
      );
    if (settled.state === 'sent' || settled.state === 'delivered')
      await kernel.jobs.enqueue(q, {
        kind: awaitReceiptJob,
        payload: { deliveryId: id },
        singletonKey: id,
        runAt: new Date(now.getTime() + receiptMinutes[channel] * 60_000),
      });
    else if (settled.state !== 'read') await tryNextChannel(kernel, q, delivery, now);
  });
}

async function send(
  kernel: Kernel,
  registry: Registry,
  { channels, cards, simulator }: Ways,
  delivery: ReminderDelivery,
  choice: Choice,
): Promise<Settled> {
  const { id: deliveryId, recipient, channel } = delivery;
  const [notification] = await notificationsById(kernel.db, [recipient], [delivery.notificationId]);
  if (!notification) return { state: 'failed', why: 'no-message' };
  if (choice.stopped.includes(channel)) return { state: 'stopped' };
  if (notification.readAt) return { state: 'read' };
  if (channel === 'app') return choice.hasAccount ? { state: 'delivered' } : { state: 'no-address' };
  const [person] = await registry.persons(kernel.db, [recipient]);
  const { code, link, at } = notification;
  const outside = `messages.${code}.${channel === 'voice' ? 'spoken' : 'outside'}`;
  const text = kernel.messages.render(
    choice.locale,
    kernel.messages.has(outside) ? outside : `messages.${code}.text`,
    openParameters(kernel.cipher, notification.parameters),
  );
  const onPhonePage = () => simulator?.show({ deliveryId, phone: person?.phone ?? '', text, channel });
  if (channel === 'tv') {
    if (!choice.hasAccount) return { state: 'no-address' };
    await kernel.db.tx((q) => kernel.live.publish(q, `${inboxTopic}/${recipient}`, { deliveryId }));
    await onPhonePage();
    return { state: 'sent' };
  }
  const card = cards.get(channel as CardChannelName);
  if (channel === 'wecom' || channel === 'mini-program') {
    if (!card) return { state: 'no-channel' };
    const state = await card.deliver({ deliveryId, recipient, at, urgent: false, ...(link && { link }) });
    if (state === 'sent') await onPhonePage();
    return { state };
  }
  const way = channels.get(channel);
  if (!way) return { state: 'no-channel' };
  if (!person?.phone) return { state: 'no-address' };
  const { phone } = person;
  const outcome = await way.deliver({ deliveryId, phone, text, slow: choice.slowVoice });
  return { state: 'sent', ...outcome, phone };
}
