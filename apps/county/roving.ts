// What the roving clinics of the demo start with: vehicles at their houses, market days, a published month and the next one's draft.
import { dayOf } from '#platform/contract.ts';
import { addMonths, monthOf } from '#programmes/roving/rules/month.ts';
import type { RovingLoad } from '#programmes/roving/server/index.ts';
import { pointStandards } from '#foundation/registry/rules/service-point.ts';
import type { ServicePointLoad } from '#foundation/registry/server/index.ts';
import { seededIds } from './identity.ts';
import type { DemoStructure } from './structure.ts';
import type { Territory } from './territory.ts';

/** Steps of the search for one month: some seconds (assumed good enough for a demo; a planner searches on). */
const iterations = 6_000;

/** Sites of special visits: names are invented; kinds, cadence and contacts assumed. */
const outreach = [
  { kind: 'enterprise', name: '锦北纸箱厂', town: '锦北街道', contact: '俞建国', months: 12 },
  { kind: 'enterprise', name: '於潜竹木厂', town: '於潜镇', contact: '方美娟', months: 12 },
  { kind: 'enterprise', name: '昌化山核桃加工厂', town: '昌化镇', contact: '章志明', months: 6 },
  { kind: 'community', name: '锦城老年活动中心', town: '锦城街道', contact: '童秋菊', months: 3 },
  { kind: 'community', name: '玲珑邻里中心', town: '玲珑街道', contact: '周树根', months: 3 },
] as const;

/** Points of the sites, with ids of their own: what else is generated stays as it was without them. */
export function outreachPoints(territory: Territory, seed: number, now: Date): ServicePointLoad[] {
  const newId = seededIds(seed, 'outreach', now);
  return outreach.flatMap(({ kind, name, town }): ServicePointLoad[] => {
    const village = territory.towns.find((one) => one.name === town)?.villages[0];
    if (!village) return [];
    return [
      {
        servicePointId: newId(),
        kind,
        name,
        villageId: village.unitId,
        lon: village.at[0],
        lat: village.at[1],
        positionAccuracy: 'synthetic',
        hasPower: true,
        network: '5g',
        standards: pointStandards,
        keeperName: outreach.find((one) => one.name === name)!.contact,
        simulated: true,
      },
    ];
  });
}

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

export function rovingLoadOf({ linan, vehicles, load }: DemoStructure, seed: number, now: Date): RovingLoad {
  const houses = new Map(linan.institutions.all.map((house) => [house.organisationId, house]));
  const month = monthOf(dayOf(now));
  const next = addMonths(month, 1);
  return {
    countyId: linan.territory.countyId,
    vehicles: vehicles.map(({ vehicleId, kind, name, organisationId }) => {
      const [lon, lat] = houses.get(organisationId)!.at;
      return { vehicleId, kind, name, organisationId, lon, lat, shiftFrom: null, shiftTo: null };
    }),
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
