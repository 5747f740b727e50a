// Risk prediction over the small county, for the tests of this context.
import type { Db } from '#platform/kernel/db/db.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createOrders } from '#foundation/orders/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createRisk, type Risk } from './index.ts';
import type { Parts } from './parts.ts';

export { people, units };
export const folders = [
  ...['registry', 'knowledge', 'record', 'messaging', 'orders'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'risk', folder: new URL('./migrations/', import.meta.url) },
];

export interface TestRisk extends TestKernel {
  parts: Parts;
  risk: Risk;
}

export async function openRisk(db: Db): Promise<TestRisk> {
  let made: Pick<TestRisk, 'parts' | 'risk'> | undefined;
  const test = await openTestKernel(db, (kernel) => {
    const registry = createRegistry(kernel);
    const record = createRecord(kernel, registry);
    const messaging = createMessaging(kernel, registry);
    const knowledge = createKnowledge(kernel);
    const orders = createOrders(kernel, { registry, messaging, record });
    const parts: Parts = { kernel, registry, knowledge, record, orders };
    const risk = createRisk(parts);
    made = { parts, risk };
    return [registry, knowledge, record, messaging, orders, risk].map(({ context }) => context);
  });
  await made!.parts.registry.bulkLoad.structure(smallStructure());
  await made!.parts.registry.bulkLoad.people(smallPeople());
  await test.addAccount('gp', 'gp', units.centre);
  await test.addAccount('far-gp', 'gp', units.otherCentre);
  await test.addAccount('bureau', 'bureau', units.county);
  await test.addAccount('resident', 'resident', units.villages[0], people[0]);
  return Object.assign(test, made!);
}
