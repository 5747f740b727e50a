// A round by telephone: placed within the hours and the lines, each call one attempt, answers into the record once, the rest to the team; a dead server's call counts.
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
import type { OutreachShown, PhoneCall, PhoneCallBody } from '../contract.ts';
import type { Key } from '../rules/telephone/dtmf.ts';
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
    { key: 'dizzy', kind: 'yes-no', text: '头晕吗？', required: true, abnormal: 'yes' },
  ],
};

describeOnEachEngine('follow-up by telephone', { contexts: folders }, (database: { db: Db }) => {
  let test: TestKernel;
  let followUp: FollowUp;
  let orders: Orders;
  let gp: Awaited<ReturnType<TestKernel['as']>>;
  const templateId = '01980000-0000-7000-8000-00000000f001';
  let rounds = 0;

  beforeAll(async () => {
    let registry: Registry;
    test = await openTestKernel(database.db, (kernel) => {
      registry = createRegistry(kernel);
      const record = createRecord(kernel, registry);
      const messaging = createMessaging(kernel, registry);
      orders = createOrders(kernel, { registry, messaging, record });
      followUp = createFollowUp({ kernel, registry, record, messaging, orders });
      return [registry, record, messaging, orders, followUp].map(({ context }) => context);
    });
    await registry!.bulkLoad.structure(smallStructure());
    await registry!.bulkLoad.people(smallPeople());
    await test.addAccount('gp', 'gp', units.centre);
    gp = await test.as('gp');
    await call('POST', '/api/follow-up/templates', { templateId, template });
    await call('POST', `/api/follow-up/templates/${templateId}/releases`, { version: 1 });
  });
  afterAll(() => test?.stop());

  const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const reply = await gp({ method, url, ...(payload && { payload }) });
    return { status: reply.statusCode, body: reply.json() };
  };
  /** A time in Shanghai so many days ahead. */
  const at = (days: number, time: string) =>
    new Date(Date.parse(`${dayOf(test.clock.now())}T${time}:00+08:00`) + days * 86_400_000);
  const start = async (channels: string[]) => {
    const roundId = `01980000-0000-7000-8000-00000000f1${String(rounds++).padStart(2, '0')}`;
    const body = { roundId, templateId, name: '电话随访', personIds: [...people], channels };
    return { roundId, ...(await call('POST', '/api/follow-up/rounds', body)) };
  };
  const rows = async (roundId: string): Promise<OutreachShown[]> =>
    (await call('GET', `/api/follow-up/rounds/${roundId}`)).body.outreaches;
  const phones = async (state: PhoneCall['state']): Promise<PhoneCall[]> =>
    (await call('GET', '/api/phone-simulator/calls')).body.calls.filter((one: PhoneCall) => one.state === state);
  const ringing = async (): Promise<PhoneCall> => {
    await expect.poll(async () => (await phones('ringing')).length).toBeGreaterThan(0);
    return (await phones('ringing'))[0]!;
  };
  const act = ({ callId }: PhoneCall, action: PhoneCallBody) =>
    call('POST', `/api/phone-simulator/calls/${callId}`, action);
  const press = async (phone: PhoneCall, keys: string) => {
    for (const key of keys) await act(phone, { action: 'press', key: key as Key });
  };
  const lines = (count: number) =>
    database.db.tx((q) =>
      test.kernel.settings.set(q, {
        key: 'follow-up.calls-at-once',
        orgUnitId: units.centre,
        value: count,
        from: new Date('2026-01-01T00:00:00Z'),
      }),
    );

  it('offers no calls without a line, and has no phones outside of the demo', async () => {
    expect((await call('GET', '/api/follow-up/audience?disease=all')).body.voice).toBe('none');
    expect((await start(['voice'])).status).toBe(422);
    expect((await call('GET', '/api/phone-simulator/calls')).status).toBe(404);
    await followUp.useDemoPhones(20);
    expect((await call('GET', '/api/follow-up/audience?disease=all')).body.voice).toBe('simulated');
  });

  it('calls within the hours and no more at once than there are lines; answers by keys come into the record once', async () => {
    await lines(1);
    const { roundId } = await start(['voice', 'staff']);
    await followUp.reachDue(at(1, '08:00'));
    expect(await phones('ringing')).toEqual([]);
    expect(await followUp.reachDue(at(1, '10:00'))).toBe(1);
    expect(await followUp.reachDue(at(1, '10:00'))).toBe(0);
    const phone = await ringing();
    expect(phone.phone).toMatch(/^\d{3}\*{4}\d{4}$/);
    await act(phone, { action: 'accept' });
    await press(phone, '1');
    await press(phone, '171#');
    await press(phone, '1');
    await followUp.callsEnded();
    const { round } = (await call('GET', `/api/follow-up/rounds/${roundId}`)).body;
    expect(round).toMatchObject({ calls: { answered: 1 }, answeredBy: { voice: 1 }, abnormal: 1 });
    const [first] = await rows(roundId);
    expect(first).toMatchObject({ state: 'answered', answeredBy: 'voice', lastCall: { outcome: 'answered' } });
    const responses = (await call('GET', `/fhir/QuestionnaireResponse?patient=${first!.personId}`)).body;
    expect(responses.entry).toHaveLength(1);
    const pressure = (await call('GET', `/fhir/Observation?patient=${first!.personId}&code=85354-9`)).body;
    expect(pressure.entry).toHaveLength(1);
    expect(await orders.find(database.db, first!.personId, first!.orderId!)).toMatchObject({ kind: 'chronic-review' });
    const sealed = await database.db.query<{ answers: string }>('select answers from follow_up.call');
    expect(JSON.stringify(sealed)).not.toContain('systolic');
    await call('POST', `/api/follow-up/rounds/${roundId}/stop`);
  });

  it('tries a busy person again a day later, and after two calls leaves them to the team', async () => {
    await lines(50);
    const { roundId } = await start(['voice', 'staff']);
    for (const days of [1, 2]) {
      await followUp.reachDue(at(days, '10:00'));
      await expect.poll(async () => (await phones('ringing')).length).toBe((await rows(roundId)).length);
      for (const phone of await phones('ringing')) await act(phone, { action: 'reject' });
      await followUp.callsEnded();
      expect((await rows(roundId))[0]).toMatchObject({ lastCall: { outcome: 'busy' } });
    }
    await followUp.reachDue(at(3, '10:00'));
    expect(await phones('ringing')).toEqual([]);
    expect((await rows(roundId)).every(({ channel, state }) => channel === 'staff' && state === 'asked')).toBe(true);
    await call('POST', `/api/follow-up/rounds/${roundId}/stop`);
  });

  it('keeps what was answered until the person hung up, for the team that calls next', async () => {
    await lines(1);
    const { roundId } = await start(['voice']);
    await followUp.reachDue(at(1, '10:00'));
    const phone = await ringing();
    await act(phone, { action: 'accept' });
    await press(phone, '1');
    await press(phone, '128#');
    await expect.poll(async () => (await phones('talking'))[0]?.heard.join(' ')).toContain('头晕吗');
    await act(phone, { action: 'hang-up' });
    await followUp.callsEnded();
    const [partly] = (await rows(roundId)).filter(({ lastCall }) => lastCall);
    expect(partly).toMatchObject({ state: 'asked', channel: 'staff', lastCall: { outcome: 'partly-answered' } });
    const address = `/api/people/${partly!.personId}/follow-up/${partly!.outreachId}`;
    expect((await call('GET', address)).body.answers).toEqual({ systolic: 128 });
    await call('POST', `/api/follow-up/rounds/${roundId}/stop`);
  });

  it('counts a call whose server died as one attempt, and takes no answers twice', async () => {
    await lines(1);
    const { roundId } = await start(['voice', 'staff']);
    await followUp.reachDue(at(1, '10:00'));
    await ringing();
    // As if this server had died with the call: what is left is its row.
    const [open] = await database.db.query<{ id: string; patient_id: string; outreach_id: string }>(
      'select * from follow_up.call where outcome is null',
    );
    await act(await ringing(), { action: 'reject' });
    await followUp.callsEnded();
    await database.db.query('update follow_up.call set outcome = null, ended_at = null where id = $1', [open!.id]);
    await lines(0);
    await followUp.reachDue(at(1, '10:30'));
    const row = (await rows(roundId)).find(({ outreachId }) => outreachId === open!.outreach_id)!;
    expect(row).toMatchObject({ attempts: 1, state: 'asked', channel: 'voice', lastCall: { outcome: 'lost' } });
    // It had died after the last answer: that is taken, once.
    const answers = test.kernel.cipher.encrypt(JSON.stringify({ systolic: 130, dizzy: false }));
    for (let time = 0; time < 2; time++) {
      await database.db.query('update follow_up.call set outcome = null, answers = $2 where id = $1', [
        open!.id,
        answers,
      ]);
      await followUp.reachDue(at(1, '11:00'));
    }
    const taken = (await rows(roundId)).find(({ outreachId }) => outreachId === open!.outreach_id)!;
    expect(taken).toMatchObject({ state: 'answered', answeredBy: 'voice', lastCall: { outcome: 'answered' } });
    const written = (await call('GET', `/fhir/Observation?patient=${taken.personId}&code=85354-9`)).body;
    expect(JSON.stringify(written.entry).match(/"value":130/g)).toHaveLength(1);
    await call('POST', `/api/follow-up/rounds/${roundId}/stop`);
  });

  it('calls nobody by machine who said so, on the phone, for good', async () => {
    await lines(50);
    const { roundId } = await start(['voice']);
    await followUp.reachDue(at(1, '10:00'));
    const count = (await rows(roundId)).length;
    await expect.poll(async () => (await phones('ringing')).length).toBe(count);
    for (const phone of await phones('ringing')) {
      await act(phone, { action: 'accept' });
      await press(phone, '9');
    }
    await followUp.callsEnded();
    expect((await rows(roundId)).map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'refused'));
    expect((await start(['voice'])).status).toBe(422);
    expect((await start(['voice', 'staff'])).body.counts.asked).toBe(count);
  });
});
