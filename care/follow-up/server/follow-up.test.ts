// A template is written, released and asked of a village: by SMS within the hours, answered behind the link once, abnormal answers become one review; the rest goes to the team.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '#platform/contract.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createOrders, type Orders } from '#foundation/orders/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import type { Template } from '../rules/template.ts';
import { createFollowUp, type FollowUp } from './index.ts';

const folders = [
  ...['registry', 'record', 'messaging', 'orders'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'follow_up', folder: new URL('./migrations/', import.meta.url) },
];
const template: Template = {
  title: '高血压随访',
  greeting: '您好，我是您的家庭医生团队。',
  closing: '谢谢您。',
  disease: 'hypertension',
  questions: [
    {
      key: 'systolic',
      kind: 'number',
      measure: 'systolic',
      text: '今天高压是多少？',
      required: true,
      abnormalAbove: 139,
    },
    {
      key: 'pills',
      kind: 'choice',
      text: '药按时吃了吗？',
      required: true,
      options: [
        { code: 'always', text: '每天都吃' },
        { code: 'seldom', text: '经常忘记', abnormal: true },
      ],
    },
    { key: 'why', kind: 'text', text: '为什么没有按时吃？', required: true, after: { key: 'pills', is: 'seldom' } },
  ],
};

describeOnEachEngine('follow-up', { contexts: folders }, (database: { db: Db }) => {
  let test: TestKernel;
  let followUp: FollowUp;
  let orders: Orders;
  let gp: Awaited<ReturnType<TestKernel['as']>>;
  const phones: { phone: string; text: string }[] = [];
  const templateId = '01980000-0000-7000-8000-00000000f001';
  const roundId = '01980000-0000-7000-8000-00000000f002';

  beforeAll(async () => {
    let registry: Registry;
    test = await openTestKernel(database.db, (kernel) => {
      registry = createRegistry(kernel);
      const record = createRecord(kernel, registry);
      const messaging = createMessaging(kernel, registry);
      messaging.registerChannel({
        name: 'sms',
        deliver: async ({ phone, text }) => void phones.push({ phone, text }),
      });
      orders = createOrders(kernel, { registry, messaging, record });
      followUp = createFollowUp({ kernel, registry, record, messaging, orders });
      return [registry, record, messaging, orders, followUp].map(({ context }) => context);
    });
    await registry!.bulkLoad.structure(smallStructure());
    await registry!.bulkLoad.people(smallPeople());
    await test.addAccount('gp', 'gp', units.centre);
    await test.addAccount('elsewhere', 'gp', units.otherCentre);
    gp = await test.as('gp');
    await test.startWork();
  });
  afterAll(() => test?.stop());

  const call = async (
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: object,
    headers?: Record<string, string>,
  ) => {
    const reply = await gp({ method, url, ...(payload && { payload }), ...(headers && { headers }) });
    return { status: reply.statusCode, body: reply.json() };
  };
  /** A time in Shanghai so many days ahead. */
  const at = (days: number, time: string) =>
    new Date(Date.parse(`${dayOf(test.clock.now())}T${time}:00+08:00`) + days * 86_400_000);
  const anybody = async (method: 'GET' | 'POST', token: string, payload?: object) => {
    const reply = await test.server.inject({ method, url: `/api/answer/${token}`, ...(payload && { payload }) });
    return { status: reply.statusCode, body: reply.json() };
  };

  it('is released only when it can be asked to its end, and stays as it was asked', async () => {
    const faulty = { ...template, questions: [template.questions[2]!] };
    expect((await call('POST', '/api/follow-up/templates', { templateId, template: faulty })).status).toBe(200);
    const refused = await call('POST', `/api/follow-up/templates/${templateId}/releases`, { version: 1 });
    expect(refused).toMatchObject({ status: 400, body: { issues: [{ path: 'questions.0.after' }] } });
    const saved = await call('PUT', `/api/follow-up/templates/${templateId}`, { template }, { 'if-match': '"1"' });
    expect(saved.body).toMatchObject({ version: 2 });
    expect(
      (await call('PUT', `/api/follow-up/templates/${templateId}`, { template }, { 'if-match': '"1"' })).status,
    ).toBe(412);
    for (let press = 0; press < 2; press++)
      expect(
        (await call('POST', `/api/follow-up/templates/${templateId}/releases`, { version: 2 })).body,
      ).toMatchObject({
        release: 1,
        changed: false,
      });
    const far = await test.as('elsewhere');
    const theirs = await far({ method: 'POST', url: `/api/follow-up/templates/${templateId}/retirement` });
    expect(theirs.statusCode).toBe(403);
  });

  it('asks by SMS, within the hours alone, those who are in reach and have a phone', async () => {
    const started = await call('POST', '/api/follow-up/rounds', {
      roundId,
      templateId,
      name: '十一月高血压',
      personIds: [...people],
      channels: ['sms', 'staff'],
    });
    expect(started.status).toBe(200);
    const again = await call('POST', '/api/follow-up/rounds', {
      roundId,
      templateId,
      name: '十一月高血压',
      personIds: [...people],
      channels: ['sms', 'staff'],
    });
    expect(again.body.people).toBe(started.body.people);
    await followUp.reachDue(at(1, '05:00'));
    expect(await followUp.reachDue(at(1, '08:30'))).toBe(0);
    await followUp.reachDue(at(1, '10:00'));
    await expect.poll(() => phones.length).toBe(started.body.people);
    expect(phones[0]!.text).toMatch(/\/answer\/[A-Za-z0-9_-]{22}/);
    const rows = await database.db.query<{ parameters: object }>('select parameters from messaging.notification');
    const token = /\/answer\/([A-Za-z0-9_-]{22})/.exec(phones[0]!.text)![1]!;
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('takes the answers behind the link once, into the record, and abnormal ones as one review', async () => {
    const token = /\/answer\/([A-Za-z0-9_-]{22})/.exec(phones[0]!.text)![1]!;
    const opened = await anybody('GET', token);
    expect(opened.body).toMatchObject({ state: 'open', title: '高血压随访' });
    expect(JSON.stringify(opened.body)).not.toMatch(/1[3-9]\d{9}/);
    const missing = await anybody('POST', token, { answers: { systolic: 171, pills: 'seldom' } });
    expect(missing).toMatchObject({ status: 400, body: { issues: [{ path: 'why' }] } });
    const answers = { systolic: 171, pills: 'seldom', why: '忘了' };
    // Nobody had numbered these people's records.
    await database.db.query('update registry.person set health_record_number = null');
    for (let press = 0; press < 2; press++)
      expect(await anybody('POST', token, { answers })).toMatchObject({ status: 200, body: { state: 'answered' } });
    expect((await anybody('GET', token)).body).toMatchObject({ state: 'answered' });
    expect((await anybody('GET', 'A'.repeat(22))).status).toBe(404);

    const round = (await call('GET', `/api/follow-up/rounds/${roundId}?state=abnormal`)).body;
    expect(round.outreaches).toHaveLength(1);
    const [{ personId, abnormal, orderId }] = round.outreaches;
    expect(abnormal.map(({ answer }: { answer: string }) => answer)).toEqual(['171 mmHg', '经常忘记']);
    const numbered = await database.db.query<{ patient_id: string; health_record_number: string }>(
      'select patient_id, health_record_number from registry.person where health_record_number is not null',
    );
    expect(numbered).toMatchObject([{ patient_id: personId, health_record_number: expect.stringMatching(/^\d{17}$/) }]);
    const pressure = (await call('GET', `/fhir/Observation?patient=${personId}&code=85354-9`)).body;
    expect(pressure.total ?? pressure.entry.length).toBe(1);
    const responses = (await call('GET', `/fhir/QuestionnaireResponse?patient=${personId}`)).body;
    expect(responses.entry).toHaveLength(1);
    const order = await orders.find(database.db, personId, orderId);
    expect(order).toMatchObject({ kind: 'chronic-review', state: 'requested', urgency: 'urgent' });
    expect(order!.payload['why']).toContain('171');
  });

  it('leaves who does not answer to the team, who enters the answers or says that nobody answered', async () => {
    for (const days of [3, 5, 7]) await followUp.reachDue(at(days, '10:00'));
    const round = (await call('GET', `/api/follow-up/rounds/${roundId}?state=staff`)).body;
    expect(round.outreaches.length).toBe(round.round.people - 1);
    const [one, other] = round.outreaches;
    const address = ({ personId, outreachId }: { personId: string; outreachId: string }) =>
      `/api/people/${personId}/follow-up/${outreachId}`;
    expect(
      (await call('POST', `${address(one)}/answers`, { answers: { systolic: 128, pills: 'always' } })).body,
    ).toEqual({
      state: 'answered',
      abnormal: 0,
    });
    if (other) {
      expect((await call('POST', `${address(other)}/calls`, { outcome: 'no-answer' })).body.state).toBe('no-answer');
    }
    const far = await test.as('elsewhere');
    expect((await far({ method: 'GET', url: address(one) })).statusCode).toBe(403);
    expect((await far({ method: 'GET', url: `/api/follow-up/rounds/${roundId}` })).statusCode).toBe(404);
    const sums = (await call('GET', '/api/follow-up/rounds')).body.rounds[0];
    expect(sums).toMatchObject({ abnormal: 1, answeredBy: { sms: 1, staff: 1 } });
    const whole = (await call('GET', `/api/follow-up/rounds/${roundId}`)).body;
    expect(whole.questions[0]).toMatchObject({
      key: 'systolic',
      answered: 2,
      numbers: { min: 128, max: 171, abnormal: 1 },
    });
    expect(whole.questions[1].options.map(({ count }: { count: number }) => count)).toEqual([1, 1]);
    const { name } = whole.outreaches[0];
    const search = (query: string) => call('GET', `/api/follow-up/rounds/${roundId}?${query}`);
    const named = (await search(`text=${encodeURIComponent(name)}`)).body.outreaches;
    expect(named.map((found: { name: string }) => found.name)).toEqual([name]);
    const ages = (await search('sort=age')).body.outreaches.map(({ age }: { age: number }) => age);
    expect(ages).toEqual(ages.toSorted((a: number, b: number) => b - a));
    const sheet = await gp({ method: 'GET', url: `/api/follow-up/rounds/${roundId}/export?format=csv&state=answered` });
    expect(sheet.body.trim().split('\r\n')).toHaveLength(3);
    expect(sheet.body).toContain('171 mmHg');
    expect((await gp({ method: 'GET', url: '/api/follow-up/rounds-export?format=csv' })).body).toContain(
      '十一月高血压',
    );
    expect((await far({ method: 'GET', url: `/api/follow-up/rounds/${roundId}/export` })).statusCode).toBe(404);
  });
});
