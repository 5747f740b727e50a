// When and how a person of a round is asked next: channels in turn, quiet hours, pauses between attempts, and an end.

export const channels = ['app', 'tv', 'sms', 'voice', 'staff'] as const;
/** `tv`: on the person's own television, answered with the remote; `voice`: a call by machine; `staff`: somebody of the team phones and enters the answers. */
export type Channel = (typeof channels)[number];

export interface ReachPolicy {
  /** Tried in this order. */
  channels: readonly Channel[];
  /** Nobody is asked before or after, in minutes of the day in Shanghai. */
  fromMinute: number;
  toMinute: number;
  /** Of each automatic channel. */
  attempts: number;
  hoursBetween: number;
  /** A link is open so long. */
  openDays: number;
}
/** Our own assumption until the county sets its times. */
export const usualReachPolicy: ReachPolicy = {
  channels,
  fromMinute: 9 * 60,
  toMinute: 19 * 60,
  attempts: 2,
  hoursBetween: 24,
  openDays: 7,
};

const minute = 60_000;
const dayMinutes = 1_440;
/** Shanghai has kept UTC+8 since 1991. */
const shanghai = 8 * 60;

/** `at` where it lies within the hours, else their next beginning. */
export function withinHours({ fromMinute, toMinute }: ReachPolicy, at: Date): Date {
  const minutes = Math.floor(at.getTime() / minute) + shanghai;
  const ofDay = minutes % dayMinutes;
  if (ofDay >= fromMinute && ofDay < toMinute) return at;
  const midnight = (minutes - ofDay - shanghai) * minute;
  return new Date(midnight + (ofDay < fromMinute ? fromMinute : dayMinutes + fromMinute) * minute);
}

export interface Reached {
  channel: Channel;
  /** Attempts made on this channel. */
  attempts: number;
}
export type NextReach = { channel: Channel; attempts: number; at: Date } | { end: 'no-answer' };

/** What comes after an attempt that brought no answer; `usable` leaves out channels that this person can't be reached by. */
export function nextReach(
  policy: ReachPolicy,
  reached: Reached | undefined,
  now: Date,
  usable: (channel: Channel) => boolean,
): NextReach {
  const ways = policy.channels.filter(usable);
  if (!reached) {
    const [first] = ways;
    return first ? { channel: first, attempts: 0, at: withinHours(policy, now) } : { end: 'no-answer' };
  }
  const later = withinHours(policy, new Date(now.getTime() + policy.hoursBetween * 60 * minute));
  if (reached.channel !== 'staff' && reached.attempts < policy.attempts && usable(reached.channel))
    return { channel: reached.channel, attempts: reached.attempts, at: later };
  const place = policy.channels.indexOf(reached.channel);
  const next = policy.channels.slice(place + 1).find(usable);
  return next ? { channel: next, attempts: 0, at: later } : { end: 'no-answer' };
}
