// Which teams a typed text means: by team, institution, township, village or member.
import type { ServiceTeam } from '../../contract.ts';

export function findTeams(teams: readonly ServiceTeam[], typed: string): readonly ServiceTeam[] {
  const words = typed.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return teams;
  return teams.filter((team) => {
    const names = [
      team.name,
      team.organisationName,
      team.townshipName ?? '',
      ...team.villages.map((village) => village.name),
      ...team.members.map((member) => member.name),
    ].map((name) => name.toLowerCase());
    return words.every((word) => names.some((name) => name.includes(word)));
  });
}
