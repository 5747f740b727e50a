// Begins the next channel of a reminder that did not arrive; at most once for each delivery, whoever noticed first.
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { withinHours } from '../../rules/reach-hours.ts';
import { insertReminderDeliveries, moveOn, type ReminderDelivery } from '../store/delivery.ts';
import { choicesOf } from './choices.ts';
import { deliverReminderJob } from './send-reminders.ts';

export async function tryNextChannel(kernel: Kernel, q: Transaction, from: ReminderDelivery, now: Date): Promise<void> {
  if (!(await moveOn(q, from.id, now))) return;
  const [channel, ...nextChannels] = from.nextChannels;
  if (!channel) return;
  const id = kernel.newId();
  const { recipient, notificationId } = from;
  await insertReminderDeliveries(q, [{ id, recipient, notificationId, channel, nextChannels, at: now }]);
  const choice = (await choicesOf(q, [recipient])).get(recipient)!;
  await kernel.jobs.enqueue(q, {
    kind: deliverReminderJob,
    payload: { deliveryId: id },
    singletonKey: id,
    runAt: withinHours(choice, now),
  });
}
