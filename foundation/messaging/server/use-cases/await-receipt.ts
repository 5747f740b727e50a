// Looks after a while whether a reminder arrived: without a receipt by then the next channel is tried.
import { z } from 'zod';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { deliveredIsEnough } from '../../rules/reach-hours.ts';
import { lockDelivery, moveOn, noteDelivery, notificationsById } from '../store/delivery.ts';
import { tryNextChannel } from './move-on.ts';

export const awaitReceiptJob = 'messaging.await-receipt';
const Payload = z.object({ deliveryId: z.uuid() });

export async function awaitReceipt(kernel: Kernel, payload: unknown): Promise<void> {
  const { deliveryId } = Payload.parse(payload);
  const now = kernel.clock.now();
  await kernel.db.tx(async (q) => {
    const delivery = await lockDelivery(q, deliveryId);
    if (!delivery || delivery.movedOnAt) return;
    const [notification] = await notificationsById(q, [delivery.recipient], [delivery.notificationId]);
    const { channel, state } = delivery;
    const arrived = state === 'read' || (state === 'delivered' && deliveredIsEnough.includes(channel));
    if (arrived || notification?.readAt) {
      // Read in the app, however it came: nothing more is tried.
      if (!arrived && !deliveredIsEnough.includes(channel))
        await noteDelivery(q, deliveryId, 'read', notification!.readAt!);
      await moveOn(q, deliveryId, now);
      return;
    }
    await tryNextChannel(kernel, q, delivery, now);
  });
}
