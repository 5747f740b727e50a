// Tells the person and the auditors at once that a record was opened in an emergency, and the person what the review found.
import { z } from 'zod';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { sendMessage } from './send-message.ts';

const Opened = z.object({ personId: z.uuid(), accountId: z.uuid(), until: z.iso.datetime() });

export async function tellOfBreakGlass(
  kernel: Kernel,
  registry: Registry,
  payload: unknown,
  eventId: string,
): Promise<void> {
  const { personId } = Opened.parse(payload);
  const [person] = await registry.persons(kernel.db, [personId]);
  const unit = person?.villageId ?? person?.institutionId;
  await kernel.db.tx(async (q) => {
    await sendMessage(kernel, q, {
      recipient: personId,
      code: 'break-glass-opened',
      urgency: 'urgent',
      link: 'who-looked',
      channels: ['sms'],
      notificationId: eventId,
    });
    const auditors = unit ? await accountsAbove(q, ['auditor'], unit, kernel.clock.now()) : [];
    for (const auditor of auditors)
      await sendMessage(kernel, q, {
        recipient: auditor,
        code: 'break-glass-review',
        urgency: 'urgent',
        link: 'opened-records',
        notificationId: eventId,
      });
  });
}

const Reviewed = z.object({ personId: z.uuid(), verdict: z.enum(['justified', 'unjustified']) });

export async function tellOfReview(kernel: Kernel, payload: unknown, eventId: string): Promise<void> {
  const { personId, verdict } = Reviewed.parse(payload);
  await kernel.db.tx((q) =>
    sendMessage(kernel, q, {
      recipient: personId,
      code: `break-glass-${verdict}`,
      link: 'who-looked',
      channels: ['sms'],
      notificationId: eventId,
    }),
  );
}
