// Reminders over a gateway that speaks real HTTP: retries, receipts in any order, the next channel, hours, and the stop word.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { Gateway, Preferences, ReminderChannel } from '../contract.ts';
import { incomingPath, receiptPath } from './http-gateway/callbacks.ts';
import { folders, openGatewayPeer, openMessaging, people, secret, signedPost, units } from './test-messaging.ts';
import type { GatewayPeer, TestMessaging } from './test-messaging.ts';

const phone = '13912340000';
const [person] = people as unknown as [string];

describeOnEachEngine('reminders', { contexts: folders }, (database) => {
  let test: TestMessaging;
  let peer: GatewayPeer;
  type Ask = Awaited<ReturnType<TestMessaging['as']>>;
  let resident: Ask;
  let gp: Ask;
  const called: { phone: string; text: string }[] = [];
  let callAnswer: { state: 'delivered' | 'failed'; why?: string; stop?: boolean } = { state: 'delivered' };

  /** Onwards only. */
  const goTo = (instant: string) =>
    test.clock.advanceSeconds((Date.parse(instant) - test.clock.now().getTime()) / 1_000);

  afterAll(async () => {
    await test?.stop();
    await peer?.close();
  });
  beforeAll(async () => {
    test = await openMessaging(database.db);
    goTo('2026-11-22T02:00:00Z');
    peer = await openGatewayPeer(() => test.clock.now());
    test.messaging.registerChannel({
      name: 'voice',
      async deliver({ phone: to, text }) {
        called.push({ phone: to, text });
        return callAnswer;
      },
    });
    await test.addAccount('admin', 'system-admin', units.county);
    await test.addAccount('gp', 'gp', units.centre);
    await test.addAccount('resident', 'resident', units.villages[0], person);
    resident = await test.as('resident');
    gp = await test.as('gp');
    const admin = await test.as('admin');
    const put = (payload: object) =>
      admin({ method: 'PUT', url: '/api/message-gateway', headers: { 'if-match': '"0"' }, payload });
    const bare = await put({ address: peer.address, keyId: 'tianmu-test', enabled: true });
    expect(bare.statusCode).toBe(400);
    const saved = await put({ address: peer.address, keyId: 'tianmu-test', secret, enabled: true });
    expect(saved.statusCode, saved.body).toBe(200);
    expect(saved.json<Gateway>()).toMatchObject({ hasSecret: true, version: 1 });
    expect(saved.body).not.toContain(secret);
    await test.startWork();
  });

  const choose = async (...channels: ReminderChannel[]) => {
    const before = (await resident({ url: `/api/people/${person}/message-preferences` })).json<Preferences>();
    const answer = await resident({
      method: 'PUT',
      url: `/api/people/${person}/message-preferences`,
      headers: { 'if-match': `"${before.version}"` },
      payload: { channels, fromMinute: 480, toMinute: 1_200, locale: 'zh-CN', slowVoice: false },
    });
    expect(answer.statusCode, answer.body).toBe(200);
  };
  const remind = async () => {
    const notificationId = test.kernel.newId();
    const reminder = { recipient: person, notificationId, code: 'trial', sealed: { what: '依那普利' } };
    await test.kernel.db.tx((q) => test.messaging.sendReminders(q, [reminder]));
    return notificationId;
  };
  const deliveries = async (id: string) => (await test.messaging.deliveries(database.db, [person], [id])).get(id) ?? [];
  const states = async (id: string) => (await deliveries(id)).map(({ channel, state }) => `${channel} ${state}`);
  const until = (id: string, wanted: string[]) => expect.poll(() => states(id), { interval: 100 }).toEqual(wanted);

  it('takes the first channel, hears receipts in any order, and does not ask the next one', async () => {
    await choose('sms', 'voice');
    const id = await remind();
    await until(id, ['sms sent']);
    const [sms] = await deliveries(id);
    // No medicine is named where others read along.
    expect(peer.accepted.get(sms!.deliveryId)).toEqual({ to: phone, text: '【天目】您有药快用完了' });
    const receipt = (state: string) => ({ receipts: [{ id: sms!.deliveryId, state }] });
    const post = (body: object, at = test.clock.now(), with_ = secret) =>
      test.server.inject(signedPost(receiptPath, body, at, with_));
    expect((await post(receipt('delivered'), test.clock.now(), 'another secret here')).statusCode).toBe(401);
    expect((await post(receipt('delivered'), new Date(test.clock.now().getTime() - 600_000))).statusCode).toBe(401);
    expect((await post({ receipts: [{ id: 'x', state: 'delivered' }] })).statusCode).toBe(400);
    expect((await post(receipt('delivered'))).json()).toEqual({ taken: 1 });
    expect((await post(receipt('failed'))).json()).toEqual({ taken: 1 });
    expect(await states(id)).toEqual(['sms delivered']);
    test.clock.advanceSeconds(3 * 3_600);
    await expect.poll(() => movedOn(sms!.deliveryId)).toBe(true);
    expect(await states(id)).toEqual(['sms delivered']);
    expect(called).toEqual([]);
  });
  const movedOn = async (id: string) => {
    const [row] = await database.db.query<{ moved: boolean }>(
      'select moved_on_at is not null as moved from messaging.delivery where id = $1',
      [id],
    );
    return row!.moved;
  };

  it('goes to the next channel when a receipt says failed, and when none comes', async () => {
    const failed = await remind();
    await until(failed, ['sms sent']);
    const [sms] = await deliveries(failed);
    const body = { receipts: [{ id: sms!.deliveryId, state: 'failed', why: 'switched-off' }] };
    for (let times = 0; times < 2; times++) await test.server.inject(signedPost(receiptPath, body, test.clock.now()));
    await until(failed, ['sms failed', 'voice delivered']);
    expect((await deliveries(failed))[0]).toMatchObject({ why: 'switched-off' });
    const silent = await remind();
    await until(silent, ['sms sent']);
    test.clock.advanceSeconds(2 * 3_600 + 60);
    await until(silent, ['sms sent', 'voice delivered']);
    expect(called).toHaveLength(2);
  });

  it('tries again while the gateway is out of order, gives up what it refuses', async () => {
    goTo('2026-11-23T01:00:00Z');
    peer.refuse = 503;
    const { asked } = peer;
    const id = await remind();
    // The next attempt is counted from when the failure was written down: the clock stands until it is.
    const failedTimes = (times: number) =>
      expect
        .poll(() =>
          database.db.query(
            `select 1 from jobs.job where state = 'waiting' and attempt = $1 and last_error is not null`,
            [times],
          ),
        )
        .toHaveLength(1);
    await failedTimes(1);
    expect(peer.asked).toBe(asked + 1);
    test.clock.advanceSeconds(3);
    await failedTimes(2);
    expect(peer.asked).toBe(asked + 2);
    peer.refuse = undefined;
    test.clock.advanceSeconds(10);
    await until(id, ['sms sent']);
    peer.refuse = 422;
    callAnswer = { state: 'failed', why: 'busy' };
    const refused = await remind();
    await until(refused, ['sms failed', 'voice failed']);
    expect((await deliveries(refused)).map(({ why }) => why)).toEqual(['gateway-422', 'busy']);
    peer.refuse = undefined;
    callAnswer = { state: 'delivered' };
  });

  it('waits for the morning', async () => {
    goTo('2026-11-23T13:00:00Z');
    const id = await remind();
    await new Promise((wait) => setTimeout(wait, 2_500));
    expect(await states(id)).toEqual(['sms waiting']);
    goTo('2026-11-24T00:00:30Z');
    await until(id, ['sms sent']);
  });

  it('ends with the stop word, confirms once, goes on by the other ways, and is taken up again', async () => {
    const before = peer.accepted.size;
    const say = (id: string, text: string, from = `+86 ${phone}`) =>
      test.server.inject(signedPost(incomingPath, { messages: [{ id, from, text }] }, test.clock.now()));
    expect((await say('in-1', '退订。')).statusCode).toBe(200);
    await say('in-1', '退订。');
    await say('in-2', 'TD');
    const texts = () => [...peer.accepted.values()].map(({ text }) => text).slice(before);
    await expect.poll(texts).toHaveLength(1);
    expect(texts()[0]).toContain('已停止');
    const read = async () => (await gp({ url: `/api/people/${person}/message-preferences` })).json<Preferences>();
    expect(await read()).toMatchObject({
      stopped: ['sms'],
      consents: [{ channel: 'sms', stopped: true, origin: 'sms-reply' }],
    });
    const id = await remind();
    await until(id, ['voice delivered']);
    // What the law wants told goes on.
    await test.kernel.db.tx((q) =>
      test.messaging.send(q, { recipient: person, code: 'break-glass-opened', urgency: 'urgent', channels: ['sms'] }),
    );
    await expect.poll(() => texts().at(-1)).toContain('紧急情况查阅');
    await say('in-3', '开');
    expect(await read()).toMatchObject({ stopped: [] });
    await until(await remind(), ['sms sent']);
    // A number that was never written to changes nothing.
    await say('in-4', 'TD', '13900000000');
    expect((await read()).consents).toHaveLength(2);
  });

  it('hears a key in a call, wants a reason of the staff, and sends nothing where all is stopped', async () => {
    await choose('voice');
    callAnswer = { state: 'delivered', stop: true };
    await until(await remind(), ['voice delivered']);
    const consent = (ask: Ask, payload: object) =>
      ask({ method: 'POST', url: `/api/people/${person}/message-consents`, payload });
    expect(await states(await remind())).toEqual([]);
    const resume = { consentId: test.kernel.newId(), channels: ['voice'], stopped: false };
    expect((await consent(gp, resume)).statusCode).toBe(400);
    const done = await consent(gp, { ...resume, reason: '家属要求恢复' });
    expect(done.json<Preferences>()).toMatchObject({
      stopped: [],
      consents: [{ origin: 'staff', reason: '家属要求恢复' }, { origin: 'call-key' }, {}, {}],
    });
    callAnswer = { state: 'delivered' };
    await until(await remind(), ['voice delivered']);
    test.clock.advanceSeconds(1);
    const far = { consentId: test.kernel.newId(), channels: ['voice'], stopped: true };
    expect((await consent(resident, far)).json<Preferences>()).toMatchObject({ stopped: ['voice'] });
    test.clock.advanceSeconds(1);
    expect((await consent(resident, { ...far, consentId: test.kernel.newId(), stopped: false })).statusCode).toBe(200);
  });

  it('shows on the television until it is seen, and withdraws what has not gone out', async () => {
    await choose('tv', 'sms');
    const id = await remind();
    await until(id, ['tv sent']);
    const { banners } = (await resident({ url: '/api/my/banners' })).json<{
      banners: { deliveryId: string; text: string }[];
    }>();
    expect(banners).toMatchObject([{ text: '【天目】您有药快用完了' }]);
    expect(await states(id)).toEqual(['tv delivered']);
    await gp({ method: 'POST', url: `/api/my/banners/${banners[0]!.deliveryId}/seen` });
    expect(await states(id)).toEqual(['tv delivered']);
    await resident({ method: 'POST', url: `/api/my/banners/${banners[0]!.deliveryId}/seen` });
    expect(await states(id)).toEqual(['tv read']);
    goTo('2026-11-24T13:00:00Z');
    const waiting = await remind();
    await test.kernel.db.tx((q) => test.messaging.withdraw(q, [person], [waiting], test.clock.now()));
    goTo('2026-11-25T00:01:00Z');
    await new Promise((wait) => setTimeout(wait, 2_500));
    expect(await states(waiting)).toEqual(['tv withdrawn']);
    expect(peer.accepted.size).toBeGreaterThan(0);
  });
});
