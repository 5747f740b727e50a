// Where the CT truck of the demo is expected and where it was: the demo doctors' own township.
import type { RovingLoad } from '#programmes/roving/server/index.ts';
import type { Demo } from './generator.ts';

/** Villages of the township that it visits together, and that it visited already. */
const together = 2;

export function screeningLoadOf({ structure, people }: Demo): NonNullable<RovingLoad['screening']> {
  const { place, elder, husband, daughter } = people;
  const { linan } = structure;
  // The truck's year holds the villages without a doctor. The demo team's own come first, then those of its specialist.
  const without = new Set(
    linan.territory.towns.flatMap((town) => town.villages.filter((one) => !one.hasOwnDoctor)).map((one) => one.unitId),
  );
  const ordered = [place.team, ...linan.staffing.teams.filter((one) => one.specialist === place.team.specialist)]
    .flatMap((team) => team.villageIds)
    .filter((unitId, index, all) => without.has(unitId) && all.indexOf(unitId) === index)
    .filter((unitId) => unitId !== place.village.unitId);
  return {
    comingVillageIds: [place.village.unitId, ...ordered.slice(together, together + 1)],
    pastVillageIds: ordered.slice(0, together),
    untouchedPersonIds: [elder, husband, daughter].map(({ load }) => load.personId),
  };
}
