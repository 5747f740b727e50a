// What stands on the television of whoever is signed in there: reminders in large letters until somebody has seen them.
import { succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Banner } from '../../contract.ts';
import { openParameters } from '../sealed-parameters.ts';
import { bannersOf, lockDelivery, noteDelivery, notificationsById } from '../store/delivery.ts';

/** Older ones are over. */
const shownMilliseconds = 3 * 86_400_000;
const recipientsOf = (actor: Actor): string[] => [actor.accountId, ...(actor.personId ? [actor.personId] : [])];

/** Whatever is asked for here is on the screen: it counts as delivered. */
export async function readBanners(kernel: Kernel, actor: Actor, now: Date): Promise<{ banners: Banner[] }> {
  const recipients = recipientsOf(actor);
  const rows = await bannersOf(kernel.db, recipients, new Date(now.getTime() - shownMilliseconds));
  const texts = new Map(
    (
      await notificationsById(
        kernel.db,
        recipients,
        rows.map(({ notificationId }) => notificationId),
      )
    ).map((one) => [one.id, one]),
  );
  const waiting = rows.filter(({ state }) => state === 'sent');
  if (waiting.length > 0)
    await kernel.db.tx(async (q) => {
      for (const { id } of waiting) await noteDelivery(q, id, 'delivered', now);
    });
  return {
    banners: rows.flatMap(({ id, notificationId, at }) => {
      const found = texts.get(notificationId);
      if (!found) return [];
      const say = (part: string) =>
        kernel.messages.render(
          actor.locale,
          `messages.${found.code}.${part}`,
          openParameters(kernel.cipher, found.parameters),
        );
      const outside = kernel.messages.has(`messages.${found.code}.outside`) ? 'outside' : 'text';
      return [{ deliveryId: id, at: at.toISOString(), title: say('title'), text: say(outside) }];
    }),
  };
}

export async function markBannerSeen(
  kernel: Kernel,
  actor: Actor,
  deliveryId: string,
  now: Date,
): Promise<Result<{ banners: Banner[] }>> {
  const own = recipientsOf(actor);
  await kernel.db.tx(async (q) => {
    const delivery = await lockDelivery(q, deliveryId);
    if (delivery && delivery.channel === 'tv' && own.includes(delivery.recipient))
      await noteDelivery(q, deliveryId, 'read', now);
  });
  return succeed(await readBanners(kernel, actor, now));
}
