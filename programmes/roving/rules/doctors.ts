// Who comes to a visit by name: the responsible person, the one who stands in, else somebody of the same role who is free.
import type { Day } from '#platform/contract.ts';
import type { ServiceTeam } from '#foundation/registry/contract.ts';
import { standIn } from '#foundation/registry/rules/team-coverage.ts';
import type { PlannedVisit } from './planned-month.ts';

export interface Colleague {
  staffId: string;
  profession: string;
  organisationId: string;
  communityId?: string;
}

interface Busy {
  fromMinute: number;
  toMinute: number;
  /** Two vehicles in one village are served by one doctor. */
  villageId: string;
}

/** Gives every visit its doctor; where nobody can come it has none, which the caller must show. */
export function nameDoctors(
  visits: readonly PlannedVisit[],
  teams: readonly ServiceTeam[],
  colleagues: readonly Colleague[],
): PlannedVisit[] {
  const teamById = new Map(teams.map((team) => [team.teamId, team]));
  const staffById = new Map(colleagues.map((one) => [one.staffId, one]));
  const substitutions = teams.flatMap((team) => team.substitutions);
  const busy = new Map<string, Busy[]>();
  const isFree = (staffId: string, visit: PlannedVisit) =>
    (busy.get(`${staffId} ${visit.on}`) ?? []).every(
      (span) =>
        span.villageId === visit.villageId ||
        span.toMinute <= visit.startMinute ||
        visit.leaveMinute <= span.fromMinute,
    );
  const isPresent = (staffId: string, on: Day) => standIn(staffId, on, substitutions) === staffId;
  const take = (staffId: string, visit: PlannedVisit) => {
    const key = `${staffId} ${visit.on}`;
    const span = { fromMinute: visit.startMinute, toMinute: visit.leaveMinute, villageId: visit.villageId };
    busy.set(key, [...(busy.get(key) ?? []), span]);
  };
  const choose = (visit: PlannedVisit): Pick<PlannedVisit, 'staffId' | 'standsInFor'> => {
    const team = teamById.get(visit.teamId);
    const named = team && namedFor(team, visit);
    if (!named) return {};
    const standing = standIn(named, visit.on, substitutions);
    if (standing && isFree(standing, visit))
      return { staffId: standing, ...(standing !== named && { standsInFor: named }) };
    const own = staffById.get(named);
    if (!own) return {};
    const candidates = colleagues.filter(
      (one) =>
        one.staffId !== named &&
        one.profession === own.profession &&
        isPresent(one.staffId, visit.on) &&
        isFree(one.staffId, visit),
    );
    const near =
      candidates.find((one) => one.organisationId === own.organisationId) ??
      candidates.find((one) => own.communityId !== undefined && one.communityId === own.communityId);
    return near ? { staffId: near.staffId, standsInFor: named } : {};
  };
  const named = new Map<PlannedVisit, PlannedVisit>();
  // In the order of time, so that the same plan always names the same people.
  const ordered = visits.toSorted(
    (a, b) => a.on.localeCompare(b.on) || a.startMinute - b.startMinute || a.villageId.localeCompare(b.villageId),
  );
  for (const visit of ordered) {
    const { staffId: _, standsInFor: __, ...rest } = visit;
    const choice = choose(visit);
    if (choice.staffId) take(choice.staffId, visit);
    named.set(visit, { ...rest, ...choice });
  }
  return visits.map((visit) => named.get(visit)!);
}

/** Follow-up is done by the person responsible for the village, the comprehensive visit is led by the team's specialist. */
function namedFor(team: ServiceTeam, visit: PlannedVisit): string | undefined {
  if (visit.service === 'comprehensive')
    return team.members.find((member) => member.role === 'specialist')?.staffId ?? team.members[0]?.staffId;
  return team.villages.find((village) => village.villageId === visit.villageId)?.responsibleStaffId;
}
