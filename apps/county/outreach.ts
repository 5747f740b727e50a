// Sites of special visits in the demo county: enterprises and communities beside the care homes.
import { pointStandards } from '#foundation/registry/rules/service-point.ts';
import type { ServicePointLoad } from '#foundation/registry/server/index.ts';
import { seededIds } from './identity.ts';
import { fiveDecimals, type Territory } from './territory.ts';

/** Sites of special visits: names are invented; kinds, cadence and contacts assumed. */
export const outreach = [
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
        lon: fiveDecimals(village.at[0]),
        lat: fiveDecimals(village.at[1]),
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
