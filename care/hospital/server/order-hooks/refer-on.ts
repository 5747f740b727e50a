// What follows when a family doctor grants an asked referral: an order of kind `referral` to the hospital, in the same transaction.
import { fail, succeed } from '#platform/contract.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { KindHooks, Orders } from '#foundation/orders/server/index.ts';
import { referral } from '../../order-kinds/referral.ts';

export const referOn = (kernel: Kernel, orders: Orders): KindHooks => ({
  async after(q, actor, { transition, order, given }, now) {
    if (transition !== 'refer') return succeed(undefined);
    const placed = await orders.place(
      q,
      actor,
      {
        orderId: kernel.newId(),
        personId: order.personId,
        kind: referral.kind,
        payload: { toOrganisationId: given['toOrganisationId'], reason: given['reason'] },
        urgency: order.urgency,
      },
      now,
    );
    return placed.ok ? succeed(undefined) : fail(placed.problem);
  },
});
