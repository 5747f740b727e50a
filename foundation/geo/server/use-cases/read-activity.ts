// Answers with today's sums of a county and with yesterday's up to the same time.
import { dayOf } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { CountyActivity } from '../../contract.ts';
import { sameTimeYesterday, sumsBy, totalOf } from '../../rules/activity.ts';
import { countsOf, firstDay } from '../store/activity.ts';

export async function readActivity(q: Sql, countyId: string | undefined, now: Date): Promise<CountyActivity> {
  const on = dayOf(now);
  const before = sameTimeYesterday(now);
  const today = await countsOf(q, on, now, countyId);
  const began = await firstDay(q);
  // Nothing was counted before the first day: a comparison with it would say more than is known.
  const comparable = began !== undefined && began < on;
  return {
    on,
    at: now.toISOString(),
    today: totalOf(today),
    ...(comparable && { yesterday: totalOf(await countsOf(q, dayOf(before), before, countyId)) }),
    townships: sumsBy('townshipId', today),
    villages: sumsBy('villageId', today),
    simulated: today.some((count) => count.simulated),
  };
}
