// Takes what a gateway says of a delivery, in any order and repeated; a failure begins the next channel.
import type { Kernel } from '#platform/kernel/kernel.ts';
import { follows } from '../../rules/delivery-state.ts';
import { lockDelivery, noteDelivery } from '../store/delivery.ts';
import { tryNextChannel } from './move-on.ts';

export interface Receipt {
  /** The delivery's id, as it was given to the gateway. */
  id: string;
  state: 'delivered' | 'read' | 'failed';
  why?: string | undefined;
}

/** False where the delivery is not known. */
export async function takeReceipt(kernel: Kernel, { id, state, why }: Receipt, at: Date): Promise<boolean> {
  return kernel.db.tx(async (q) => {
    const delivery = await lockDelivery(q, id);
    if (!delivery) return false;
    if (!follows(delivery.state, state)) return true;
    await noteDelivery(q, id, state, at, { why });
    if (state === 'failed') await tryNextChannel(kernel, q, delivery, at);
    return true;
  });
}
