// Facts of the tracks: minutes with a position out of the minutes away from the base, one for each vehicle and day.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { CountedMonth } from '#foundation/indicators/server/index.ts';
import type { Parts } from '../parts.ts';
import { dayId } from './day-id.ts';
import { watchedVisits } from './visit-facts.ts';

export async function trackFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  const visits = await watchedVisits(parts, q, month);
  const facts: Fact[] = [];
  for (const [on, ofDay] of Map.groupBy(visits, (visit) => visit.on)) {
    const first = new Map(ofDay.map((visit) => [visit.vehicleId, visit]));
    for (const trip of await parts.fleet.trips(q, on, [...first.keys()])) {
      const visit = first.get(trip.vehicleId);
      // A trip that goes on has not shown all its minutes yet.
      if (!visit || !trip.startedAt || !trip.endedAt) continue;
      const from = new Date(trip.startedAt);
      const to = new Date(trip.endedAt);
      const away = Math.ceil((to.getTime() - from.getTime()) / 60_000);
      if (away <= 0) continue;
      const heard = await parts.fleet.minutesWithPosition(q, trip.vehicleId, from, to);
      facts.push({
        itemKind: 'vehicle-day',
        itemId: dayId(trip.vehicleId, on),
        itemOn: on,
        vehicleId: trip.vehicleId,
        ...(visit.teamId && { teamId: visit.teamId }),
        townshipId: visit.townshipId,
        numerator: Math.min(heard, away),
        denominator: away,
      });
    }
  }
  return facts;
}
