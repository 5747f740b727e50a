// The family doctors over the small county, with two services and three packages, for the tests of this context.
import type { Db } from '#platform/kernel/db/db.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createGeo } from '#foundation/geo/server/index.ts';
import { createIndicators } from '#foundation/indicators/server/index.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createRecord, type RecordContext } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import type { ServiceItem, ServicePackage } from '../rules/package.ts';
import { createFamilyDoctor, type FamilyDoctor } from './index.ts';
import type { Parts } from './parts.ts';

export { people, units };
export const folders = [
  ...['registry', 'geo', 'record', 'messaging', 'indicators'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'family_doctor', folder: new URL('./migrations/', import.meta.url) },
];

const validFrom = '2026-01-01';
const item = (code: string, name: string, countedBy: ServiceItem['countedBy']): ServiceItem => ({
  code,
  name,
  text: name,
  countedBy,
  validFrom,
  simulated: true,
});
const services: readonly ServiceItem[] = [
  item('bp-follow-up', '高血压随访', { forms: ['hypertension-follow-up'] }),
  item('home-visit', '上门服务', { visits: ['home'] }),
  item('health-talk', '健康讲座', {}),
];
const pack = (
  code: string,
  name: string,
  [person, fund, publicHealth]: [number, number, number],
  items: ServicePackage['items'],
  group?: ServicePackage['group'],
): ServicePackage => ({
  code,
  name,
  ...(group && { group }),
  amounts: { person, fund, 'public-health': publicHealth },
  items,
  validFrom,
  simulated: true,
});
const packages: readonly ServicePackage[] = [
  pack('basic', '基础包', [0, 3_000, 9_000], [{ service: 'health-talk', timesAYear: 2 }]),
  pack('hypertension', '高血压包', [0, 0, 6_001], [{ service: 'bp-follow-up', timesAYear: 4 }], 'hypertension'),
  pack('home', '上门包', [12_050, 0, 0], [{ service: 'home-visit', timesAYear: 12 }]),
];

export interface TestFamilyDoctor extends TestKernel {
  registry: Registry;
  record: RecordContext;
  familyDoctor: FamilyDoctor;
  parts: Parts;
}

export async function openFamilyDoctor(db: Db): Promise<TestFamilyDoctor> {
  let made: Pick<TestFamilyDoctor, 'registry' | 'record' | 'familyDoctor' | 'parts'> | undefined;
  const test = await openTestKernel(db, (kernel) => {
    const registry = createRegistry(kernel);
    const geo = createGeo(kernel, registry);
    const record = createRecord(kernel, registry);
    const messaging = createMessaging(kernel, registry);
    const indicators = createIndicators(kernel);
    const knowledge = createKnowledge();
    const below = { registry, knowledge, geo, record, messaging };
    const familyDoctor = createFamilyDoctor(kernel, { ...below, indicators });
    made = { registry, record, familyDoctor, parts: { kernel, ...below } };
    return [registry, knowledge, geo, record, messaging, indicators, familyDoctor].map(({ context }) => context);
  });
  const { registry, familyDoctor } = made!;
  await registry.bulkLoad.structure(smallStructure());
  await registry.bulkLoad.people(smallPeople());
  await familyDoctor.bulkLoad(
    {
      countyId: units.county,
      services,
      packages,
      plan: () => [],
      hours: [
        {
          teamId: units.teams[0],
          staffId: units.staff[2],
          weekday: 1,
          fromMinute: 480,
          toMinute: 600,
          slotMinutes: 30,
          place: '光明村卫生室',
        },
      ],
      questions: [],
    },
    test.clock.now(),
  );
  await test.addAccount('gp', 'gp', units.centre);
  await test.addAccount('far-gp', 'gp', units.otherCentre);
  await test.addAccount('bureau', 'bureau', units.county);
  await test.addAccount('resident', 'resident', units.villages[0], people[0]);
  await test.addAccount('neighbour', 'resident', units.villages[1], people[3]);
  await test.startWork();
  return Object.assign(test, made!);
}
