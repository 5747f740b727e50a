// Whose rows belong to a person on our own screens, and how much of them this reader sees.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { RecordServices } from '../services.ts';
import type { PersonScope } from '../store/person-record.ts';
import { permissions } from '../store/visibility.ts';

/** The person itself was checked by the kernel; other rows of the same identity count where policy allows them too. */
export async function scopeOf(
  services: RecordServices,
  actor: Actor,
  personId: string,
  permission: string,
  now: Date,
): Promise<PersonScope> {
  const { db, access } = services.kernel;
  const others = (await services.registry.personIdsOf(db, personId)).filter((id) => id !== personId);
  const personIds = [personId];
  if (others.length > 0) {
    const args: unknown[] = [others];
    const filter = await access.personFilter(actor, permission, 'p.id', args, now);
    const rows = await db.query<{ id: string }>(`select p.id from unnest($1::uuid[]) as p (id) where ${filter}`, args);
    personIds.push(...rows.map((row) => row.id));
  }
  for (const id of personIds) actor.span.persons.add(id);
  return { personIds, sensitive: access.holds(actor, permissions.sensitive) };
}
