// Sends reminders set-wise in the caller's transaction: each over the first channel that the person chose and has not stopped.
import type { MessageParameters } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { inboxTopic } from '../../contract.ts';
import { withinHours } from '../../rules/reach-hours.ts';
import { sealParameters } from '../sealed-parameters.ts';
import { insertEach } from '../store.ts';
import { insertReminderDeliveries } from '../store/delivery.ts';
import { choicesOf } from './choices.ts';
import { checkCode } from './send-message.ts';

export const deliverReminderJob = 'messaging.deliver-reminder';

export interface Reminder {
  recipient: string;
  /** The same for the same reminder: sent twice it arrives once. */
  notificationId: string;
  /** `messages.<code>.title`, `.text` for the app, and `.outside` for phones and televisions that others see too. */
  code: string;
  parameters?: MessageParameters;
  /** Parameters that say what somebody has or takes: sealed at rest. */
  sealed?: Readonly<Record<string, string>>;
  link?: string;
}

/** Returns the ids of those that are on their way; who has stopped every channel gets nothing. */
export async function sendReminders(kernel: Kernel, q: Sql, reminders: readonly Reminder[]): Promise<Set<string>> {
  const at = kernel.clock.now();
  const choices = await choicesOf(q, [...new Set(reminders.map(({ recipient }) => recipient))]);
  const going = reminders.flatMap((reminder) => {
    const choice = choices.get(reminder.recipient)!;
    const [channel, ...nextChannels] = choice.channels.filter((one) => !choice.stopped.includes(one));
    return channel ? [{ reminder, choice, channel, nextChannels, deliveryId: kernel.newId() }] : [];
  });
  for (const code of new Set(going.map(({ reminder }) => reminder.code))) checkCode(kernel, code);
  await insertEach(
    q,
    going.map(({ reminder: { recipient, notificationId, code, parameters, sealed, link } }) => ({
      recipient,
      id: notificationId,
      at,
      code,
      parameters: { ...parameters, ...sealParameters(kernel.cipher, sealed ?? {}) },
      urgency: 'normal' as const,
      link: link ?? null,
    })),
  );
  await insertReminderDeliveries(
    q,
    going.map(({ reminder: { recipient, notificationId }, channel, nextChannels, deliveryId }) => ({
      id: deliveryId,
      recipient,
      notificationId,
      channel,
      nextChannels,
      at,
    })),
  );
  await kernel.jobs.enqueueAll(
    q,
    going.map(({ choice, deliveryId }) => ({
      kind: deliverReminderJob,
      payload: { deliveryId },
      singletonKey: deliveryId,
      runAt: withinHours(choice, at),
    })),
  );
  for (const { reminder, choice } of going)
    if (choice.hasAccount)
      await kernel.live.publish(q, `${inboxTopic}/${reminder.recipient}`, { notificationId: reminder.notificationId });
  return new Set(going.map(({ reminder }) => reminder.notificationId));
}
