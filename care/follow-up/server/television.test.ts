// A round on the television: only who has one is asked so, the questions stand there within the county's hours, and are answered once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayOf } from '#platform/contract.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createOrders } from '#foundation/orders/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import type { AudienceReply, ReachTimesShown, RoundReply, TvReply } from '../contract.ts';
import { createFollowUp, type FollowUp } from './index.ts';

const folders = [
  ...['registry', 'record', 'messaging', 'orders'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'follow_up', folder: new URL('./migrations/', import.meta.url) },
];
const templateId = '01980000-0000-7000-8000-00000000e001';
const template = {
  title: '高血压随访',
  greeting: '您好，我是您的家庭医生团队。',
  closing: '谢谢您。',
  disease: 'hypertension',
  questions: [{ key: 'dizzy', kind: 'yes-no', text: '今天头晕吗？', required: true, abnormal: 'yes' }],
};
const address = '/api/my/follow-up/television';

describeOnEachEngine('follow-up on the television', { contexts: folders }, (database: { db: Db }) => {
  let test: TestKernel;
  let followUp: FollowUp;
  const as = new Map<string, Awaited<ReturnType<TestKernel['as']>>>();
  const [owner, neighbour] = [people[0], people[3]];

  beforeAll(async () => {
    let registry: Registry;
    test = await openTestKernel(database.db, (kernel) => {
      registry = createRegistry(kernel);
      const record = createRecord(kernel, registry);
      const messaging = createMessaging(kernel, registry);
      const orders = createOrders(kernel, { registry, messaging, record });
      followUp = createFollowUp({ kernel, registry, record, messaging, orders });
      return [registry, record, messaging, orders, followUp].map(({ context }) => context);
    });
    await registry!.bulkLoad.structure(smallStructure());
    await registry!.bulkLoad.people(smallPeople());
    await test.addAccount('gp', 'gp', units.centre);
    await test.addAccount('bureau', 'bureau', units.county);
    await test.addAccount('owner', 'resident', units.villages[0], owner);
    await test.addAccount('neighbour', 'resident', units.villages[1], neighbour);
    for (const login of ['gp', 'bureau', 'owner', 'neighbour']) as.set(login, await test.as(login));
    await post('gp', '/api/follow-up/templates', { templateId, template });
    await post('gp', `/api/follow-up/templates/${templateId}/releases`, { version: 1 });
  });
  afterAll(() => test?.stop());

  const get = async <Reply>(login: string, url: string) => (await as.get(login)!({ url })).json<Reply>();
  const post = (login: string, url: string, payload: object = {}) => as.get(login)!({ method: 'POST', url, payload });
  const at = (days: number, time: string) =>
    new Date(Date.parse(`${dayOf(test.clock.now())}T${time}:00+08:00`) + days * 86_400_000);
  const start = (roundId: string, personIds: readonly string[] = [owner, neighbour]) =>
    post('gp', '/api/follow-up/rounds', {
      roundId,
      templateId,
      name: '电视随访',
      personIds,
      channels: ['tv'],
    });

  it('asks nobody so who has no television, and knows one by its asking', async () => {
    const none = await start(test.kernel.newId());
    expect(none.json<{ type: string }>().type).toContain('nobody-reachable');
    expect(await get<TvReply>('owner', address)).toMatchObject({ items: [] });
    const audience = await get<AudienceReply>('gp', '/api/follow-up/audience?disease=all');
    const having = audience.people.filter(({ hasTelevision }) => hasTelevision);
    expect(having.map(({ personId }) => personId)).toEqual([owner]);
  });

  it('keeps to the hours that the county has set for its rounds', async () => {
    const usual = await get<ReachTimesShown>('bureau', '/api/follow-up/reach-policy');
    expect(usual).toMatchObject({ fromMinute: 540, toMinute: 1_140, attempts: 2, assumed: true });
    const times = { fromMinute: 600, toMinute: 660, attempts: 1, hoursBetween: 48, openDays: 3 };
    const set = (body: object, who = 'bureau') =>
      post(who, '/api/follow-up/reach-policy', { fromOn: dayOf(test.clock.now()), ...times, ...body });
    expect((await set({}, 'gp')).statusCode).toBe(403);
    expect((await set({ toMinute: 630 })).statusCode).toBe(400);
    expect((await set({ fromOn: '2020-01-01' })).statusCode).toBe(422);
    expect((await set({})).json()).toEqual({ ...times, assumed: false });
    const audience = await get<AudienceReply>('gp', '/api/follow-up/audience?disease=all');
    expect(audience.times).toEqual({ ...times, assumed: false });
  });

  it('stands on the television within the hours, is answered once there and counted by its way', async () => {
    const roundId = test.kernel.newId();
    expect((await start(roundId)).json()).toMatchObject({ people: 1, channels: ['tv'] });
    await followUp.reachDue(at(1, '09:30'));
    expect((await get<TvReply>('owner', address)).items).toEqual([]);
    await followUp.reachDue(at(1, '10:30'));
    const [item] = (await get<TvReply>('owner', address)).items;
    expect(item).toMatchObject({ greeting: template.greeting, from: 'gp' });
    expect((await get<TvReply>('neighbour', address)).items).toEqual([]);
    const answers = `${address}/${item!.outreachId}/answers`;
    expect((await post('neighbour', answers, { answers: { dizzy: true } })).statusCode).toBe(404);
    expect((await post('owner', answers, { answers: {} })).statusCode).toBe(400);
    for (let press = 0; press < 2; press++)
      expect((await post('owner', answers, { answers: { dizzy: true } })).json()).toMatchObject({ items: [] });
    const { round } = await get<RoundReply>('gp', `/api/follow-up/rounds/${roundId}`);
    expect(round).toMatchObject({ abnormal: 1, answeredBy: { tv: 1 } });
  });

  it('asks no more who says so with the remote', async () => {
    const roundId = test.kernel.newId();
    await start(roundId, [owner]);
    await followUp.reachDue(at(2, '10:30'));
    const [item] = (await get<TvReply>('owner', address)).items;
    expect((await post('owner', `${address}/${item!.outreachId}/refusal`)).json()).toMatchObject({ items: [] });
    const { round } = await get<RoundReply>('gp', `/api/follow-up/rounds/${roundId}`);
    expect(round.counts.refused).toBe(1);
    expect((await start(test.kernel.newId(), [owner])).statusCode).toBe(422);
  });
});
