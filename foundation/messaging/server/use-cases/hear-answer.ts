// Hears an answer to a text: a stop word ends reminders by text for everybody who is reached at that phone, and is confirmed once.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { meaningOf, type ReplyMeaning } from '../../rules/reply-word.ts';
import { recipientsAt } from '../store/delivery.ts';
import { insertIncoming } from '../store/gateway.ts';
import { sendMessage } from './send-message.ts';
import { changeConsents } from './stop-reminders.ts';

export interface Answer {
  /** The gateway's id of the text: heard twice, it counts once. */
  id: string;
  from: string;
  text: string;
}
/** Answers to older reminders are not matched to anybody. */
const rememberedMilliseconds = 180 * 86_400_000;

/** +86 and what people write between the digits make no difference. */
export const bareNumber = (phone: string): string =>
  phone.replace(/[^\d+]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '');
export const addressHash = (cipher: FieldCipher, phone: string): string =>
  cipher.searchHash('messaging.address', bareNumber(phone));

export async function hearAnswer(
  kernel: Kernel,
  registry: Registry,
  { id, from, text }: Answer,
  now: Date,
): Promise<{ meaning: ReplyMeaning; changed: number }> {
  const meaning = meaningOf(text);
  const hash = addressHash(kernel.cipher, from);
  const since = new Date(now.getTime() - rememberedMilliseconds);
  const recipients = await recipientsAt(kernel.db, hash, since);
  const golden = [...new Set((await registry.goldenIds(kernel.db, recipients)).values())].toSorted();
  return kernel.db.tx(async (q) => {
    const body = kernel.cipher.encrypt(text.slice(0, 500));
    const fresh = await insertIncoming(q, { id, at: now, addressHash: hash, body, meaning });
    if (!fresh || meaning === 'other') return { meaning, changed: 0 };
    const stopped = meaning === 'stop';
    const changed: string[] = [];
    for (const personId of golden) {
      const consent = { id: kernel.newId(), channel: 'sms', stopped, origin: 'sms-reply' } as const;
      if ((await changeConsents(kernel, q, personId, [consent], now)).length > 0) changed.push(personId);
    }
    // One phone, one confirmation, however many people it serves.
    if (changed[0])
      await sendMessage(kernel, q, {
        recipient: changed[0],
        code: stopped ? 'reminders-stopped' : 'reminders-resumed',
        link: 'medicines',
        channels: ['sms'],
        notificationId: await documentIdOf('messaging-answer', id),
      });
    return { meaning, changed: changed.length };
  });
}
