// Counties, teams, doctors and villages as the family doctors need them: who answers for whom, and who stands in today.
import type { Day } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ServiceTeam } from '#foundation/registry/contract.ts';
import type { VillageFacts } from '#foundation/registry/server/index.ts';
import type { DutyDoctor } from '../../contract.ts';
import type { Parts } from '../parts.ts';

/** Teams below the units for which the actor holds the permission. */
export async function teamsOfActor(
  { kernel, registry }: Parts,
  q: Sql,
  actor: Actor,
  permission: string,
  today: Day,
): Promise<ServiceTeam[]> {
  const own = new Set(await kernel.access.unitsOf(actor, permission));
  return (await registry.teams(q, today)).filter(({ teamId }) => own.has(teamId));
}

/** Those of the actor's teams that were asked for; all of them without. */
export async function chosenTeams(
  parts: Parts,
  q: Sql,
  actor: Actor,
  asked: { permission: string; team?: string | undefined; today: Day },
): Promise<ServiceTeam[]> {
  const own = await teamsOfActor(parts, q, actor, asked.permission, asked.today);
  return asked.team === undefined ? own : own.filter(({ teamId }) => teamId === asked.team);
}

/** The county above the place where somebody works. */
export async function countyOfActor({ kernel, registry }: Parts, actor: Actor): Promise<string | undefined> {
  const units = new Map((await registry.units(kernel.db, {})).map((unit) => [unit.unitId, unit]));
  for (const start of [...actor.assignments.map((one) => one.orgUnitId as string), actor.homeUnitId as string])
    for (let unit = units.get(start); unit; unit = unit.parentId ? units.get(unit.parentId) : undefined)
      if (unit.kind === 'county') return unit.unitId;
  return undefined;
}

export const villagesById = async ({ registry }: Parts, q: Sql): Promise<Map<string, VillageFacts>> =>
  new Map((await registry.villages(q)).map((village) => [village.villageId, village]));

const order = ['gp', 'village-doctor', 'specialist'];

/** Members of a team with who stands in for them on the day; the named one first. */
export function dutyOf(team: ServiceTeam, today: Day, namedId?: string): DutyDoctor[] {
  return team.members
    .map((member): DutyDoctor => {
      const away = team.substitutions.find(
        ({ staffId, fromOn, toOn }) => staffId === member.staffId && fromOn <= today && toOn >= today,
      );
      return {
        staffId: member.staffId,
        name: member.name,
        role: member.role,
        ...(away && { substituteName: away.substituteName, awayUntilOn: away.toOn }),
      };
    })
    .toSorted(
      (one, other) =>
        Number(other.staffId === namedId) - Number(one.staffId === namedId) ||
        order.indexOf(one.role) - order.indexOf(other.role),
    );
}
