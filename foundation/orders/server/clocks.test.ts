// Clocks and series are rows: they go on after a restart, act once, and stop when the order has moved on.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, people, units } from '#foundation/registry/server/small-county.ts';
import { openTestOrders, orderFolders, type TestOrders } from './test-orders.ts';

const person = people[0];
const hour = 3_600_000;

describeOnEachEngine('clocks', { contexts: orderFolders }, (database) => {
  let one: TestOrders;
  let [gp, nurse] = [] as unknown as [Actor, Actor];
  beforeAll(async () => {
    one = await openTestOrders(database.db);
    gp = { ...actor('gp', units.centre), accountId: one.accounts.gp as Actor['accountId'] };
    nurse = { ...actor('nurse', units.centre), accountId: one.accounts.nurse as Actor['accountId'] };
    await one.kernel.access.unitsOf(gp, 'orders.order.list');
  });
  afterAll(() => one?.test.stop());

  const begin = new Date('2026-11-22T00:00:00Z');
  const after = (hours: number) => new Date(begin.getTime() + hours * hour);
  const place = async () => {
    const orderId = one.kernel.newId();
    const placed = await one.kernel.db.tx((q) =>
      one.orders.place(q, gp, { orderId, personId: person, kind: 'trial', payload: { why: '试' } }, begin),
    );
    expect(placed.ok).toBe(true);
    return orderId;
  };
  const find = (orderId: string) => one.orders.find(one.kernel.db, person, orderId);
  const move = (orderId: string, transition: string, now: Date) =>
    one.kernel.db.tx((q) =>
      one.orders.transition(q, nurse, { personId: person, orderId, transition, key: one.kernel.newId() }, now),
    );
  const notices = async (orderId: string) =>
    (await one.kernel.db.query('select message from orders.notice where order_id = $1', [orderId])).map(
      ({ message }) => message,
    );

  it('tells first, moves later, each once, also for a server that was started anew', async () => {
    const orderId = await place();
    expect(await one.orders.runDue(after(0.9))).toBe(0);
    expect(await one.orders.runDue(after(1.1))).toBe(1);
    expect(await one.orders.runDue(after(1.1))).toBe(0);
    expect(await notices(orderId)).toEqual(['late']);
    await one.test.stop();
    one = await openTestOrdersAgain();
    const both = await Promise.all([one.orders.runDue(after(2.1)), one.orders.runDue(after(2.1))]);
    expect(both.reduce((sum, count) => sum + count)).toBe(1);
    expect((await find(orderId))?.state).toBe('lapsed');
    expect(await one.orders.runDue(after(99))).toBe(0);
  });

  const openTestOrdersAgain = async () => {
    const { openTestKernel } = await import('#platform/kernel/test-kernel.ts');
    const { createMessaging } = await import('#foundation/messaging/server/index.ts');
    const { createRecord } = await import('#foundation/record/server/index.ts');
    const { createRegistry } = await import('#foundation/registry/server/index.ts');
    const { createOrders } = await import('./index.ts');
    const { trialKind } = await import('../rules/testing/trial-kind.ts');
    let orders!: TestOrders['orders'];
    const test = await openTestKernel(database.db, (kernel) => {
      const registry = createRegistry(kernel);
      const record = createRecord(kernel, registry);
      const messaging = createMessaging(kernel, registry);
      orders = createOrders(kernel, { registry, messaging, record });
      orders.registerKind(trialKind);
      return [registry, record, messaging, orders].map(({ context }) => context);
    });
    await test.kernel.access.unitsOf(gp, 'orders.order.list');
    return { test, kernel: test.kernel, orders, accounts: one.accounts };
  };

  it('stops when the order is taken, starts anew when it comes back', async () => {
    const orderId = await place();
    expect((await move(orderId, 'take', after(0.5))).ok).toBe(true);
    expect((await find(orderId))?.state).toBe('taken');
    expect(await one.orders.runDue(after(50))).toBe(0);
    await move(orderId, 'release', after(51));
    expect(await one.orders.runDue(after(51.5))).toBe(0);
    expect(await one.orders.runDue(after(52.5))).toBe(1);
    expect(await notices(orderId)).toEqual(['taken', 'late']);
  });

  it('a series opens its orders on their days, once, and none for days that were missed', async () => {
    const seriesId = one.kernel.newId();
    const start = () =>
      one.kernel.db.tx((q) =>
        one.orders.startSeries(
          q,
          gp,
          {
            seriesId,
            personId: person,
            kind: 'trial',
            payload: { why: '每周一次' },
            firstOn: '2026-12-01',
            everyDays: 7,
            untilOn: '2026-12-31',
          },
          begin,
        ),
      );
    expect([(await start()).ok, (await start()).ok]).toEqual([true, true]);
    const opened = async () =>
      (await one.orders.ofPersons(one.kernel.db, [person], {})).filter((order) => order.seriesId === seriesId).length;
    const at = (day: string) => new Date(`${day}T01:00:00+08:00`);
    await one.orders.runDue(at('2026-11-30'));
    expect(await opened()).toBe(0);
    await Promise.all([one.orders.runDue(at('2026-12-01')), one.orders.runDue(at('2026-12-01'))]);
    expect(await opened()).toBe(1);
    // The server was off on the eighth and the fifteenth.
    await one.orders.runDue(at('2026-12-16'));
    expect(await opened()).toBe(2);
    await one.orders.runDue(at('2026-12-22'));
    await one.orders.runDue(at('2026-12-29'));
    await one.orders.runDue(at('2027-02-01'));
    expect(await opened()).toBe(4);
    const [asked] = await one.orders.ofPersons(one.kernel.db, [person], { limit: 1 });
    expect([asked?.requestedBy, asked?.performerId]).toEqual([one.accounts.gp, units.centre]);
  });

  it('counts by kind, state and performer', async () => {
    const span = { from: begin, to: after(24 * 365) };
    const counts = await one.orders.counts(one.kernel.db, span, after(1));
    expect(counts.every(({ kind, performerId }) => kind === 'trial' && performerId === units.centre)).toBe(true);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(6);
  });
});
