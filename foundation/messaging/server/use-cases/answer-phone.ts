// Somebody answers a text on an invented phone of the demo: heard as a gateway's answers are.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { PhoneMessage } from '../../contract.ts';
import { noSuchMessage } from '../problems.ts';
import { findPhoneMessage } from '../store.ts';
import { hearAnswer } from './hear-answer.ts';
import { showPhones } from './show-phones.ts';

export async function answerPhone(
  kernel: Kernel,
  registry: Registry,
  messageId: string,
  { answerId, text }: { answerId: string; text: string },
  now: Date,
): Promise<Result<{ messages: PhoneMessage[] }>> {
  const message = await findPhoneMessage(kernel.db, messageId);
  if (message?.channel !== 'sms') return fail(noSuchMessage);
  await hearAnswer(kernel, registry, { id: answerId, from: kernel.cipher.decrypt(message.phone), text }, now);
  return succeed({ messages: await showPhones(kernel) });
}
