// The greeting for the hour in Asia/Shanghai.

export type Greeting = 'morning' | 'noon' | 'afternoon' | 'evening';

export function greetingAt(now: Date): Greeting {
  const hour = (now.getUTCHours() + 8) % 24;
  if (hour >= 5 && hour < 11) return 'morning';
  if (hour >= 11 && hour < 13) return 'noon';
  if (hour >= 13 && hour < 18) return 'afternoon';
  return 'evening';
}
