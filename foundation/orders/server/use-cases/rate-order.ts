// Rates what was done: by the side that asked or by the person, again as often as they like.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { orderPermissions, type RateBody } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { notRated, orderUnknown } from '../problems.ts';
import { saveRating } from '../store/notice.ts';
import { findOrder } from '../store/order.ts';
import { ratingSide } from './read-order.ts';

export async function rateOrder(
  parts: Parts,
  actor: Actor,
  personId: string,
  orderId: string,
  body: RateBody,
  now: Date,
): Promise<Result<void>> {
  const { kernel, kinds } = parts;
  return kernel.db.tx(async (q): Promise<Result<void>> => {
    const order = await findOrder(q, personId, orderId);
    const kind = order && kinds.get(order.kind)?.kind;
    if (!order || !kind) return fail(orderUnknown);
    const by = await ratingSide(parts, actor, kind, order);
    if (!by) return fail(notRated);
    const comment = body.comment?.trim() || null;
    await saveRating(q, { personId, orderId, by, stars: body.stars, comment, accountId: actor.accountId, at: now });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: orderPermissions.rate,
      outcome: 'success',
      persons: [personId],
      object: `Task/${orderId}`,
      detail: { stars: body.stars, by },
    });
    return succeed(undefined);
  });
}
