// Sends a card to everybody who linked an identity at the provider and sees what is sent to the recipient.
import { accountsOfRecipient } from '#platform/kernel/auth/accounts.ts';
import type { CardChannel, CardChannelName, CardOutcome, OutgoingCard } from '#foundation/messaging/server/index.ts';
import { entryForLink } from '../../rules/entries.ts';
import type { Parts } from '../parts.ts';
import { breakLink, linksOf } from '../store.ts';

export const cardChannel = (parts: Parts, name: CardChannelName): CardChannel => ({
  name,
  deliver: (card) => sendCard(parts, name, card),
});

/** Thrown where a later attempt may succeed. */
class TryLater extends Error {}

/** The card says that there is something and opens it after a sign-in; what it is about stays in the house. */
async function sendCard(parts: Parts, name: CardChannelName, card: OutgoingCard): Promise<CardOutcome> {
  const { db, cipher, messages } = parts.kernel;
  const door = await parts.door(name);
  if (!door) return 'no-channel';
  const accounts = await accountsOfRecipient(db, card.recipient);
  const links = (await linksOf(db, accounts)).filter((one) => one.provider === name && !one.broken_at);
  if (links.length === 0) return 'no-address';
  const entry = entryForLink(card.link).key;
  const say = (part: string) => messages.render('zh-CN', `identity-link.card.${part}`, {});
  const outcomes: CardOutcome[] = [];
  let later: string | undefined;
  for (const link of links) {
    const answer = await door.provider.sendCard({
      deliveryId: card.deliveryId,
      subject: cipher.decrypt(link.sealed_subject),
      title: say(card.urgent ? 'urgent' : 'title'),
      text: say('text'),
      button: say('button'),
      url: `${parts.kernel.publicAddress()}/door/${name}/${entry}`,
      entry,
      at: card.at,
    });
    if (typeof answer === 'string') {
      if (answer === 'unknown-user') await breakLink(db, link.id, parts.now());
      if (answer === 'unknown-user' || answer === 'refused') await parts.noteTrouble(name, 'card', answer);
      outcomes.push(answer === 'sent' ? 'sent' : answer === 'refused' ? 'no-channel' : 'no-address');
    } else {
      const code = 'later' in answer ? answer.later : answer.failed;
      await parts.noteTrouble(name, 'card', code);
      if ('later' in answer) later = code;
      else outcomes.push('no-channel');
    }
  }
  if (outcomes.includes('sent')) return 'sent';
  if (later !== undefined) throw new TryLater(`${name} answered ${later}`);
  return outcomes[0] ?? 'no-address';
}
