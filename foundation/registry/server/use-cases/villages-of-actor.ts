// The villages somebody works for under a permission: those of their units, and those that their teams and houses serve.
import { dayOf } from '#platform/contract.ts';
import type { Access } from '#platform/kernel/access/access.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ServiceTeam } from '../../contract.ts';
import type { VillageFacts } from '../store/unit.ts';

/** What the registry keeps of its structure. */
interface Structure {
  villages(q: Sql): Promise<readonly VillageFacts[]>;
  teams(q: Sql, on: string): Promise<readonly ServiceTeam[]>;
}

export async function villagesOfActor(
  { access, structure, q }: { access: Access; structure: Structure; q: Sql },
  actor: Actor,
  permission: string,
  now: Date,
): Promise<VillageFacts[]> {
  const units = new Set(await access.unitsOf(actor, permission));
  const served = new Set(
    (await structure.teams(q, dayOf(now)))
      .filter((team) => units.has(team.teamId) || units.has(team.organisationId))
      .flatMap((team) => team.villages.map(({ villageId }) => villageId)),
  );
  return (await structure.villages(q)).filter(({ villageId }) => units.has(villageId) || served.has(villageId));
}
