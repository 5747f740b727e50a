// Asked from a phone: a family doctor grants a referral and the hospital gets it in the same moment; a bed is queued, offered, lost when nobody confirms, and taken.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { KindView, OrderRow, OrderView } from '#foundation/orders/contract.ts';
import { openTestOrders, orderFolders, type TestOrders } from '#foundation/orders/server/test-orders.ts';
import { people, units } from '#foundation/registry/server/small-county.ts';
import { createHospital } from './index.ts';

const person = people[0];
const hospital = units.hospital;

describeOnEachEngine('hospital', { contexts: orderFolders }, (database) => {
  let one: TestOrders;
  type Ask = Awaited<ReturnType<TestOrders['test']['as']>>;
  let [resident, gp, specialist] = [] as unknown as [Ask, Ask, Ask];
  beforeAll(async () => {
    one = await openTestOrders(
      database.db,
      () => undefined,
      (kernel, orders) => [createHospital(kernel, { orders }).context],
    );
    await one.test.addAccount('specialist', 'specialist', hospital);
    await one.test.addAccount('team-gp', 'gp', units.teams[0]!);
    [resident, gp, specialist] = await Promise.all([
      one.test.as('resident'),
      one.test.as('team-gp'),
      one.test.as('specialist'),
    ]);
  });
  afterAll(() => one?.test.stop());

  const base = `/api/people/${person}/orders`;
  const place = (ask: Ask, kind: string, payload: object, orderId: string = one.kernel.newId()) =>
    ask({ method: 'POST', url: base, payload: { orderId, kind, payload } });
  const move = (ask: Ask, orderId: string, transition: string, given: object = {}) =>
    ask({
      method: 'POST',
      url: `${base}/${orderId}/transitions`,
      payload: { key: one.kernel.newId(), transition, given },
    });
  const ofPerson = async () => (await resident({ method: 'GET', url: base })).json<{ orders: OrderRow[] }>().orders;
  const read = async (ask: Ask, orderId: string) =>
    (await ask({ method: 'GET', url: `${base}/${orderId}` })).json<OrderView>();

  it('offers a resident what may be asked from home, and nothing else', async () => {
    const { kinds } = (await resident({ method: 'GET', url: '/api/order-kinds' })).json<{ kinds: KindView[] }>();
    expect(kinds.filter(({ mayPlace }) => mayPlace).map(({ kind }) => kind)).toEqual([
      'cloud-referral',
      'cloud-admission',
    ]);
    expect((await place(resident, 'referral', { toOrganisationId: hospital, reason: '头晕' })).statusCode).toBe(403);
  });

  it('lets the own team refer on, once and in one step', async () => {
    const placed = await place(resident, 'cloud-referral', { complaint: '右膝疼两个月，走路更疼' });
    expect(placed.statusCode, placed.body).toBe(200);
    const { orderId, performerName } = placed.json<OrderView>();
    expect(performerName).not.toBe('');
    expect((await place(resident, 'cloud-referral', { complaint: '再来一次' })).statusCode).toBe(409);
    expect((await move(specialist, orderId, 'accept')).statusCode).toBe(403);
    expect((await move(gp, orderId, 'accept')).statusCode).toBe(200);
    const nowhere = { toOrganisationId: one.kernel.newId(), reason: '膝关节痛' };
    expect((await move(gp, orderId, 'refer', nowhere)).statusCode).toBeGreaterThanOrEqual(400);
    expect((await ofPerson()).map(({ kind, state }) => [kind, state])).toEqual([['cloud-referral', 'accepted']]);
    const done = await move(gp, orderId, 'refer', { toOrganisationId: hospital, reason: '膝关节痛，请骨科看' });
    expect(done.json<OrderView>().state).toBe('referred');
    const [referral] = (await ofPerson()).filter(({ kind }) => kind === 'referral');
    expect(referral).toMatchObject({ state: 'requested', headline: '膝关节痛，请骨科看' });
    expect((await read(specialist, referral!.orderId)).actions.map(({ transition }) => transition)).toContain('accept');
  });

  it('keeps the place on the list when an offered bed is not confirmed, and takes in who confirms', async () => {
    const payload = { toOrganisationId: hospital, reason: '择期做白内障手术', hasAdmissionNote: true };
    expect((await place(resident, 'cloud-admission', { toOrganisationId: hospital })).statusCode).toBe(400);
    const { orderId } = (await place(resident, 'cloud-admission', payload)).json<OrderView>();
    expect((await move(gp, orderId, 'offer', { ward: '眼科', comeOn: '2026-12-01' })).statusCode).toBe(403);
    await move(specialist, orderId, 'queue', { ward: '眼科' });
    const offer = { ward: '眼科', comeOn: '2026-12-01', bring: '空腹来' };
    expect((await move(specialist, orderId, 'offer', offer)).json<OrderView>().state).toBe('offered');
    one.test.clock.advanceSeconds(25 * 3_600);
    await one.orders.runDue(one.kernel.clock.now());
    expect((await read(resident, orderId)).state).toBe('queued');
    await move(specialist, orderId, 'offer', offer);
    expect((await move(resident, orderId, 'confirm')).json<OrderView>().state).toBe('confirmed');
    const taken = await move(specialist, orderId, 'admit', { ward: '眼科', bed: '12' });
    expect(taken.json<OrderView>()).toMatchObject({ state: 'admitted', result: { bed: '12' } });
    const seen = await read(resident, orderId);
    expect(seen.mayRateAs).toBe('person');
    expect(seen.history.map(({ told }) => told).at(3)).toBe('一天没有确认，回到等床');
  });
});
