// Keeps a person's relations in step with where the person lives: village, responsible team, writing institution.
import type { CareRelation } from '#platform/kernel/access/access.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Parts } from '../parts.ts';
import { responsibilities } from '../store/team.ts';

interface Placed {
  personId: string;
  villageId?: string;
  institutionId?: string;
}

/** Relations of people as they live now; every person is also related to themselves, for their own account. */
export async function relationsOf(q: Sql, people: readonly Placed[], from: Date): Promise<CareRelation[]> {
  const villages = [...new Set(people.flatMap((person) => person.villageId ?? []))];
  const teams = new Map((await responsibilities(q, villages)).map((row) => [row.villageId, row.teamId]));
  return people.flatMap((person) =>
    relationsOfPlaced(person, person.villageId === undefined ? undefined : teams.get(person.villageId), from),
  );
}

export function relationsOfPlaced(
  { personId, villageId, institutionId }: Placed,
  teamId: string | undefined,
  from: Date,
): CareRelation[] {
  const relation = (party: string | undefined, kind: CareRelation['kind']): CareRelation[] =>
    party === undefined ? [] : [{ personId, party, kind, from, source: 'registry' }];
  return [
    ...relation(personId, 'self'),
    ...relation(villageId, 'residence'),
    ...relation(teamId, 'team'),
    ...relation(institutionId, 'institution'),
  ];
}

export async function placePerson({ kernel }: Parts, q: Sql, person: Placed, now: Date): Promise<void> {
  await kernel.access.relate(q, await relationsOf(q, [person], now));
}

/** Ends the relations to the village left behind and its team, and begins those to the new one. */
export async function movePerson(parts: Parts, q: Sql, person: Placed, leftVillageId: string | undefined, now: Date) {
  if (leftVillageId !== undefined) {
    const { personId } = person;
    await parts.kernel.access.endRelation(q, { personId, party: leftVillageId, kind: 'residence' }, now);
    const [left] = await responsibilities(q, [leftVillageId]);
    if (left) await parts.kernel.access.endRelation(q, { personId, party: left.teamId, kind: 'team' }, now);
  }
  await placePerson(parts, q, person, now);
}
