// Reminders by voice go over the line that follow-up calls use: messaging knows the port, follow-up the telephone.
import type { FollowUp } from '#care/follow-up/server/index.ts';
import type { Channel } from '#foundation/messaging/server/index.ts';

/** The key that ends such calls, as the texts say. */
const stopKey = '0';

export const voiceChannel = (followUp: Pick<FollowUp, 'say'>): Channel => ({
  name: 'voice',
  async deliver({ phone, text, slow }) {
    const { outcome, key } = await followUp.say(phone, { text, times: slow ? 2 : 1 });
    if (outcome === 'no-line') return { state: 'no-channel' };
    // The server stops: the call is placed again by the one that goes on.
    if (outcome === 'broken') throw new Error('the call broke off');
    return outcome === 'heard' ? { state: 'delivered', stop: key === stopKey } : { state: 'failed', why: outcome };
  },
});
