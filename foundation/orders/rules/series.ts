// On which days a series opens its orders.
import type { Day } from '#platform/contract.ts';

const dayMilliseconds = 86_400_000;

export const daysLater = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);

/** The first occasion after today: occasions that were missed are not made up for, one order stands for them. */
export function nextOccasion(from: Day, everyDays: number, today: Day): Day {
  const passed = Math.floor((Date.parse(today) - Date.parse(from)) / dayMilliseconds / everyDays) + 1;
  return daysLater(from, Math.max(1, passed) * everyDays);
}
