// The roving clinics over a county of two villages, two vehicles and their teams, for the tests of this context.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createGeo } from '#foundation/geo/server/index.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { saveVehicles } from './store/basis.ts';
import { createRoving } from './index.ts';

export { people, units };
export const folders = [
  ...['registry', 'geo', 'record', 'messaging'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'roving', folder: new URL('./migrations/', import.meta.url) },
];

const id = (number: number) => `01980000-0000-7000-8000-feed${String(number).padStart(8, '0')}`;
export const vehicles = { followUp: id(1), comprehensive: id(2), spare: id(3) };
export const site = id(9);

/** Village stops with positions in the first two villages, and an enterprise in the first. */
function structure() {
  const small = smallStructure();
  const point = (
    servicePointId: string,
    kind: 'village-stop' | 'enterprise',
    name: string,
    village: 0 | 1,
    lon: number,
  ) => ({
    servicePointId,
    kind,
    name,
    villageId: units.villages[village],
    lon,
    lat: 30.2,
    positionAccuracy: 'synthetic' as const,
    hasPower: true,
    network: '4g' as const,
    simulated: true,
  });
  return {
    ...small,
    servicePoints: [
      point(id(11), 'village-stop', '光明村巡诊点', 0, 119.4),
      point(id(12), 'village-stop', '方元村巡诊点', 1, 119.44),
      point(site, 'enterprise', '於潜竹木厂', 0, 119.41),
    ],
  };
}

export interface TestRoving extends TestKernel {
  registry: Registry;
}

export async function openRoving(db: Db): Promise<TestRoving> {
  let registry: Registry | undefined;
  const test = await openTestKernel(db, (kernel: Kernel) => {
    registry = createRegistry(kernel);
    const geo = createGeo(kernel, registry);
    const record = createRecord(kernel, registry);
    const messaging = createMessaging(kernel, registry);
    const roving = createRoving(kernel, { registry, geo, record, messaging });
    return [registry.context, geo.context, record.context, messaging.context, roving.context];
  });
  await registry!.bulkLoad.structure(structure());
  await registry!.bulkLoad.people(smallPeople());
  const vehicle = { lon: 119.41, lat: 30.21, shiftFrom: null, shiftTo: null };
  await db.tx((q) =>
    saveVehicles(q, [
      { ...vehicle, vehicleId: vehicles.followUp, kind: 'follow-up', name: '随访车1号', organisationId: units.centre },
      { ...vehicle, vehicleId: vehicles.spare, kind: 'follow-up', name: '随访车2号', organisationId: units.centre },
      {
        ...vehicle,
        vehicleId: vehicles.comprehensive,
        kind: 'comprehensive',
        name: '综合巡诊车1号',
        organisationId: units.hospital,
      },
    ]),
  );
  await test.addAccount('bureau', 'bureau', units.county);
  await test.addAccount('township', 'township-admin', units.township);
  await test.addAccount('far', 'bureau', units.otherCounty);
  await test.addAccount('gp', 'gp', units.centre);
  await test.addAccount('other-system', 'integrator', units.county);
  await test.addAccount('resident', 'resident', units.villages[0], people[0]);
  await test.addAccount('neighbour', 'resident', units.villages[1], people[3]);
  await test.startWork();
  return Object.assign(test, { registry: registry! });
}
