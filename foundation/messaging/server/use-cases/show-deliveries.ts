// Every attempt of some notifications with its receipts, for the staff and the person.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { DeliveryShown } from '../../contract.ts';
import { deliveriesOf } from '../store/delivery.ts';

export async function showDeliveries(
  q: Sql,
  recipients: readonly string[],
  notificationIds: readonly string[],
): Promise<Map<string, DeliveryShown[]>> {
  const shown = new Map<string, DeliveryShown[]>();
  for (const row of await deliveriesOf(q, recipients, notificationIds)) {
    const list = shown.get(row.notificationId) ?? [];
    shown.set(row.notificationId, list);
    list.push({
      deliveryId: row.id,
      channel: row.channel,
      state: row.state,
      queuedAt: row.at.toISOString(),
      ...(row.sentAt && { sentAt: row.sentAt.toISOString() }),
      ...(row.deliveredAt && { deliveredAt: row.deliveredAt.toISOString() }),
      ...(row.readAt && { readAt: row.readAt.toISOString() }),
      ...(row.doneAt && { endedAt: row.doneAt.toISOString() }),
      ...(row.why && { why: row.why }),
    });
  }
  return shown;
}
