// Whose rows belong to a person on our own screens, and how much of them this reader sees.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { RecordServices } from '../services.ts';
import type { PersonScope } from '../store/person-record.ts';
import { permissions } from '../store/visibility.ts';

/** Everybody's own rows, as checked by the kernel or the caller; other rows of the same identity count where policy allows them too. */
export async function scopesOf(
  services: RecordServices,
  actor: Actor,
  personIds: readonly string[],
  permission: string,
  now: Date,
): Promise<Map<string, PersonScope>> {
  const { db, access } = services.kernel;
  const clusters = await services.registry.personIdsOf(db, personIds);
  const others = [...clusters].flatMap(([personId, ids]) => ids.filter((id) => id !== personId));
  const reached = new Set(await access.reachable(db, actor, permission, others, now));
  const sensitive = access.holds(actor, permissions.sensitive);
  const scopes = new Map(
    personIds.map((personId): [string, PersonScope] => {
      const own = clusters.get(personId)!.filter((id) => id === personId || reached.has(id));
      return [personId, { personIds: own, sensitive }];
    }),
  );
  for (const scope of scopes.values()) for (const id of scope.personIds) actor.span.persons.add(id);
  return scopes;
}

export async function scopeOf(
  services: RecordServices,
  actor: Actor,
  personId: string,
  permission: string,
  now: Date,
): Promise<PersonScope> {
  return (await scopesOf(services, actor, [personId], permission, now)).get(personId)!;
}
