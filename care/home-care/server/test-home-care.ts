// The small county with home care and everything below it, and accounts of each side; for tests.
import type { Db } from '#platform/kernel/db/db.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createBilling, type Billing } from '#foundation/billing/server/index.ts';
import { createIndicators } from '#foundation/indicators/server/index.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createOrders, type Orders } from '#foundation/orders/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createSync } from '#foundation/sync/server/index.ts';
import type { CatalogueItem } from '../rules/catalogue-item.ts';
import { createHomeCare, type HomeCare } from './index.ts';

const foundation = ['registry', 'indicators', 'record', 'messaging', 'sync', 'billing', 'orders'];
export const homeCareFolders = [
  ...foundation.map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'home_care', folder: new URL('./migrations/', import.meta.url) },
];

export interface OpenHomeCare {
  test: TestKernel;
  homeCare: HomeCare;
  billing: Billing;
  orders: Orders;
}

/** Accounts: gp, nurse-a and nurse-b of the health centre, bureau, far-gp of the other county, elder and daughter. */
export async function openHomeCare(db: Db): Promise<OpenHomeCare> {
  let registry: Registry;
  let homeCare: HomeCare;
  let billing: Billing;
  let orders: Orders;
  const test = await openTestKernel(db, (kernel) => {
    registry = createRegistry(kernel);
    const knowledge = createKnowledge();
    const indicators = createIndicators(kernel);
    const record = createRecord(kernel, registry);
    const messaging = createMessaging(kernel, registry);
    const sync = createSync(kernel, {
      personExists: async (q, id) => (await registry.persons(q, [id])).length > 0,
      personNames: async () => new Map(),
    });
    billing = createBilling(kernel, { registry, record, sync });
    orders = createOrders(kernel, { registry, messaging, record });
    homeCare = createHomeCare({ kernel, registry, knowledge, record, messaging, billing, indicators, orders });
    return [registry, knowledge, indicators, record, messaging, sync, billing, orders, homeCare].map(
      ({ context }) => context,
    );
  });
  const [elder, , daughter, ...rest] = smallPeople();
  const proxy = {
    proxyPersonId: daughter!.personId,
    relation: 'child' as const,
    scope: ['view-record' as const, 'book' as const],
    fromOn: '2026-01-01',
    toOn: '2027-12-31',
  };
  await registry!.bulkLoad.structure(smallStructure());
  await registry!.bulkLoad.people([{ ...elder!, proxies: [proxy] }, smallPeople()[1]!, daughter!, ...rest]);
  await test.addAccount('gp', 'gp', units.centre);
  await test.addAccount('nurse-a', 'nurse', units.centre);
  await test.addAccount('nurse-b', 'nurse', units.centre);
  await test.addAccount('bureau', 'bureau', units.county);
  await test.addAccount('far-gp', 'gp', units.otherCentre);
  await test.addAccount('elder', 'resident', units.villages[0], people[0]);
  await test.addAccount('daughter', 'resident', units.villages[0], people[2]);
  return { test, homeCare: homeCare!, billing: billing!, orders: orders! };
}

/** Dressing of a wound: 120.00, two dressings belong to it, each more 3.50. */
export const sampleItem: Omit<CatalogueItem, 'unitId'> = {
  code: 'WC-1',
  fromOn: '2026-01-01',
  name: '伤口换药',
  category: 'wound-care',
  plainWords: '护士上门清洗伤口、换敷料',
  priceFen: 12_000,
  minutes: 60,
  qualifications: { leastYears: 5, trainings: ['wound-care'] },
  consumables: [{ code: 'M-DRESS', name: '无菌敷料', unit: '片', quantity: 2, priceFen: 350 }],
  contraindications: ['伤口大出血'],
  riskQuestions: [
    { key: 'fever', text: '体温超过 38.5℃', refusesWhen: 'yes' },
    { key: 'conscious', text: '神志清楚', refusesWhen: 'no' },
  ],
  simulated: true,
};
