// The guide for newcomers works word for word: its definition, written to a file, runs from placing to done over HTTP.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { people } from '#foundation/registry/server/small-county.ts';
import type { OrderView } from '../contract.ts';
import type { OrderKind } from '../rules/order-kind.ts';
import { openTestOrders, orderFolders, type TestOrders } from './test-orders.ts';

const folder = mkdtempSync(join(import.meta.dirname, 'doc-'));
const guide = readFileSync(join(import.meta.dirname, '../../../docs/adding-an-order-kind.md'), 'utf8');
const source = /```ts\n([\s\S]*?)```/.exec(guide)![1]!;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeOnEachEngine('the guide', { contexts: orderFolders }, (database) => {
  let one: TestOrders;
  beforeAll(async () => {
    const file = join(folder, 'spectacle-check.ts');
    writeFileSync(file, source);
    const { spectacleCheck } = (await import(file)) as { spectacleCheck: OrderKind };
    one = await openTestOrders(database.db, (orders) => orders.registerKind(spectacleCheck));
    await one.test.startWork();
  });
  afterAll(() => one?.test.stop());

  it('is followed: placed, taken, measured, told and rated, and drawn', async () => {
    const [gp, nurse, resident] = [await one.test.as('gp'), await one.test.as('nurse'), await one.test.as('resident')];
    const orderId = one.kernel.newId();
    const orders = `/api/people/${people[0]}/orders`;
    const placed = await gp({
      method: 'POST',
      url: orders,
      payload: { orderId, kind: 'spectacle-check', payload: { why: '看书费劲' } },
    });
    expect(placed.json<OrderView>().state).toBe('waiting');
    const move = async (transition: string, given: object = {}) =>
      nurse({
        method: 'POST',
        url: `${orders}/${orderId}/transitions`,
        payload: { key: one.kernel.newId(), transition, given },
      });
    expect((await move('take')).json<OrderView>().state).toBe('taken');
    expect((await move('measure', { left: -99, right: 0 })).statusCode).toBe(400);
    expect((await move('measure', { left: -1.5, right: 0.25 })).json<OrderView>().state).toBe('measured');
    const rated = await resident({ method: 'POST', url: `${orders}/${orderId}/rating`, payload: { stars: 4 } });
    expect(rated.json<OrderView>()).toMatchObject({ result: { left: -1.5 }, ratings: [{ stars: 4 }] });
    expect(rated.json<OrderView>().messages[0]?.text).toBe('於潜镇中心卫生院的nurse已填写结果');
    const chart = await nurse({ method: 'GET', url: '/api/order-kinds/spectacle-check/chart.svg' });
    expect([chart.headers['content-type'], chart.body.includes('已验光')]).toEqual([
      'image/svg+xml; charset=utf-8',
      true,
    ]);
    expect((await nurse({ method: 'GET', url: '/api/order-kinds/nothing/chart.svg' })).statusCode).toBe(404);
  });
});

it('a kind with faults does not register', async () => {
  const { checkKind } = await import('../rules/check-kind.ts');
  const { trialKind } = await import('../rules/testing/trial-kind.ts');
  expect(checkKind({ ...trialKind, initial: 'nowhere' })[0]).toBe(
    'Order kind trial: it begins in nowhere, which is no state.',
  );
});
