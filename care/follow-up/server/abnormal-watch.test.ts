// A value from a device opens one follow-up for the team, repeats join it, nobody in time escalates it, and only a result closes it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createOrders, type Order, type Orders } from '#foundation/orders/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createFollowUp } from './index.ts';
import type { Parts } from './parts.ts';
import { hearValues } from './use-cases/abnormal-watch.ts';

const folders = [
  ...['registry', 'record', 'messaging', 'orders'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'follow_up', folder: new URL('./migrations/', import.meta.url) },
];

describeOnEachEngine('the watch over abnormal values', { contexts: folders }, (database: { db: Db }) => {
  let test: TestKernel;
  let orders: Orders;
  let parts: Parts;
  let gp: Awaited<ReturnType<TestKernel['as']>>;
  let resident: Awaited<ReturnType<TestKernel['as']>>;
  const [head] = people;
  beforeAll(async () => {
    let registry: Registry;
    test = await openTestKernel(database.db, (kernel) => {
      registry = createRegistry(kernel);
      const record = createRecord(kernel, registry);
      const messaging = createMessaging(kernel, registry);
      orders = createOrders(kernel, { registry, messaging, record });
      parts = {
        kernel,
        registry,
        record,
        messaging,
        orders,
        telephone: { running: new Map(), stopping: new AbortController() },
      };
      const followUp = createFollowUp({ kernel, registry, record, messaging, orders });
      return [registry.context, record.context, messaging.context, orders.context, followUp.context];
    });
    await registry!.bulkLoad.structure(smallStructure());
    await registry!.bulkLoad.people(smallPeople());
    await test.addAccount('gp', 'gp', units.centre);
    await test.addAccount('resident', 'resident', units.villages[0], head);
    gp = await test.as('gp');
    resident = await test.as('resident');
  });
  afterAll(() => test?.stop());

  const measure = async (systolic: number, diastolic: number): Promise<string> => {
    const measurementId = test.kernel.newId();
    const answer = await resident({
      method: 'POST',
      url: `/api/people/${head}/measurements`,
      payload: {
        measurementId,
        takenAt: test.clock.now().toISOString(),
        source: 'home',
        vitals: [
          { kind: 'systolic', value: systolic },
          { kind: 'diastolic', value: diastolic },
        ],
      },
    });
    expect(answer.statusCode).toBe(200);
    return `${measurementId}-blood-pressure`;
  };
  const hear = (id: string) =>
    hearValues(parts, [
      { payload: { personId: head, changes: [{ type: 'Observation', id, version: 1, action: 'create' }] } },
    ]);
  const open = (): Promise<Order[]> =>
    orders.ofPersons(database.db, [head], { kinds: ['abnormal-value'], openOnly: true });
  const move =
    (transition: string, given: object = {}) =>
    async (order: Order) =>
      gp({
        method: 'POST',
        url: `/api/people/${head}/orders/${order.orderId}/transitions`,
        payload: { transition, key: test.kernel.newId(), given },
      });

  it('opens one order for the team, once', async () => {
    const id = await measure(186, 112);
    await hear(id);
    await hear(id);
    const [order, ...more] = await open();
    expect(more).toEqual([]);
    expect(order).toMatchObject({
      state: 'requested',
      performerId: units.teams[0],
      urgency: 'stat',
      payload: { level: 'stat', answerMinutes: 29 },
    });
    expect(order!.payload['what']).toContain('收缩压 186 mmHg，舒张压 112 mmHg');
  });

  it('joins a repeated value and lets the clock run on', async () => {
    test.clock.advanceSeconds(20 * 60);
    await hear(await measure(190, 114));
    const [order, ...more] = await open();
    expect(more).toEqual([]);
    expect(order!.payload['what']).toMatch(/^收缩压 190/);
    expect((order!.payload['findings'] as { values: unknown[] }).values).toHaveLength(4);
    test.clock.advanceSeconds(11 * 60);
    await orders.runDue(test.clock.now());
    expect((await open())[0]).toMatchObject({ state: 'escalated' });
    const inbox = await database.db.query<{ code: string }>(
      "select code from messaging.notification where code = 'orders.abnormal-value.escalated'",
    );
    expect(inbox.length).toBeGreaterThan(0);
  });

  it('closes with a result only; what was measured again stands in the record', async () => {
    const [order] = await open();
    expect((await move('take')(order!)).statusCode).toBe(200);
    expect((await move('close')(order!)).statusCode).toBe(400);
    const result = {
      outcome: 'normal-again',
      systolic: 134,
      diastolic: 82,
      measuredBy: 'staff',
      advice: '已复测，继续原方案',
    };
    expect((await move('close', result)(order!)).statusCode).toBe(200);
    expect(await open()).toEqual([]);
    const readings = await parts.record.readingsIn(
      database.db,
      [{ personId: head, id: `${order!.orderId}-retest-blood-pressure` }],
      new Date(0),
    );
    expect(readings.map(({ value, atHome }) => [value, atHome])).toEqual([
      [134, false],
      [82, false],
    ]);
  });
});
