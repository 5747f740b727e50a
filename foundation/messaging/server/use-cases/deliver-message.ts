// Delivers one message over its channel; what can't be delivered is noted, what may work later is tried again.
import { z } from 'zod';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { Channel } from '../channels.ts';
import { findDelivery, finishDelivery } from '../store.ts';

const Payload = z.object({ deliveryId: z.uuid() });

export async function deliverMessage(
  kernel: Kernel,
  registry: Registry,
  channels: ReadonlyMap<string, Channel>,
  payload: unknown,
): Promise<void> {
  const { deliveryId } = Payload.parse(payload);
  const delivery = await findDelivery(kernel.db, deliveryId);
  if (!delivery || delivery.state !== 'waiting') return;
  const finish = (state: string) => finishDelivery(kernel.db, deliveryId, state, kernel.clock.now());
  const channel = channels.get(delivery.channel);
  if (!channel) return finish('no-channel');
  const [person] = await registry.persons(kernel.db, [delivery.recipient]);
  if (!person?.phone) return finish('no-address');
  const text = kernel.messages.render('zh-CN', `messages.${delivery.code}.text`, delivery.parameters);
  await channel.deliver({ deliveryId, phone: person.phone, text });
  await finish('sent');
}
