// Finds the organisation that performs an order: named in the payload, nearest, the person's team on duty, the asker's own, or by the kind's own rule.
import { dayOf, type LonLat } from '#platform/contract.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { distanceMetres } from '#foundation/geo/rules/distance.ts';
import type { Parts, RegisteredKind } from '../parts.ts';
import type { Placing } from '../ports.ts';
import { unitNames } from './unit-names.ts';

export async function findPerformer(
  parts: Parts,
  q: Transaction,
  { kind, hooks }: RegisteredKind,
  placing: Placing,
  requesterId: string,
  now: Date,
): Promise<string | undefined> {
  const { performer } = kind;
  switch (performer.by) {
    case 'own':
      return requesterId;
    case 'rule':
      return hooks.choosePerformer?.(q, placing, now);
    case 'field': {
      const named = String(placing.payload[performer.field]);
      return (await unitNames(parts, q)).has(named) ? named : undefined;
    }
    case 'team':
      return teamOf(parts, q, placing.personId, now);
    case 'nearest':
      return nearestOf(parts, q, placing.personId, performer.organisationKinds);
  }
}

const villageOf = async ({ registry }: Parts, q: Transaction, personId: string): Promise<string | undefined> =>
  (await registry.persons(q, [personId]))[0]?.villageId;

/** Whoever works for the team that day sees it, substitutes too. */
async function teamOf(parts: Parts, q: Transaction, personId: string, now: Date): Promise<string | undefined> {
  const village = await villageOf(parts, q, personId);
  if (!village) return undefined;
  const teams = await parts.registry.teams(q, dayOf(now));
  return teams.find(({ villages }) => villages.some(({ villageId }) => villageId === village))?.teamId;
}

async function nearestOf(
  parts: Parts,
  q: Transaction,
  personId: string,
  kinds: readonly string[],
): Promise<string | undefined> {
  const villageId = await villageOf(parts, q, personId);
  const village = (await parts.registry.villages(q)).find((one) => one.villageId === villageId);
  const organisations = (await parts.registry.organisations(q, {})).filter(({ kind }) => kinds.includes(kind));
  if (!village || village.lon === null || village.lat === null) return undefined;
  const home: LonLat = [village.lon, village.lat];
  const placed = organisations.flatMap(({ organisationId, position }) =>
    position ? [{ organisationId, metres: distanceMetres(home, [position.lon, position.lat]) }] : [],
  );
  return placed.toSorted((a, b) => a.metres - b.metres || (a.organisationId < b.organisationId ? -1 : 1))[0]
    ?.organisationId;
}
