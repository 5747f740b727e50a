// Hours in which somebody may be reminded, and how long each channel is waited for.
import type { ReminderChannel } from '../contract.ts';

const minute = 60_000;
const dayMinutes = 1_440;
/** Asia/Shanghai, which knows no summer time. */
const shanghai = 480;

export interface ReachHours {
  /** Minutes of the day in Shanghai; nobody is reminded before or after. */
  fromMinute: number;
  toMinute: number;
}
/** `at` where it lies within the hours, else their next beginning. */
export function withinHours({ fromMinute, toMinute }: ReachHours, at: Date): Date {
  const minutes = Math.floor(at.getTime() / minute) + shanghai;
  const ofDay = minutes % dayMinutes;
  if (ofDay >= fromMinute && ofDay < toMinute) return at;
  const midnight = (minutes - ofDay - shanghai) * minute;
  return new Date(midnight + (ofDay < fromMinute ? fromMinute : dayMinutes + fromMinute) * minute);
}

/** Where nobody has chosen; our own assumption: the app first, then a text, then a call, between eight and eight. */
export const usualPreferences = {
  channels: ['app', 'sms', 'voice'] as ReminderChannel[],
  fromMinute: 8 * 60,
  toMinute: 20 * 60,
};

/** Minutes until the next channel is tried where no receipt came; our own assumption. */
export const receiptMinutes: Record<ReminderChannel, number> = {
  app: 720,
  wecom: 720,
  'mini-program': 720,
  tv: 720,
  sms: 120,
  voice: 30,
};
/** With these the message arrived once it was delivered; the others wait until it was read. */
export const deliveredIsEnough: readonly ReminderChannel[] = ['sms', 'voice'];
