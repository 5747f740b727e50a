// Tells those whom a step or a clock concerns, in the step's transaction, and keeps what was told for the order's page.
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import { systemAccountId } from '#platform/kernel/access/system-actor.ts';
import type { Role } from '#platform/kernel/access/roles.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Notice, OrderKind } from '../../rules/order-kind.ts';
import type { Parts } from '../parts.ts';
import type { Order } from '../ports.ts';
import { insertNotices, type NoticeRow } from '../store/notice.ts';
import { unitNames } from './unit-names.ts';

export const messageCode = (kind: string, message: string): string => `orders.${kind}.${message}`;
export const orderLink = (order: Pick<Order, 'personId' | 'orderId'>): string =>
  `orders/${order.personId}/${order.orderId}`;

export async function sendNotices(
  parts: Parts,
  q: Transaction,
  kind: OrderKind,
  order: Order,
  notices: readonly Notice[],
  byName: string,
  now: Date,
): Promise<void> {
  if (notices.length === 0) return;
  const { kernel, messaging } = parts;
  const names = await unitNames(parts, q);
  const parameters = { by: byName, place: names.get(order.performerId) ?? '' };
  const told: NoticeRow[] = [];
  for (const notice of notices) {
    const recipients = await recipientsOf(q, kind, order, notice.to, now);
    if (recipients.length === 0) continue;
    const noticeId = kernel.newId();
    await messaging.sendToMany(q, recipients, {
      code: messageCode(kind.kind, notice.message),
      parameters: notice.to === 'person' ? { ...parameters, about: await aboutOf(parts, q, kind, order) } : parameters,
      notificationId: noticeId,
      urgency: notice.urgent ? 'urgent' : 'normal',
      link: orderLink(order),
      ...(notice.to === 'person' && { channels: ['sms'] as const }),
    });
    told.push({ noticeId, to: notice.to, message: notice.message, parameters, at: now });
  }
  await insertNotices(q, order.personId, order.orderId, told);
}

/** A text on a family's phone names the person and the matter; it is not kept beside the order. */
async function aboutOf({ registry }: Parts, q: Transaction, kind: OrderKind, { personId }: Order): Promise<string> {
  const [person] = await registry.persons(q, [personId]);
  return person ? `${person.name}的${kind.title.zh}` : kind.title.zh;
}

/** Roles that work on orders of this kind at the performing organisation. */
export function performingRoles(kind: OrderKind): Role[] {
  const names = Object.values(kind.transitions).flatMap(({ by, permission }) =>
    permission && by.some((who) => who === 'performer' || who === 'assignee') ? [permission] : [],
  );
  return [...new Set(names.flatMap((name) => kind.permissions[name] ?? []))];
}

async function recipientsOf(
  q: Transaction,
  kind: OrderKind,
  order: Order,
  to: Notice['to'],
  now: Date,
): Promise<readonly string[]> {
  switch (to) {
    case 'person':
      return [order.personId];
    case 'requester':
      return order.requestedBy === systemAccountId ? [] : [order.requestedBy];
    case 'assignee':
      return order.assigneeId ? [order.assigneeId] : [];
    case 'performer':
      return order.assigneeId ? [order.assigneeId] : accountsAbove(q, performingRoles(kind), order.performerId, now);
  }
}
