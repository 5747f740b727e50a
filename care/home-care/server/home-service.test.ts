// A home service from the wish to the rating: risks, two nurses at once, check-in, record, money to the fen, alarms, complaint, refund.
import { dayOf } from '#platform/contract.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import { people, units } from '#foundation/registry/server/small-county.ts';
import type { OrderView } from '#foundation/orders/contract.ts';
import { platformHttpAdapter } from './index.ts';
import type { Alarm, VisitRow, VisitSheet } from '../visits-contract.ts';
import { homeCareFolders, openHomeCare, sampleItem, type OpenHomeCare } from './test-home-care.ts';

type Call = Awaited<ReturnType<TestKernel['as']>>;

describeOnEachEngine('home service', { contexts: homeCareFolders }, (database: { db: Db }) => {
  let open: OpenHomeCare;
  let test: TestKernel;
  const calls: Record<string, Call> = {};
  const elder = people[0];
  const path = (orderId: string) => `/api/people/${elder}/orders/${orderId}`;
  const visit = (orderId: string) => `/api/people/${elder}/home-visits/${orderId}`;

  beforeAll(async () => {
    open = await openHomeCare(database.db);
    ({ test } = open);
    for (const login of ['gp', 'bureau', 'nurse-a', 'nurse-b', 'far-gp', 'elder', 'daughter'])
      calls[login] = await test.as(login);
    await open.billing.useSandbox();
    const nurses = (await calls['gp']!({ method: 'GET', url: '/api/home-care/nurses' })).json<{
      nurses: { nurseId: string }[];
    }>().nurses;
    await open.homeCare.bulkLoad({
      items: [{ ...sampleItem, unitId: units.county }],
      qualifications: nurses.map(({ nurseId }) => ({
        nurseId,
        licence: '202133012345',
        practisingSinceOn: '2010-07-01',
        trainings: ['wound-care'],
        validUntilOn: '2027-12-31',
        suspended: false,
        simulated: true,
        version: 0,
      })),
      assessments: [],
      elders: [],
      services: [],
    });
  });
  afterAll(() => test?.stop());

  const place = async (payload: object = {}): Promise<string> => {
    const orderId = test.kernel.newId();
    const placed = await calls['daughter']!({
      method: 'POST',
      url: `/api/people/${elder}/orders`,
      payload: {
        orderId,
        kind: 'home-service',
        payload: {
          itemCode: 'WC-1',
          itemName: '伤口换药',
          address: '光明村1号',
          wantedAt: new Date(test.clock.now().getTime() + 6 * 3_600_000).toISOString(),
          ...payload,
        },
      },
    });
    expect(placed.statusCode, placed.body).toBe(200);
    return orderId;
  };
  const move = (who: string, orderId: string, transition: string, given?: object, more: object = {}) =>
    calls[who]!({
      method: 'POST',
      url: `${path(orderId)}/transitions`,
      payload: { key: test.kernel.newId(), transition, ...(given && { given }), ...more },
    });
  const sheet = async (orderId: string, who = 'daughter') =>
    (await calls[who]!({ method: 'GET', url: visit(orderId) })).json<VisitSheet>();
  const pay = (orderId: string, amountFen: number, paymentId = test.kernel.newId()) =>
    calls['daughter']!({ method: 'POST', url: `${visit(orderId)}/payments`, payload: { paymentId, amountFen } });
  const here = { lon: 119.4, lat: 30.2 };

  it('goes the whole way, and every fen is where it belongs', async () => {
    const orderId = await place();
    const unasked = await move('gp', orderId, 'accept', { risk: { fever: 'no' } });
    expect(unasked.json()).toMatchObject({ type: expect.stringContaining('risk-unanswered') as string });
    const refused = await move('gp', orderId, 'accept', { risk: { fever: 'yes', conscious: 'yes' } });
    expect(refused.statusCode).toBe(422);
    const accepted = await move('gp', orderId, 'accept', { risk: { fever: 'no', conscious: 'yes' } });
    expect(accepted.json<OrderView>(), accepted.body).toMatchObject({ state: 'open' });
    expect(await sheet(orderId)).toMatchObject({ charge: { outstandingFen: 12_000 }, payment: 'sandbox' });

    expect((await pay(orderId, 11_999)).statusCode).toBe(422);
    const paymentId = test.kernel.newId();
    const both = await Promise.all([pay(orderId, 12_000, paymentId), pay(orderId, 12_000, paymentId)]);
    expect(both.some(({ statusCode }) => statusCode === 200)).toBe(true);
    expect((await sheet(orderId)).charge).toMatchObject({ outstandingFen: 0, paidFen: 12_000 });
    expect((await sheet(orderId)).charge!.payments).toMatchObject([{ state: 'done', simulated: true }]);

    const work = (await calls['nurse-a']!({ method: 'GET', url: '/api/home-care/work?lon=119.41&lat=30.21' })).json<{
      open: VisitRow[];
    }>();
    expect(work.open).toMatchObject([{ orderId, itemName: '伤口换药', villageName: '光明村' }]);
    expect(work.open[0]!.hindrance).toBeUndefined();
    expect(work.open[0]!.distanceMetres).toBeGreaterThan(1_000);
    const grabs = await Promise.all([move('nurse-a', orderId, 'grab'), move('nurse-b', orderId, 'grab')]);
    expect(grabs.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    const winner = grabs[0].statusCode === 200 ? 'nurse-a' : 'nurse-b';
    const loser = grabs.find(({ statusCode }) => statusCode !== 200)!;
    expect(loser.json<{ title: string }>().title).toContain(`${winner} 已接单`);

    expect((await move(winner, orderId, 'set-out')).statusCode).toBe(200);
    const far = await move(winner, orderId, 'check-in', { position: { lon: 119.6, lat: 30.2 } });
    expect(far.json<{ title: string }>().title).toContain('米');
    expect((await move(winner, orderId, 'finish', { done: '换药' })).statusCode).not.toBe(200);
    expect((await move(winner, orderId, 'check-in', { position: here })).json<OrderView>()).toMatchObject({
      state: 'arrived',
    });
    expect((await sheet(orderId)).arrival).toMatchObject({ metres: 0 });
    const wrong = await move(winner, orderId, 'finish', {
      done: '换药',
      findings: [{ kind: 'systolic', value: 1_300 }],
    });
    expect(wrong.statusCode).toBe(422);
    const finished = await move(winner, orderId, 'finish', {
      done: '清创换药，渗液少',
      advice: '三天后再换',
      findings: [
        { kind: 'systolic', value: 132 },
        { kind: 'diastolic', value: 78 },
      ],
      consumables: [{ code: 'M-DRESS', quantity: 4 }],
    });
    expect(finished.json<OrderView>(), finished.body).toMatchObject({ state: 'finished' });
    const { charge } = await sheet(orderId);
    expect(charge).toMatchObject({ totalFen: 12_700, outstandingFen: 700 });
    expect((await pay(orderId, 700)).statusCode).toBe(200);

    const gp = calls['gp']!;
    const procedure = await gp({ method: 'GET', url: `/fhir/Procedure/${orderId}` });
    expect(procedure.json()).toMatchObject({ status: 'completed', code: { text: '伤口换药' } });
    const pressure = await gp({ method: 'GET', url: `/fhir/Observation/${orderId}-blood-pressure` });
    expect(pressure.json()).toMatchObject({ component: [{ valueQuantity: { value: 132 } }, {}] });
    const invoice = await gp({ method: 'GET', url: `/fhir/Invoice/${orderId}` });
    expect(invoice.json()).toMatchObject({ status: 'balanced', totalGross: { value: 127, currency: 'CNY' } });
    expect((await calls['far-gp']!({ method: 'GET', url: visit(orderId) })).statusCode).toBe(403);

    const rated = await calls['daughter']!({
      method: 'POST',
      url: `${path(orderId)}/rating`,
      payload: { stars: 5, comment: '很细心' },
    });
    expect(rated.json<OrderView>(), rated.body).toMatchObject({ ratings: [{ stars: 5 }] });
    const complaint = { complaintId: test.kernel.newId(), said: '晚到了半小时' };
    const complained = await calls['daughter']!({
      method: 'POST',
      url: `${visit(orderId)}/complaints`,
      payload: complaint,
    });
    expect(complained.json<VisitSheet>(), complained.body).toMatchObject({ complaints: [{ said: '晚到了半小时' }] });
    const answer = (text: string) =>
      gp({
        method: 'POST',
        url: `${visit(orderId)}/complaints/${complaint.complaintId}/answer`,
        payload: { answer: text },
      });
    expect((await answer('路上塌方，已致歉')).json<VisitSheet>().complaints).toMatchObject([{ answeredByName: 'gp' }]);
    expect((await answer('再答')).statusCode).toBe(422);
  });

  it('raises the alarm by button and by clock, acknowledged by one name', async () => {
    const orderId = await place();
    await move('gp', orderId, 'accept', { risk: { fever: 'no', conscious: 'yes' } });
    const [nurse] = (await calls['gp']!({ method: 'GET', url: '/api/home-care/nurses' })).json<{
      nurses: { nurseId: string; name: string }[];
    }>().nurses;
    const assigned = await move('gp', orderId, 'assign', undefined, { assigneeId: nurse!.nurseId });
    expect(assigned.json<OrderView>(), assigned.body).toMatchObject({ assigneeName: nurse!.name });
    await move(nurse!.name, orderId, 'set-out');
    const arrived = await move(nurse!.name, orderId, 'check-in', { reason: '山里没有信号' });
    // The hour that the catalogue names and one more.
    expect(arrived.json<OrderView>(), arrived.body).toMatchObject({
      payload: { minutes: 60 },
      clock: { dueAt: new Date(test.clock.now().getTime() + 2 * 3_600_000).toISOString() },
    });
    const alarmId = test.kernel.newId();
    const press = (who: string) =>
      calls[who]!({ method: 'POST', url: `${visit(orderId)}/alarms`, payload: { alarmId, position: here } });
    expect((await press(nurse!.name)).statusCode).toBe(200);
    expect((await press(nurse!.name)).statusCode).toBe(200);
    const other = nurse!.name === 'nurse-a' ? 'nurse-b' : 'nurse-a';
    expect((await press(other)).statusCode).toBe(403);
    const alarms = async () =>
      (await calls['gp']!({ method: 'GET', url: '/api/home-care/alarms' })).json<{ alarms: Alarm[] }>().alarms;
    expect(await alarms()).toMatchObject([{ alarmId, kind: 'safety', nurseName: nurse!.name }]);
    const take = () =>
      calls['gp']!({ method: 'POST', url: `${visit(orderId)}/alarms/${alarmId}/acknowledgement`, payload: {} });
    expect((await take()).json<{ alarms: Alarm[] }>().alarms).toMatchObject([{ acknowledgedByName: 'gp' }]);
    expect((await take()).statusCode).toBe(422);

    test.clock.advanceSeconds(121 * 60);
    await open.orders.runDue(test.clock.now());
    expect(await alarms()).toMatchObject([{ kind: 'overdue' }, { kind: 'safety' }]);
    const safe = await move(nurse!.name, orderId, 'reassure');
    expect(safe.json<OrderView>(), safe.body).toMatchObject({ state: 'arrived' });
    expect((await move(nurse!.name, orderId, 'finish', { done: '换药' })).statusCode).toBe(200);
  });

  it('gives money back by rule, all of it where the institution withdraws', async () => {
    const paidOrder = async (hours: number) => {
      const orderId = await place({ wantedAt: new Date(test.clock.now().getTime() + hours * 3_600_000).toISOString() });
      await move('gp', orderId, 'accept', { risk: { fever: 'no', conscious: 'yes' } });
      expect((await pay(orderId, 12_000)).statusCode).toBe(200);
      return orderId;
    };
    const late = await paidOrder(1);
    expect(await sheet(late)).toMatchObject({ refundNowFen: 9_600 });
    expect((await move('daughter', late, 'cancel', { reason: '送去医院了' })).statusCode).toBe(200);
    await open.billing.sendRefunds();
    expect((await sheet(late)).charge).toMatchObject({ totalFen: 2_400, refundedFen: 9_600, outstandingFen: 0 });
    expect((await sheet(late)).charge!.payments).toMatchObject([
      { state: 'done' },
      { direction: 'refund', state: 'done' },
    ]);
    const half = await calls['bureau']!({
      method: 'POST',
      url: '/api/home-care/policies/refund',
      payload: { fromOn: dayOf(test.clock.now()), values: { freeHours: 2, latePerCent: 50, onTheWayPerCent: 101 } },
    });
    expect(half.json(), half.body).toMatchObject({ issues: [{ path: 'values.onTheWayPerCent' }] });
    const set = await calls['bureau']!({
      method: 'POST',
      url: '/api/home-care/policies/refund',
      payload: { fromOn: dayOf(test.clock.now()), values: { freeHours: 2, latePerCent: 50, onTheWayPerCent: 30 } },
    });
    expect(set.json(), set.body).toMatchObject({ policies: { refund: { latePerCent: 50 }, entry: { leastAge: 65 } } });
    expect(await sheet(await paidOrder(1))).toMatchObject({ refundNowFen: 6_000 });
    const withdrawn = await paidOrder(1);
    expect((await move('gp', withdrawn, 'withdraw', { reason: '护士病了' })).statusCode).toBe(200);
    expect((await sheet(withdrawn)).charge).toMatchObject({ totalFen: 0, refundedFen: 12_000, outstandingFen: 0 });
  });

  it('tells the province once connected, again until it answers, and nobody by name', async () => {
    const told: { url: string; body: string }[] = [];
    let down = true;
    const peer = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += String(piece)));
      request.on('end', () => {
        if (down) return response.writeHead(503).end();
        told.push({ url: `${request.method} ${request.url} ${request.headers.authorization}`, body });
        response.writeHead(200, { 'content-type': 'application/json' });
        return response.end(JSON.stringify({ state: 'accepted', reference: 'ZJ-1' }));
      });
    });
    await new Promise<void>((listening) => peer.listen(0, '127.0.0.1', listening));
    const { port } = peer.address() as AddressInfo;
    open.homeCare.registerPlatform(platformHttpAdapter(`http://127.0.0.1:${port}`, 'secret'));
    const orderId = await place();
    await move('gp', orderId, 'accept', { risk: { fever: 'no', conscious: 'yes' } });
    await move('nurse-a', orderId, 'grab');
    await move('nurse-a', orderId, 'set-out');
    await move('nurse-a', orderId, 'check-in', { position: here });
    expect((await move('nurse-a', orderId, 'finish', { done: '换药' })).statusCode).toBe(200);
    expect(await open.homeCare.reportVisits()).toBe(0);
    down = false;
    expect(await open.homeCare.reportVisits()).toBe(0);
    test.clock.advanceSeconds(301);
    expect(await open.homeCare.reportVisits()).toBe(1);
    expect(await open.homeCare.reportVisits()).toBe(0);
    expect(told).toHaveLength(1);
    expect(told[0]!.url).toBe(`PUT /home-nursing/orders/${orderId} Bearer secret`);
    expect(JSON.parse(told[0]!.body)).toMatchObject({ order_id: orderId, service_code: 'WC-1', amount: '120.00' });
    expect(told[0]!.body).not.toContain('王小明');
    await new Promise((closed) => peer.close(closed));
  });

  it('quotes what the catalogue lacks, and the asker decides', async () => {
    const orderId = await place({ itemCode: '', itemName: '夜间陪护', wish: '晚上有人陪一夜' });
    expect((await move('gp', orderId, 'accept', { risk: {} })).statusCode).toBe(422);
    expect((await move('gp', orderId, 'quote', { amountFen: 20_050, explanation: '含交通' })).statusCode).toBe(200);
    expect((await move('gp', orderId, 'agree')).statusCode).not.toBe(200);
    expect((await move('daughter', orderId, 'agree')).json<OrderView>()).toMatchObject({ state: 'open' });
    expect((await sheet(orderId)).charge).toMatchObject({ outstandingFen: 20_050 });
  });
});
