// Sends one message to many, in the caller's transaction: a village, a team. Repeated with the same id it is sent once.
import { personsWithAccount } from '#platform/kernel/auth/accounts.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { inboxTopic } from '../../contract.ts';
import { insertDeliveries, insertNotifications } from '../store.ts';
import { checkCode, type Message } from './send-message.ts';

/** Without a recipient of its own; the id is needed, since a job that sends to many may run twice. */
export type MessageToMany = Omit<Message, 'recipient' | 'notificationId'> & { notificationId: string };

export async function sendToMany(
  kernel: Kernel,
  q: Sql,
  recipients: readonly string[],
  message: MessageToMany,
): Promise<void> {
  if (recipients.length === 0) return;
  checkCode(kernel, message.code);
  const at = kernel.clock.now();
  const fresh = await insertNotifications(q, recipients, {
    id: message.notificationId,
    at,
    code: message.code,
    parameters: message.parameters ?? {},
    urgency: message.urgency ?? 'normal',
    link: message.link ?? null,
  });
  for (const channel of message.channels ?? []) {
    const deliveries = fresh.map((recipient) => ({ id: kernel.newId(), recipient }));
    await insertDeliveries(q, deliveries, { notificationId: message.notificationId, channel, at });
    for (const { id, recipient } of deliveries)
      await kernel.jobs.enqueue(q, {
        kind: 'messaging.deliver-message',
        payload: { deliveryId: id },
        singletonKey: `${recipient} ${message.notificationId} ${channel}`,
      });
  }
  // Most residents have no open page: the stream is for those who may have one.
  const watching = new Set(await personsWithAccount(q, fresh));
  for (const recipient of fresh)
    if (watching.has(recipient))
      await kernel.live.publish(q, `${inboxTopic}/${recipient}`, { notificationId: message.notificationId });
}
