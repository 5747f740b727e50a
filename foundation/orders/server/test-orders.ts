// Orders over a small county, with accounts that ask and answer; for tests of orders and of the contexts above them.
import type { Db } from '#platform/kernel/db/db.ts';
import type { MigrationFolder } from '#platform/kernel/db/migration-file.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Context } from '#platform/kernel/context.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { trialKind } from '../rules/testing/trial-kind.ts';
import { createOrders, type Orders } from './index.ts';

export const orderFolders: MigrationFolder[] = ['registry', 'record', 'messaging', 'orders'].map((schema) => ({
  schema,
  folder: new URL(`../../${schema}/server/migrations/`, import.meta.url),
}));

export interface TestOrders {
  test: TestKernel;
  kernel: Kernel;
  orders: Orders;
  accounts: Record<'gp' | 'nurse' | 'second' | 'stranger' | 'resident', string>;
}

export async function openTestOrders(
  db: Db,
  register: (orders: Orders) => void = (orders) => orders.registerKind(trialKind),
  more: (kernel: Kernel, orders: Orders) => readonly Context[] = () => [],
): Promise<TestOrders> {
  let orders!: Orders;
  let registry!: Registry;
  const test = await openTestKernel(db, (kernel) => {
    registry = createRegistry(kernel);
    const record = createRecord(kernel, registry);
    const messaging = createMessaging(kernel, registry);
    orders = createOrders(kernel, { registry, messaging, record });
    register(orders);
    return [registry, record, messaging, orders].map(({ context }) => context).concat(more(kernel, orders));
  });
  await registry.bulkLoad.structure(smallStructure());
  await registry.bulkLoad.people(smallPeople());
  const person = smallPeople()[0]!.personId;
  const accounts = {
    gp: await test.addAccount('gp', 'gp', units.centre),
    nurse: await test.addAccount('nurse', 'nurse', units.centre),
    second: await test.addAccount('second', 'nurse', units.centre),
    stranger: await test.addAccount('stranger', 'nurse', units.otherCentre),
    resident: await test.addAccount('resident', 'resident', units.villages[0], person),
  };
  return { test, kernel: test.kernel, orders, accounts };
}
