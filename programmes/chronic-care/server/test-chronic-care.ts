// Chronic care over the small county, for the tests of this context.
import type { Db } from '#platform/kernel/db/db.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createIndicators } from '#foundation/indicators/server/index.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createOrders, type Orders } from '#foundation/orders/server/index.ts';
import { createRecord, type RecordContext } from '#foundation/record/server/index.ts';
import { createRegistry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createChronicCare, type ChronicCare } from './index.ts';
import type { Parts } from './parts.ts';

export { people, units };
export const folders = [
  ...['registry', 'record', 'messaging', 'indicators', 'orders'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'chronic_care', folder: new URL('./migrations/', import.meta.url) },
];

export interface TestChronicCare extends TestKernel {
  record: RecordContext;
  orders: Orders;
  chronicCare: ChronicCare;
  parts: Parts;
}

export async function openChronicCare(db: Db): Promise<TestChronicCare> {
  let made: Pick<TestChronicCare, 'record' | 'orders' | 'chronicCare' | 'parts'> | undefined;
  const test = await openTestKernel(db, (kernel) => {
    const registry = createRegistry(kernel);
    const record = createRecord(kernel, registry);
    const messaging = createMessaging(kernel, registry);
    const knowledge = createKnowledge();
    const indicators = createIndicators(kernel);
    const orders = createOrders(kernel, { registry, messaging, record });
    // Nothing is handed out in these tests; what the pharmacy tells has tests of its own.
    const pharmacy = { adherence: async () => new Map() };
    const parts: Parts = { kernel, registry, knowledge, record, orders, pharmacy };
    const chronicCare = createChronicCare({ ...parts, indicators });
    made = { record, orders, chronicCare, parts };
    return [registry, record, messaging, knowledge, indicators, orders, chronicCare].map(({ context }) => context);
  });
  await made!.parts.registry.bulkLoad.structure(smallStructure());
  await made!.parts.registry.bulkLoad.people(smallPeople());
  await test.addAccount('gp', 'gp', units.centre);
  await test.addAccount('nurse', 'nurse', units.centre);
  await test.addAccount('far-gp', 'gp', units.otherCentre);
  await test.addAccount('bureau', 'bureau', units.county);
  await test.addAccount('resident', 'resident', units.villages[0], people[0]);
  return Object.assign(test, made!);
}

/** Sends a visit or a home reading as the screens do. */
export const pressure = (systolic: number, diastolic: number) => [
  { kind: 'systolic' as const, value: systolic },
  { kind: 'diastolic' as const, value: diastolic },
];
