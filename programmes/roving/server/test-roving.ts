// The roving clinics over a county of two villages, two vehicles and their teams, for the tests of this context.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createPharmacy } from '#care/pharmacy/server/index.ts';
import { createFleet, type Fleet } from '#foundation/fleet/server/index.ts';
import { createGeo } from '#foundation/geo/server/index.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createHospital } from '#care/hospital/server/index.ts';
import { createOrders } from '#foundation/orders/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createDiagnostics } from '#care/diagnostics/server/index.ts';
import { createBilling } from '#foundation/billing/server/index.ts';
import { createIndicators } from '#foundation/indicators/server/index.ts';
import { createSync } from '#foundation/sync/server/index.ts';
import { createRoving } from './index.ts';
import type { Parts } from './parts.ts';

export { people, units };
export const folders = [
  ...['registry', 'geo', 'record', 'messaging', 'sync', 'indicators', 'fleet', 'billing', 'orders'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'pharmacy', folder: new URL('../../../care/pharmacy/server/migrations/', import.meta.url) },
  { schema: 'diagnostics', folder: new URL('../../../care/diagnostics/server/migrations/', import.meta.url) },
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
  fleet: Fleet;
  /** What its use cases are given, for tests that call one themselves. */
  parts: Parts;
}

export async function openRoving(db: Db): Promise<TestRoving> {
  let registry: Registry | undefined;
  let fleet: Fleet | undefined;
  let parts: Parts | undefined;
  const test = await openTestKernel(db, (kernel: Kernel) => {
    registry = createRegistry(kernel);
    const geo = createGeo(kernel, registry);
    const record = createRecord(kernel, registry);
    const messaging = createMessaging(kernel, registry);
    fleet = createFleet(kernel, { registry, messaging });
    const sync = createSync(kernel, {
      personExists: async (q, personId) => (await registry!.persons(q, [personId])).length > 0,
      personNames: async () => new Map(),
    });
    const indicators = createIndicators(kernel);
    const billing = createBilling(kernel, { registry, record, sync });
    const diagnostics = createDiagnostics({ kernel, registry, record, messaging, sync });
    const knowledge = createKnowledge();
    const orders = createOrders(kernel, { registry, messaging, record });
    const hospital = createHospital(kernel, { orders });
    const homeCare = { disabledAmong: async () => new Set<string>() };
    const pharmacy = createPharmacy({
      kernel,
      registry,
      knowledge,
      record,
      messaging,
      fleet,
      sync,
      orders,
    });
    const below = { registry, knowledge, geo, fleet, record, messaging, billing, diagnostics, orders, homeCare };
    parts = { kernel, ...below, moreStops: [] };
    const roving = createRoving(kernel, { ...below, pharmacy, sync, indicators });
    return [
      registry,
      knowledge,
      geo,
      record,
      messaging,
      sync,
      indicators,
      fleet,
      billing,
      orders,
      hospital,
      diagnostics,
      roving,
    ].map(({ context }) => context);
  });
  await registry!.bulkLoad.structure(structure());
  await registry!.bulkLoad.people(smallPeople());
  const vehicle = (vehicleId: string, kind: 'follow-up' | 'comprehensive', name: string, organisationId: string) => ({
    vehicleId,
    kind,
    name,
    organisationId,
    plate: name,
    emergencyUnit: true,
    equipment: [],
  });
  await fleet!.bulkLoad({
    vehicles: [
      vehicle(vehicles.followUp, 'follow-up', '随访车1号', units.centre),
      vehicle(vehicles.spare, 'follow-up', '随访车2号', units.centre),
      vehicle(vehicles.comprehensive, 'comprehensive', '综合巡诊车1号', units.hospital),
    ],
    terminals: [],
  });
  await test.addAccount('bureau', 'bureau', units.county);
  await test.addAccount('township', 'township-admin', units.township);
  await test.addAccount('far', 'bureau', units.otherCounty);
  await test.addAccount('gp', 'gp', units.centre);
  await test.addAccount('other-system', 'integrator', units.county);
  await test.addAccount('resident', 'resident', units.villages[0], people[0]);
  await test.addAccount('neighbour', 'resident', units.villages[1], people[3]);
  await test.startWork();
  return Object.assign(test, { registry: registry!, fleet: fleet!, parts: parts! });
}
