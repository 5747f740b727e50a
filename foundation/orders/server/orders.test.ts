// Asked and answered over HTTP: who may do what, twice is once, the loser hears who won, and the record holds it as ServiceRequest and Task.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { people } from '#foundation/registry/server/small-county.ts';
import type { KindView, OrderRow, OrderView, StateCount } from '../contract.ts';
import { openTestOrders, orderFolders, type TestOrders } from './test-orders.ts';

const person = people[0];
const stranger = people[4];

describeOnEachEngine('orders', { contexts: orderFolders }, (database) => {
  let one: TestOrders;
  type Ask = Awaited<ReturnType<TestOrders['test']['as']>>;
  let [gp, nurse, second, outsider, resident] = [] as unknown as [Ask, Ask, Ask, Ask, Ask];
  beforeAll(async () => {
    one = await openTestOrders(database.db);
    [gp, nurse, second, outsider, resident] = await Promise.all([
      one.test.as('gp'),
      one.test.as('nurse'),
      one.test.as('second'),
      one.test.as('stranger'),
      one.test.as('resident'),
    ]);
    await one.test.startWork();
  });
  afterAll(() => one?.test.stop());

  const newId = () => one.kernel.newId();
  const place = (ask: Ask, orderId: string, payload: object = { why: '头晕三天', secret: '内部' }, personId = person) =>
    ask({ method: 'POST', url: `/api/people/${personId}/orders`, payload: { orderId, kind: 'trial', payload } });
  const move = (ask: Ask, orderId: string, transition: string, more: object = {}) =>
    ask({
      method: 'POST',
      url: `/api/people/${person}/orders/${orderId}/transitions`,
      payload: { key: newId(), transition, ...more },
    });
  const read = async (ask: Ask, orderId: string) =>
    (await ask({ method: 'GET', url: `/api/people/${person}/orders/${orderId}` })).json<OrderView>();
  const list = async (ask: Ask, query = '') =>
    (await ask({ method: 'GET', url: `/api/orders?${query}` })).json<{ items: OrderRow[]; next?: string }>();

  it('is placed once, however often it is sent, and refuses what is not answered', async () => {
    const orderId = newId();
    expect((await place(nurse, orderId)).statusCode).toBe(403);
    const empty = await place(gp, orderId, { why: ' ', other: 1 });
    expect(empty.statusCode).toBe(400);
    expect(empty.json<{ issues: { path: string }[] }>().issues.map(({ path }) => path)).toEqual(['other', 'why']);
    expect((await place(gp, orderId)).statusCode).toBe(200);
    expect((await place(gp, orderId)).json<OrderView>().version).toBe(1);
    expect((await place(resident, orderId, { why: '别的' })).statusCode).toBe(409);
    expect((await place(gp, newId(), { why: '别县' }, stranger)).statusCode).toBe(403);
  });

  it('two who take it: one wins, the other hears who; a repeated press gets its first answer', async () => {
    const orderId = newId();
    await place(gp, orderId);
    const key = newId();
    const answers = await Promise.all([move(nurse, orderId, 'take', { key }), move(second, orderId, 'take')]);
    const [won, lost] = answers.toSorted((a, b) => a.statusCode - b.statusCode);
    expect([won!.statusCode, lost!.statusCode]).toEqual([200, 409]);
    const winner = won!.json<OrderView>().assigneeName!;
    expect(lost!.json<{ title: string }>().title).toContain(`已由${winner}接单`);
    const other = winner === 'nurse' ? nurse : second;
    expect((await move(other, orderId, 'release')).json<OrderView>().state).toBe('waiting');
    // The same press again, after the order has moved on: nothing happens twice.
    const again = await move(nurse, orderId, 'take', { key });
    if (winner === 'nurse') expect([again.statusCode, again.json<OrderView>().version]).toEqual([200, 3]);
    expect((await move(outsider, orderId, 'take')).statusCode).toBe(403);
  });

  it('runs to its end: result, messages, rating; the person sees no internal note', async () => {
    const orderId = newId();
    await place(gp, orderId);
    expect((await read(nurse, orderId)).actions.map(({ transition }) => transition)).toEqual(['take']);
    await move(nurse, orderId, 'take');
    const colleagues = await nurse({ method: 'GET', url: `/api/people/${person}/orders/${orderId}/colleagues` });
    expect(colleagues.json<{ colleagues: { name: string }[] }>().colleagues.map(({ name }) => name)).toEqual([
      'nurse',
      'second',
    ]);
    expect((await move(nurse, orderId, 'reassign', { assigneeId: one.accounts.gp })).statusCode).toBe(400);
    const handed = await move(nurse, orderId, 'reassign', { assigneeId: one.accounts.second });
    expect(handed.json<OrderView>().assigneeName).toBe('second');
    expect((await move(second, orderId, 'finish')).statusCode).toBe(400);
    const done = (await move(second, orderId, 'finish', { given: { outcome: '血压正常' } })).json<OrderView>();
    expect([done.state, done.version, done.actions]).toEqual(['done', 4, []]);
    const seen = await read(resident, orderId);
    expect(seen.payload).toEqual({ why: '头晕三天' });
    expect(seen.result).toEqual({ outcome: '血压正常' });
    expect(seen.history.map(({ told }) => told)).toEqual([
      'gp 提出申请',
      '已由nurse接单',
      'nurse转给了同事',
      '已由second完成',
    ]);
    expect(seen.mayRateAs).toBe('person');
    const rated = await resident({
      method: 'POST',
      url: `/api/people/${person}/orders/${orderId}/rating`,
      payload: { stars: 5, comment: '很好' },
    });
    expect(rated.json<OrderView>().ratings).toMatchObject([{ by: 'person', stars: 5, comment: '很好' }]);
    const inbox = await gp({ method: 'GET', url: '/api/my/notifications' });
    expect(inbox.body).toContain('於潜镇中心卫生院的nurse接单了');
    expect((await read(gp, orderId)).messages.map(({ to, title }) => [to, title])).toEqual([['requester', '有人接单']]);
  });

  it('a correction keeps both versions; cancelling ends it; then nothing more may be done', async () => {
    const orderId = newId();
    await place(gp, orderId);
    const corrected = (await move(gp, orderId, 'correct', { given: { why: '头晕一周' } })).json<OrderView>();
    expect([corrected.payload, corrected.version]).toEqual([{ why: '头晕一周', secret: '内部' }, 2]);
    expect((await move(resident, orderId, 'cancel')).json<OrderView>().state).toBe('cancelled');
    const late = await move(nurse, orderId, 'take');
    expect([late.statusCode, late.json<{ title: string }>().title]).toEqual([409, expect.stringContaining('已取消')]);
  });

  it('lists by queue, page by page, for those of the organisation alone', async () => {
    const ids = [newId(), newId(), newId()];
    for (const orderId of ids) await place(gp, orderId);
    const all: string[] = [];
    let page: string | undefined;
    do {
      const reply = await list(nurse, `limit=2${page ? `&page=${page}` : ''}`);
      all.push(...reply.items.map(({ orderId }) => orderId));
      page = reply.next;
    } while (page);
    expect(new Set(all).size).toBe(all.length);
    expect(ids.every((orderId) => all.includes(orderId))).toBe(true);
    for (const sort of ['newest', 'oldest', 'due', 'urgency'])
      expect((await list(nurse, `sort=${sort}&limit=1`)).items, sort).toHaveLength(1);
    expect((await list(nurse, `text=${encodeURIComponent('王小明')}`)).items.length).toBe(all.length);
    expect((await list(nurse, `text=${encodeURIComponent('单阿明')}`)).items).toEqual([]);
    expect((await list(outsider)).items).toEqual([]);
    expect((await nurse({ method: 'GET', url: '/api/orders?page=xx' })).statusCode).toBe(400);
    const counts = (await nurse({ method: 'GET', url: '/api/order-counts' })).json<{ counts: StateCount[] }>().counts;
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
    const kinds = (await nurse({ method: 'GET', url: '/api/order-kinds' })).json<{ kinds: KindView[] }>().kinds;
    expect(kinds.map(({ kind, mayPlace, mayPerform }) => [kind, mayPlace, mayPerform])).toEqual([
      ['trial', false, true],
    ]);
  });

  it('stands in the record as ServiceRequest and Task', async () => {
    const orderId = newId();
    await place(gp, orderId);
    await move(nurse, orderId, 'take');
    await move(nurse, orderId, 'finish', { given: { outcome: '好' } });
    const task = async () =>
      (await gp({ method: 'GET', url: `/fhir/Task/${orderId}` })).json<{ status?: string; output?: object[] }>();
    await expect.poll(async () => (await task()).status).toBe('completed');
    expect((await task()).output).toEqual([{ type: { text: '结果' }, valueString: '好' }]);
    const request = await gp({ method: 'GET', url: `/fhir/ServiceRequest?patient=${person}&_id=${orderId}` });
    expect(request.json<{ entry: { resource: { status: string } }[] }>().entry[0]!.resource.status).toBe('completed');
  });

  it('is exported as the screen shows it, with people as the reader may see them', async () => {
    await place(gp, newId(), { why: '=1+1 头晕' });
    const sheet = await nurse({ method: 'GET', url: '/api/orders-sheet?format=csv&kind=trial' });
    expect(sheet.statusCode).toBe(200);
    const [head, ...rows] = sheet.body.trim().split('\r\n');
    expect(head).toContain('种类,事由,姓名,状态');
    expect(rows.some((row) => row.includes("'=1+1 头晕"))).toBe(true);
    expect(rows).toHaveLength((await list(nurse, 'kind=trial&limit=100')).items.length);
    expect((await outsider({ method: 'GET', url: '/api/orders-sheet' })).body.trim().split('\r\n')).toHaveLength(1);
    expect((await resident({ method: 'GET', url: '/api/orders-sheet' })).statusCode).toBe(403);
    expect((await nurse({ method: 'GET', url: '/api/orders-sheet?sort=nothing' })).statusCode).toBe(400);
  });
});
