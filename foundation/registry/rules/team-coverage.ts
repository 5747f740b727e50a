// The rule of one village, one team: every village has exactly one responsible team and one named person of that team.

export interface TeamVillages {
  teamId: string;
  memberIds: readonly string[];
  villages: readonly { villageId: string; responsibleStaffId: string }[];
}
export type CoverageFault =
  | { kind: 'uncovered'; villageId: string }
  | { kind: 'two-teams'; villageId: string; teamIds: string[] }
  | { kind: 'stranger-responsible'; villageId: string; teamId: string }
  | { kind: 'village-count'; teamId: string; villages: number };

/** A team owns two or three villages. */
const fewestVillages = 2;
const mostVillages = 3;

/** Everything that breaks the rule, in the order of villages, then teams. */
export function coverageFaults(villageIds: readonly string[], teams: readonly TeamVillages[]): CoverageFault[] {
  const owners = new Map<string, string[]>();
  for (const team of teams)
    for (const { villageId } of team.villages) owners.set(villageId, [...(owners.get(villageId) ?? []), team.teamId]);
  const faults: CoverageFault[] = [];
  for (const villageId of villageIds) {
    const teamIds = owners.get(villageId) ?? [];
    if (teamIds.length === 0) faults.push({ kind: 'uncovered', villageId });
    if (teamIds.length > 1) faults.push({ kind: 'two-teams', villageId, teamIds });
  }
  for (const team of teams) {
    for (const { villageId, responsibleStaffId } of team.villages)
      if (!team.memberIds.includes(responsibleStaffId))
        faults.push({ kind: 'stranger-responsible', villageId, teamId: team.teamId });
    if (team.villages.length < fewestVillages || team.villages.length > mostVillages)
      faults.push({ kind: 'village-count', teamId: team.teamId, villages: team.villages.length });
  }
  return faults;
}

interface Period {
  fromOn: string;
  toOn: string;
}
/** Both last days are inclusive. */
export const overlaps = (a: Period, b: Period): boolean => a.fromOn <= b.toOn && b.fromOn <= a.toOn;

/** Who stands in for a member on a day: the substitute, who must not be away on that day too, else nobody. */
export function standIn(
  staffId: string,
  on: string,
  substitutions: readonly (Period & { staffId: string; substituteId: string })[],
): string | undefined {
  const seen = new Set<string>();
  let current = staffId;
  for (;;) {
    if (seen.has(current)) return undefined;
    seen.add(current);
    const away = substitutions.find((one) => one.staffId === current && one.fromOn <= on && on <= one.toOn);
    if (!away) return current;
    current = away.substituteId;
  }
}
