// Whether every village without a doctor has its team, a named person and its visits of the month, and what is missing.
import type { ServiceTeam } from '#foundation/registry/contract.ts';
import type { PlannedVisit, VillageStop } from './planned-month.ts';
import type { MonthlyService, RovingPolicy } from './policy.ts';

export const coverageGaps = [
  'no-point',
  'no-team',
  'no-person',
  'too-few-follow-ups',
  'no-comprehensive',
  'no-doctor',
] as const;
export type CoverageGap = (typeof coverageGaps)[number];

export interface VillageCoverage {
  villageId: string;
  villageName: string;
  townshipId: string;
  townshipName: string;
  teamName?: string;
  responsibleName?: string;
  visits: Record<MonthlyService, number>;
  gaps: CoverageGap[];
}

export function coverageOf(
  stops: readonly VillageStop[],
  teams: readonly ServiceTeam[],
  visits: readonly PlannedVisit[],
  policy: RovingPolicy,
): VillageCoverage[] {
  const teamById = new Map(teams.map((team) => [team.teamId, team]));
  const byVillage = Map.groupBy(visits, (visit) => visit.villageId);
  return stops.map((stop) => {
    const team = stop.teamId === undefined ? undefined : teamById.get(stop.teamId);
    const person = team?.villages.find((village) => village.villageId === stop.villageId);
    const own = byVillage.get(stop.villageId) ?? [];
    const count = (service: MonthlyService) => own.filter((visit) => visit.service === service).length;
    const counts = { 'follow-up': count('follow-up'), comprehensive: count('comprehensive') };
    const missing: Record<CoverageGap, boolean> = {
      'no-point': stop.servicePointId === undefined || stop.at === undefined,
      'no-team': team === undefined,
      'no-person': team !== undefined && person === undefined,
      'too-few-follow-ups': counts['follow-up'] < policy.visitsPerMonth['follow-up'],
      'no-comprehensive': counts.comprehensive < policy.visitsPerMonth.comprehensive,
      'no-doctor': own.some((visit) => visit.staffId === undefined),
    };
    return {
      villageId: stop.villageId,
      villageName: stop.villageName,
      townshipId: stop.townshipId,
      townshipName: stop.townshipName,
      ...(team && { teamName: team.name }),
      ...(person && { responsibleName: person.responsibleName }),
      visits: counts,
      gaps: coverageGaps.filter((gap) => missing[gap]),
    };
  });
}
