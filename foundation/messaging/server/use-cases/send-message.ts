// Sends a message: into the recipient's inbox in the caller's transaction, and from there over the channels that were asked for.
import type { MessageParameters } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { inboxTopic } from '../../contract.ts';
import type { ChannelName } from '../channels.ts';
import { sealParameters } from '../sealed-parameters.ts';
import { insertDelivery, insertNotification } from '../store.ts';

export interface Message {
  /** An account, or a person (then every account of that person sees it, and phones can be reached). */
  recipient: string;
  /** `messages.<code>.title` and `messages.<code>.text` stand in the sender's catalogue. */
  code: string;
  parameters?: MessageParameters;
  /** Parameters that open something, such as the end of a link: sealed at rest. */
  sealed?: Readonly<Record<string, string>>;
  urgency?: 'normal' | 'urgent';
  link?: string;
  channels?: readonly ChannelName[];
  /** Id of the notification where the sender may send twice (a repeated event). */
  notificationId?: string;
}

export async function sendMessage(kernel: Kernel, q: Sql, message: Message): Promise<string> {
  checkCode(kernel, message.code);
  const at = kernel.clock.now();
  const id = message.notificationId ?? kernel.newId();
  await insertNotification(q, {
    recipient: message.recipient,
    id,
    at,
    code: message.code,
    parameters: { ...message.parameters, ...sealParameters(kernel.cipher, message.sealed ?? {}) },
    urgency: message.urgency ?? 'normal',
    link: message.link ?? null,
  });
  for (const channel of message.channels ?? []) {
    const deliveryId = kernel.newId();
    await insertDelivery(q, { id: deliveryId, recipient: message.recipient, notificationId: id, channel, at });
    await kernel.jobs.enqueue(q, {
      kind: 'messaging.deliver-message',
      payload: { deliveryId },
      singletonKey: `${message.recipient} ${id} ${channel}`,
    });
  }
  await kernel.live.publish(q, `${inboxTopic}/${message.recipient}`, { notificationId: id });
  return id;
}

/** A sender that forgot its text fails in its tests, not before a reader. */
export function checkCode(kernel: Kernel, code: string): void {
  for (const part of ['title', 'text'])
    if (!kernel.messages.has(`messages.${code}.${part}`)) throw new Error(`the message ${code} has no ${part}`);
}
