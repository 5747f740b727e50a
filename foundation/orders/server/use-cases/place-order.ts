// Places an order: checks who asks and what is asked, finds who performs, writes it once however often it is sent.
import { fail, succeed, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { orderPermissions } from '../../contract.ts';
import { checkValues, tidyValues } from '../../rules/fields.ts';
import type { OrderKind, Who } from '../../rules/order-kind.ts';
import { uniqueKey } from '../../rules/step.ts';
import type { Parts } from '../parts.ts';
import type { Order, Placing } from '../ports.ts';
import { fieldsWrong, idTaken, kindUnknown, noPerformer, notYoursToPlace, openAlready } from '../problems.ts';
import { findOrder, insertOrder, openOrderLike } from '../store/order.ts';
import type { StoredOrder } from '../store/order-row.ts';
import { findPerformer } from './find-performer.ts';
import { followStep, planClocks } from './follow-step.ts';

/** For whom it is asked, where that is not the one who acts: a series opens orders for its asker. */
export interface Asker {
  accountId: string;
  name: string;
}

export async function placeOrder(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  placing: Placing,
  now: Date,
  asker: Asker = { accountId: actor.accountId, name: actor.displayName },
): Promise<Result<Order>> {
  const { kernel } = parts;
  const registered = parts.kinds.get(placing.kind);
  if (!registered) return fail(kindUnknown);
  const { kind, hooks } = registered;
  const as = placerOf(parts, actor, kind);
  if (!as) return fail(notYoursToPlace);
  const payload = tidyValues(placing.payload);
  const issues = checkValues(kind.payload, payload);
  if (issues.length > 0) return fail(fieldsWrong(issues));
  const standing = await findOrder(q, placing.personId, placing.orderId);
  if (standing) return sameAs(standing, placing, asker);

  const requesterId = placing.requesterId ?? actor.homeUnitId;
  const performerId =
    placing.performerId ?? (await findPerformer(parts, q, registered, { ...placing, payload }, requesterId, now));
  if (!performerId) return fail(noPerformer);
  const order: StoredOrder = {
    personId: placing.personId,
    orderId: placing.orderId,
    kind: kind.kind,
    state: kind.initial,
    version: 1,
    urgency: placing.urgency ?? 'routine',
    payload,
    requestedBy: asker.accountId,
    requesterName: asker.name,
    requesterId,
    performerId,
    placedAt: now,
    movedAt: now,
    ...(placing.seriesId && { seriesId: placing.seriesId }),
  };
  Object.assign(payload, await hooks.complete?.(q, order, now));
  const clocks = await planClocks(q, kind, order, undefined, kind.initial, now);
  Object.assign(order, clocks.due);
  const allowed = await hooks.before?.(q, actor, { order, given: payload }, now);
  if (allowed && !allowed.ok) return allowed;
  const unique = uniqueKey(kind, payload);
  const written = await insertOrder(q, order, unique, {
    personId: order.personId,
    orderId: order.orderId,
    version: 1,
    to: kind.initial,
    at: now,
    accountId: actor.accountId,
    byName: asker.name,
    byWho: as,
    placeId: requesterId,
    requestKey: order.orderId,
    given: {},
  });
  if (!written) {
    const other = await findOrder(q, placing.personId, placing.orderId);
    if (other) return sameAs(other, placing, asker);
    return fail(openAlready((await openOrderLike(q, order.personId, kind.kind, unique!)) ?? order.orderId));
  }
  await followStep(
    parts,
    q,
    actor,
    kind,
    {
      order,
      clocks,
      notices: kind.place.notices ?? [],
      relates: true,
      byName: asker.name,
      action: 'create',
      permission: orderPermissions.place,
    },
    now,
  );
  const done = await hooks.after?.(q, actor, { order, given: payload }, now);
  if (done && !done.ok) return done;
  kernel.log.debug({ order: order.orderId, kind: kind.kind }, 'order placed');
  return succeed(order);
}

function placerOf({ kernel }: Parts, actor: Actor, kind: OrderKind): Who | undefined {
  if (actor.purpose === 'system') return 'system';
  if (kind.place.permission && kernel.access.holds(actor, kind.place.permission)) return 'requester';
  return kind.place.person && hasRole(actor, 'resident') ? 'person' : undefined;
}

/** Sent again, the first answer; somebody else's id is nobody's order. */
const sameAs = (standing: Order, placing: Placing, asker: Asker): Result<Order> =>
  standing.kind === placing.kind && standing.requestedBy === asker.accountId ? succeed(standing) : fail(idTaken);
