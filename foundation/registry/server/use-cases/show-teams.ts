// The service teams with their members, villages and substitutions, and whether every village is covered.
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Coverage, ServiceTeam, TeamsQuery, TeamsReply } from '../../contract.ts';
import { coverageFaults } from '../../rules/team-coverage.ts';
import type { Parts } from '../parts.ts';
import { listMembers, listSubstitutions, listTeams, listTeamVillages, villagesBelow } from '../store/team.ts';

export async function showTeams({ kernel }: Parts, query: TeamsQuery, now: Date): Promise<Result<TeamsReply>> {
  const teams = await teamsOf(kernel.db, query, dayOf(now));
  const wanted = query.village ? [] : await villagesBelow(kernel.db, query.below);
  return succeed({ teams, coverage: query.village ? coverageOf(teams, []) : coverageOf(teams, wanted) });
}

/** Members of the day, and substitutions that last until then or longer. */
export async function teamsOf(q: Sql, query: TeamsQuery, today: string): Promise<ServiceTeam[]> {
  const rows = await listTeams(q, query);
  const ids = rows.map((row) => row.teamId);
  const members = Map.groupBy(await listMembers(q, ids, today), (member) => member.teamId);
  const villages = Map.groupBy(await listTeamVillages(q, ids), (village) => village.teamId);
  const substitutions = Map.groupBy(await listSubstitutions(q, ids, today), (one) => one.teamId);
  return rows.map((row) => ({
    teamId: row.teamId,
    name: row.name,
    organisationId: row.organisationId,
    organisationName: row.organisationName,
    ...(row.townshipName && { townshipName: row.townshipName }),
    members: (members.get(row.teamId) ?? []).map(({ staffId, name, role, organisationName }) => ({
      staffId,
      name,
      role,
      organisationName,
    })),
    villages: (villages.get(row.teamId) ?? []).map(({ villageId, name, responsibleStaffId, responsibleName }) => ({
      villageId,
      name,
      responsibleStaffId,
      responsibleName,
    })),
    substitutions: substitutions.get(row.teamId) ?? [],
  }));
}

function coverageOf(teams: TeamsReply['teams'], wanted: readonly { villageId: string; name: string }[]): Coverage {
  const checked = teams.map((team) => ({
    teamId: team.teamId,
    memberIds: team.members.map((member) => member.staffId),
    villages: team.villages,
  }));
  const villages = wanted.length > 0 ? wanted : teams.flatMap((team) => team.villages);
  const faults = coverageFaults(
    villages.map((village) => village.villageId),
    checked,
  );
  const lost = new Set(faults.flatMap((fault) => (fault.kind === 'uncovered' ? [fault.villageId] : [])));
  const bySize = Object.groupBy(teams, (team) => String(team.villages.length));
  return {
    teams: teams.length,
    villages: villages.length,
    covered: villages.length - lost.size,
    uncovered: villages
      .filter((village) => lost.has(village.villageId))
      .map(({ villageId, name }) => ({ villageId, name })),
    teamsByVillages: Object.fromEntries(Object.entries(bySize).map(([size, some]) => [size, some!.length])),
  };
}
