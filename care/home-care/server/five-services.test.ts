// The five services: the first visit is opened by rule, its plan opens planned visits, a home bed is opened, visited and closed, coverage follows.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import { people, units } from '#foundation/registry/server/small-county.ts';
import type { OrderRow, OrderView } from '#foundation/orders/contract.ts';
import type { AssessReply, CoverageReply } from '../contract.ts';
import { homeCareFolders, openHomeCare, type OpenHomeCare } from './test-home-care.ts';

type Call = Awaited<ReturnType<TestKernel['as']>>;

describeOnEachEngine('five services', { contexts: homeCareFolders }, (database: { db: Db }) => {
  let open: OpenHomeCare;
  let test: TestKernel;
  let gp: Call;
  let bureau: Call;
  const elder = people[0];
  beforeAll(async () => {
    open = await openHomeCare(database.db);
    ({ test } = open);
    gp = await test.as('gp');
    bureau = await test.as('bureau');
  });
  afterAll(() => test?.stop());
  const move = async (orderId: string, transition: string, given?: object) => {
    const moved = await gp({
      method: 'POST',
      url: `/api/people/${elder}/orders/${orderId}/transitions`,
      payload: { key: test.kernel.newId(), transition, ...(given && { given }) },
    });
    expect(moved.statusCode, `${transition}: ${moved.body}`).toBe(200);
    return moved.json<OrderView>();
  };
  const place = async (kind: string, payload: object) => {
    const orderId = test.kernel.newId();
    const placed = await gp({
      method: 'POST',
      url: `/api/people/${elder}/orders`,
      payload: { orderId, kind, payload },
    });
    expect(placed.statusCode, placed.body).toBe(200);
    return orderId;
  };
  const coverage = async () =>
    (await bureau({ method: 'GET', url: '/api/home-care/coverage' })).json<CoverageReply>().total;

  it('opens the first visit by rule, once; its plan brings planned visits', async () => {
    const assess = async (moving: string) =>
      (
        await gp({
          method: 'POST',
          url: `/api/people/${elder}/self-care`,
          payload: {
            assessmentId: test.kernel.newId(),
            instrument: 'barthel',
            version: '2013.1',
            values: {
              feeding: 'some',
              bathing: 'full',
              grooming: 'full',
              dressing: 'some',
              bowels: 'continent',
              bladder: 'occasional',
              toilet: 'some',
              transfer: 'some',
              walking: moving,
              stairs: 'full',
            },
            assessedAt: test.clock.now().toISOString(),
          },
        })
      ).json<AssessReply>();
    const first = await assess('some');
    expect(first).toMatchObject({ entered: true, elder: { listed: true } });
    expect(first.assessments[0]).toMatchObject({ score: 40, grade: 'severe', status: 'draft' });
    const orderId = first.openedOrderId!;
    test.clock.advanceSeconds(60);
    expect((await assess('slight')).openedOrderId).toBeUndefined();
    expect(await coverage()).toMatchObject({ listed: 1, covered: 0 });

    await move(orderId, 'take');
    const done = await move(orderId, 'finish', {
      found: '独居，下肢无力',
      goals: '防跌倒，能自己进食',
      homeBed: true,
      everyDays: 14,
    });
    expect(done).toMatchObject({ state: 'visited' });
    expect(await coverage()).toMatchObject({ covered: 1, services: { 'first-home-visit': 1 } });
    const plan = await gp({ method: 'GET', url: `/fhir/CarePlan/${orderId}` });
    expect(plan.json()).toMatchObject({ status: 'active', description: '防跌倒，能自己进食' });
    test.clock.advanceSeconds(14 * 86_400);
    await open.orders.runDue(test.clock.now());
    const rows = (await gp({ method: 'GET', url: `/api/people/${elder}/orders` })).json<{ orders: OrderRow[] }>()
      .orders;
    expect(rows.map(({ kind }) => kind)).toContain('planned-home-visit');
  });

  it('opens, visits and closes a home bed, with every step in the record', async () => {
    const orderId = await place('home-bed', { diagnosis: '脑梗死后遗症', reason: '行动不便' });
    await move(orderId, 'open', { plan: '康复训练', orders: '阿司匹林 100mg 每日一次' });
    await move(orderId, 'round', { found: '平稳', done: '指导翻身' });
    const second = await move(orderId, 'round', { found: '平稳', done: '测血压' });
    await move(orderId, 'close', { outcome: 'better', summary: '好转' });
    const note = await gp({ method: 'GET', url: `/fhir/Procedure/${orderId}-${second.version}` });
    expect(note.json()).toMatchObject({ note: [{ text: '病情：平稳\n做了什么：测血压' }] });
    expect((await coverage()).services).toMatchObject({ 'first-home-visit': 1, 'home-bed': 1 });
  });

  it('books with priority and escorts to hospital', async () => {
    const appointment = await place('priority-appointment', { what: '骨科复查' });
    await move(appointment, 'take');
    await move(appointment, 'book', { at: '2026-12-20T09:00:00+08:00', organisationId: units.hospital });
    await move(appointment, 'attend', { result: '愈合好' });
    const transfer = await place('escorted-transfer', { why: '发热', hospitalId: units.hospital });
    await move(transfer, 'take');
    await move(transfer, 'set-out', { vehicle: '救护车' });
    await move(transfer, 'hand-over', { receivedBy: '急诊科王医生' });
    expect(await move(transfer, 'return', { result: '肺炎，居家用药' })).toMatchObject({ state: 'returned' });
    const total = await coverage();
    expect(total).toMatchObject({ listed: 1, covered: 1 });
    expect(total.services).toMatchObject({ 'priority-appointment': 1, 'escorted-transfer': 1 });
  });
});
