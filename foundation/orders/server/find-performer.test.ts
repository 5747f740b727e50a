// Who performs an order, by each way that a definition may name: the nearest of a kind, the team on duty, an organisation of the payload, the kind's own rule.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { people, units } from '#foundation/registry/server/small-county.ts';
import type { OrderKind, Performer } from '../rules/order-kind.ts';
import { trialKind } from '../rules/testing/trial-kind.ts';
import type { OrderView } from '../contract.ts';
import type { KindHooks, Orders } from './index.ts';
import { openTestOrders, orderFolders, type TestOrders } from './test-orders.ts';

/** The trial kind under a name of its own, with permissions of its own. */
const kindOf = (name: string, performer: Performer, payload: OrderKind['payload'] = trialKind.payload): OrderKind => ({
  ...(JSON.parse(JSON.stringify(trialKind).replaceAll('orders.trial.', `orders.${name}.`)) as OrderKind),
  kind: name,
  payload,
  performer,
});
const place = { type: 'organisation', required: true, label: { zh: '机构', en: 'Place' } } as const;

describeOnEachEngine('the performer of an order', { contexts: orderFolders }, (database) => {
  let one: TestOrders;
  let ask: Awaited<ReturnType<TestOrders['test']['as']>>;
  const rule: KindHooks = {
    choosePerformer: (_q, { payload }) =>
      Promise.resolve(payload['why'] === '没有人做' ? undefined : units.otherCentre),
  };
  beforeAll(async () => {
    one = await openTestOrders(database.db, (orders: Orders) => {
      orders.registerKind(kindOf('near', { by: 'nearest', organisationKinds: ['health-centre'] }));
      orders.registerKind(kindOf('ward', { by: 'nearest', organisationKinds: ['hospital'] }));
      orders.registerKind(kindOf('clinic-room', { by: 'nearest', organisationKinds: ['village-clinic'] }));
      orders.registerKind(kindOf('team', { by: 'team' }));
      orders.registerKind(kindOf('field', { by: 'field', field: 'where' }, { ...trialKind.payload, where: place }));
      orders.registerKind(kindOf('rule', { by: 'rule' }), rule);
    });
    ask = await one.test.as('gp');
    await one.test.startWork();
  });
  afterAll(() => one?.test.stop());

  const placed = (kind: string, payload: object = { why: '头晕' }) =>
    ask({
      method: 'POST',
      url: `/api/people/${people[0]}/orders`,
      payload: { orderId: one.kernel.newId(), kind, payload },
    });
  const performer = async (kind: string, payload?: object) => {
    const answer = await placed(kind, payload);
    const { orderId } = answer.json<OrderView>();
    const order = await one.orders.find(one.kernel.db, people[0], orderId);
    return order?.performerId ?? answer.json<{ type: string }>().type;
  };

  it('is the nearest organisation of the kinds named, measured from the village of the person', async () => {
    expect(await performer('near')).toBe(units.centre);
    expect(await performer('ward')).toBe(units.hospital);
    expect(await performer('clinic-room')).toContain('orders/no-performer');
  });

  it("is the team that looks after the person's village today", async () => {
    expect(await performer('team')).toBe(units.teams[0]);
  });

  it('is the organisation that the asker named, where there is one', async () => {
    expect(await performer('field', { why: '头晕', where: units.otherCentre })).toBe(units.otherCentre);
    expect(await performer('field', { why: '头晕', where: one.kernel.newId() })).toContain('orders/no-performer');
  });

  it("is who the kind's own rule says, or nobody", async () => {
    expect(await performer('rule')).toBe(units.otherCentre);
    expect(await performer('rule', { why: '没有人做' })).toContain('orders/no-performer');
  });
});
