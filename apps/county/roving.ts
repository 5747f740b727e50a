// What the roving clinics of the demo start with: market days, a published month and the next one's draft.
import { dayOf } from '#platform/contract.ts';
import { addMonths, monthOf } from '#programmes/roving/rules/month.ts';
import type { RovingLoad } from '#programmes/roving/server/index.ts';
import { outreach } from './outreach.ts';
import type { DemoStructure } from './structure.ts';

/** Steps of the search for one month: some seconds (assumed good enough for a demo; a planner searches on). */
const iterations = 6_000;

/** Market days by the last digits of the date (assumed: towns of one valley do not share them). */
const marketEndings = [
  [1, 6],
  [2, 7],
  [3, 8],
  [4, 9],
  [5, 0],
];

/** People on a site's list in the demo, of the township where it stands. */
const members = 40;

export function rovingLoadOf({ linan, load }: DemoStructure, seed: number, now: Date): RovingLoad {
  const month = monthOf(dayOf(now));
  const next = addMonths(month, 1);
  return {
    countyId: linan.territory.countyId,
    // Streets of the county's capital hold no market.
    marketDays: linan.territory.towns
      .filter((town) => town.name.endsWith('镇'))
      .map((town, index) => ({ townshipId: town.unitId, endings: marketEndings[index % marketEndings.length]! })),
    sites: outreach.flatMap(({ name, contact, months, town }) => {
      const point = load.servicePoints.find((one) => one.name === name);
      const villages = linan.territory.towns.find((one) => one.name === town)?.villages ?? [];
      return point
        ? [
            {
              servicePointId: point.servicePointId,
              contactName: contact,
              cadenceMonths: months,
              memberVillageIds: villages.map((village) => village.unitId),
              members,
            },
          ]
        : [];
    }),
    months: [
      { month, published: true },
      { month: next, published: false },
    ],
    years: [...new Set([Number(month.slice(0, 4)), Number(next.slice(0, 4)), Number(month.slice(0, 4)) + 1])],
    iterations,
    seed: seed % 1_000_000,
    now,
  };
}
