// Facts of the places: how many of a village live near the stop that serves it, once for each village visited in the month.
import type { LonLat } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { distanceMetres } from '#foundation/geo/rules/distance.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { CountedMonth } from '#foundation/indicators/server/index.ts';
import type { Parts } from '../parts.ts';
import { watchedVisits } from './visit-facts.ts';

/** reference: population within 2 km of the stop. Homes have no position here: a village counts by its centre. */
const nearMetres = 2_000;

export async function stopFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  const { registry } = parts;
  const villages = new Map((await registry.villages(q)).map((village) => [village.villageId, village]));
  const populations = await registry.populations(q);
  const facts = new Map<string, Fact>();
  for (const visit of await watchedVisits(parts, q, month)) {
    const village = villages.get(visit.villageId);
    const residents = populations.get(visit.villageId) ?? 0;
    if (!village || village.lon === null || village.lat === null || !visit.at || residents === 0) continue;
    const metres = distanceMetres([village.lon, village.lat] as LonLat, visit.at);
    facts.set(visit.villageId, {
      itemKind: 'village',
      itemId: visit.villageId,
      itemOn: visit.on,
      vehicleId: visit.vehicleId,
      ...(visit.teamId && { teamId: visit.teamId }),
      townshipId: visit.townshipId,
      villageId: visit.villageId,
      numerator: metres <= nearMetres ? residents : 0,
      denominator: residents,
      detail: { metres: Math.round(metres) },
    });
  }
  return [...facts.values()];
}
