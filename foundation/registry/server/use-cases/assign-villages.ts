// Gives villages to teams, from today: one team and one named person each, all assignments together or none.
import { dayOf, fail, type Issue, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { AssignVillagesBody, TeamsReply } from '../../contract.ts';
import { coverageFaults, type CoverageFault } from '../../rules/team-coverage.ts';
import type { Parts } from '../parts.ts';
import { assignmentRefused, notYourUnit } from '../problems.ts';
import { residentsOf } from '../store/population.ts';
import { closeTeamVillages, listMembers, listTeamVillages, responsibilities, saveTeamVillages } from '../store/team.ts';
import { showTeams } from './show-teams.ts';

const permission = 'registry.team.write';
type Assignments = AssignVillagesBody['assignments'];

export async function assignVillages(
  parts: Parts,
  actor: Actor,
  { assignments }: AssignVillagesBody,
  now: Date,
): Promise<Result<TeamsReply>> {
  const { kernel } = parts;
  const own = new Set(await kernel.access.unitsOf(actor, permission));
  const outside = assignments.some(({ villageId, teamId }) => !own.has(villageId) || !own.has(teamId));
  if (outside) return fail(notYourUnit);
  const today = dayOf(now);
  const refused = await kernel.db.tx(async (q) => {
    const standing = await responsibilities(
      q,
      assignments.map((one) => one.villageId),
    );
    const teamIds = [...new Set([...standing, ...assignments].map((one) => one.teamId))];
    const issues = await issuesOf(q, assignments, teamIds, today);
    if (issues.length > 0) return issues;
    await closeTeamVillages(
      q,
      assignments.map((one) => one.villageId),
      today,
    );
    await saveTeamVillages(
      q,
      assignments.map((one) => ({ ...one, fromOn: today })),
    );
    await moveResidents(parts, q, assignments, new Map(standing.map((one) => [one.villageId, one.teamId])), now);
    for (const teamId of teamIds)
      await kernel.events.announce(q, 'registry.team-changed', { teamId, kind: 'villages', at: now.toISOString() });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission,
      outcome: 'success',
      detail: { villages: assignments.length, teams: teamIds.length },
    });
    return [];
  });
  return refused.length > 0 ? fail(assignmentRefused(refused)) : showTeams(parts, {}, now);
}

/** What the touched teams would break with the assignments in force. */
async function issuesOf(
  q: Transaction,
  assignments: Assignments,
  teamIds: readonly string[],
  today: string,
): Promise<Issue[]> {
  const moved = new Set(assignments.map((one) => one.villageId));
  const kept = (await listTeamVillages(q, teamIds)).filter((one) => !moved.has(one.villageId));
  const after = Map.groupBy([...kept, ...assignments], (one) => one.teamId);
  const members = Map.groupBy(await listMembers(q, teamIds, today), (member) => member.teamId);
  const teams = teamIds.map((teamId) => ({
    teamId,
    memberIds: (members.get(teamId) ?? []).map((member) => member.staffId),
    villages: after.get(teamId) ?? [],
  }));
  return coverageFaults([...moved], teams).map((fault) => issueOf(fault, assignments));
}

function issueOf(fault: CoverageFault, assignments: Assignments): Issue {
  const place = (matches: (one: Assignments[number]) => boolean) =>
    `assignments.${Math.max(0, assignments.findIndex(matches))}`;
  switch (fault.kind) {
    case 'stranger-responsible': {
      const path = place((one) => one.villageId === fault.villageId && one.teamId === fault.teamId);
      return { path: `${path}.responsibleStaffId`, code: 'registry.responsible-not-a-member' };
    }
    case 'village-count':
      return { path: 'assignments', code: 'registry.team-village-count', parameters: { villages: fault.villages } };
    case 'two-teams':
    case 'uncovered':
      return {
        path: `${place((one) => one.villageId === fault.villageId)}.villageId`,
        code: 'registry.village-uncovered',
      };
  }
}

/** The residents of a village belong to its new team from now on, and no longer to the old one. */
async function moveResidents(
  { kernel }: Parts,
  q: Transaction,
  assignments: Assignments,
  before: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const changed = new Map(
    assignments.flatMap(({ villageId, teamId }) =>
      before.get(villageId) === teamId ? [] : [[villageId, teamId] as const],
    ),
  );
  const residents = await residentsOf(q, [...changed.keys()]);
  for (const { personId, villageId } of residents) {
    const party = before.get(villageId);
    if (party) await kernel.access.endRelation(q, { personId, party, kind: 'team' }, now);
  }
  await kernel.access.relate(
    q,
    residents.map(({ personId, villageId }) => ({
      personId,
      party: changed.get(villageId)!,
      kind: 'team' as const,
      from: now,
      source: 'registry',
    })),
  );
}
