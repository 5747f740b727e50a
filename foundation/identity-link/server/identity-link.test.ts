// Doors from outside on a real socket: link, sign in, deep links, cards, links taken back; states and codes that count once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { people } from '#foundation/registry/server/small-county.ts';
import { folders, openTestDoor, type TestDoor } from './test-door.ts';

describeOnEachEngine('identity links', { contexts: folders }, (database: { db: Db }) => {
  let door: TestDoor;
  beforeAll(async () => {
    door = await openTestDoor(database.db);
  });
  afterAll(() => door?.close());
  const send = () =>
    door.messaging.send(database.db, {
      recipient: people[0],
      code: 'break-glass-opened',
      link: 'orders/0198/0199',
      channels: ['sms'],
    });

  it('asks WeCom in its own words', async () => {
    const begun = await door.browser().go('/door/wecom/record');
    expect(begun.status).toBe(303);
    const asked = new URL(begun.location);
    expect(asked.pathname + asked.hash).toBe('/connect/oauth2/authorize#wechat_redirect');
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      appid: 'ww0000simulated',
      redirect_uri: `${door.address}/door/wecom/back`,
      response_type: 'code',
      scope: 'snsapi_base',
      agentid: '1000002',
    });
  });

  it('leads an unknown identity to sign in once, links it when confirmed, then signs in and lands on the page', async () => {
    const browser = door.browser();
    const there = new URL(await browser.enter('wecom', 'orders', 'member-a'), door.address);
    expect(there.pathname).toBe('/');
    expect(there.searchParams.get('outside')).toBe('messenger');
    expect(there.searchParams.get('back')).toBe('/resident/link-identity');
    expect(browser.cookies.has('tianmu_resident')).toBe(false);
    expect((await browser.go('/api/my/identity-links/pending')).status).toBe(401);
    await browser.signIn('wang');
    expect((await browser.go('/api/my/identity-links/pending')).json).toEqual({ provider: 'wecom', simulated: true });
    const confirmed = await browser.go('/api/my/identity-links/pending/confirm', { method: 'POST' });
    expect(confirmed.json).toEqual({ path: '/resident/orders' });
    const again = await browser.go('/api/my/identity-links/pending/confirm', { method: 'POST' });
    expect(again.status).toBe(404);

    const other = door.browser();
    expect(await other.enter('wecom', 'record', 'member-a')).toBe('/resident/record');
    expect((await other.go('/api/session')).json).toMatchObject({ account: 'wang' });
    const rows = await database.db.query<{ row: string }>('select l::text as row from identity_link.link l');
    expect(rows).toHaveLength(1);
    expect(rows[0]!.row).not.toContain('member-a');
  });

  it('counts a state once, in its own browser, and a code once', async () => {
    const browser = door.browser();
    const begun = await browser.go('/door/wecom/record');
    const back = await browser.agree(begun.location, 'member-a');
    const stranger = door.browser();
    expect((await stranger.go(back)).location).toContain('outside=failed');
    const thief = door.browser();
    await thief.go('/door/wecom/record');
    expect((await thief.go(back)).location).toContain('outside=failed');
    // The state was spent by the one who brought it first, also for its owner.
    expect((await browser.go(back)).location).toContain('outside=failed');
    expect(thief.cookies.has('tianmu_resident')).toBe(false);

    const first = await browser.go('/door/wecom/record');
    const used = await browser.agree(first.location, 'member-a');
    expect((await browser.go(used)).location).toBe('/resident/record');
    const second = await thief.go('/door/wecom/record');
    const stolen = new URL(used);
    stolen.searchParams.set('state', new URL(second.location).searchParams.get('state')!);
    expect((await thief.go(stolen.href)).location).toContain('outside=failed');
    expect(thief.cookies.has('tianmu_resident')).toBe(false);
    const late = await browser.go('/door/wecom/record');
    const tooLate = await browser.agree(late.location, 'member-a');
    door.later(11 * 60_000);
    expect((await browser.go(tooLate)).location).toContain('outside=failed');
    door.later(-11 * 60_000);
  });

  it('leads nowhere but to pages of the list', async () => {
    const browser = door.browser();
    for (const path of ['/door/wecom/%2F%2Fevil.example', '/door/wecom/unknown'])
      expect((await browser.go(path)).location).toBe('/entries/');
    expect((await browser.go('/door/elsewhere/record')).location).toContain('outside=failed');
    expect((await browser.go('/door/county-app/record')).location).toContain('outside=failed');
    expect((await browser.go('/door/wecom')).location).toBe('/entries/?provider=wecom');
  });

  it('links from the own settings, by the session that began it', async () => {
    const browser = door.browser();
    await browser.signIn('li');
    const start = { method: 'POST', body: { provider: 'wecom', portal: 'resident' } };
    const taken = await browser.go('/api/my/identity-links/start', start);
    const back = await browser.agree((taken.json as { address: string }).address, 'member-a');
    expect((await browser.go(back)).location).toBe('/entries/?problem=linked-elsewhere');
    const begun = await browser.go('/api/my/identity-links/start', start);
    const other = await browser.agree((begun.json as { address: string }).address, 'member-b');
    // Signed in as somebody else meanwhile: nothing is linked.
    const session = browser.cookies.get('tianmu_resident')!;
    const doorway = browser.cookies.get('tianmu_doorway')!;
    await browser.signIn('wang');
    browser.cookies.set('tianmu_doorway', doorway);
    expect((await browser.go(other)).location).toContain('outside=failed');
    browser.cookies.set('tianmu_resident', session);
    await browser.signIn('li');
    const once = await browser.go('/api/my/identity-links/start', start);
    expect(
      (await browser.go(await browser.agree((once.json as { address: string }).address, 'member-b'))).location,
    ).toBe('/resident/settings');
    const { links } = (await browser.go('/api/my/identity-links')).json as {
      links: { provider: string; linkedAt?: string }[];
    };
    expect(links.find(({ provider }) => provider === 'wecom')?.linkedAt).toBeDefined();
  });

  it('sends a card before a text message, without a word of what it is about', async () => {
    await send();
    expect(await door.deliverWaiting()).toEqual(['sent by wecom']);
    expect(door.texts).toEqual([]);
    const call = door.peer.requests.findLast(({ path }) => path === '/cgi-bin/message/send')!;
    expect(call.body).toEqual({
      touser: 'member-a',
      msgtype: 'textcard',
      agentid: 1_000_002,
      textcard: {
        title: '您有一条新的健康服务消息',
        description: '点开阅读。内容只在天目里显示。',
        url: `${door.address}/door/wecom/orders`,
        btntxt: '打开',
      },
      enable_duplicate_check: 1,
      duplicate_check_interval: 1_800,
    });
    expect(door.peer.state.cards.get('member-a')).toHaveLength(1);
  });

  it('renews a token that ran out, and sends the text message where the messenger asks to wait', async () => {
    const tokens = () => door.peer.requests.filter(({ path }) => path === '/cgi-bin/gettoken').length;
    const before = tokens();
    door.peer.state.endTokens();
    await send();
    expect(await door.deliverWaiting()).toEqual(['sent by wecom']);
    expect(tokens()).toBe(before + 1);
    door.peer.state.limited = 1;
    await send();
    expect(await door.deliverWaiting()).toEqual(['sent']);
    expect(door.texts).toHaveLength(1);
    // Asked for a card alone, it is tried again instead.
    door.peer.state.limited = 1;
    await door.messaging.send(database.db, { recipient: people[0], code: 'break-glass-opened', channels: ['wecom'] });
    await expect(door.deliverWaiting()).rejects.toThrow('45009');
    expect(await door.deliverWaiting()).toEqual(['sent by wecom']);
  });

  it('marks the link of a member who is gone, and mends it when they come back', async () => {
    const [gone] = door.peer.state.members.splice(0, 1);
    await send();
    expect(await door.deliverWaiting()).toEqual(['sent']);
    expect(door.texts).toHaveLength(2);
    const browser = door.browser();
    await browser.signIn('wang');
    const broken = async () =>
      (
        (await browser.go('/api/my/identity-links')).json as { links: { provider: string; broken: boolean }[] }
      ).links.find(({ provider }) => provider === 'wecom')!.broken;
    expect(await broken()).toBe(true);
    door.peer.state.members.unshift(gone!);
    await browser.enter('wecom', 'record', 'member-a');
    expect(await broken()).toBe(false);
  });

  it('knows the mini-program by its login code and sends subscribe messages', async () => {
    const browser = door.browser();
    await browser.signIn('wang');
    expect(await browser.enter('mini-program', 'record', 'member-a')).toBe('/resident/link-identity');
    await browser.go('/api/my/identity-links/pending/confirm', { method: 'POST' });
    const call = door.peer.requests.findLast(({ path }) => path === '/sns/jscode2session')!;
    expect([...call.query.keys()]).toEqual(['appid', 'secret', 'js_code', 'grant_type']);
    expect(await door.browser().enter('mini-program', 'notices', 'member-a')).toBe('/resident/notices');
    const card = { recipient: people[0], code: 'break-glass-opened', channels: ['mini-program'] as const };
    await door.messaging.send(database.db, card);
    expect(await door.deliverWaiting()).toEqual(['sent by mini-program']);
    const sent = door.peer.requests.findLast(({ path }) => path.endsWith('/subscribe/send'))!;
    expect(sent.body).toMatchObject({
      touser: 'o-member-a',
      template_id: 'simulated-template',
      page: 'pages/entry/index?entry=notices',
      data: { thing1: { value: '您有一条新的健康服务消息' } },
    });
    door.peer.state.refusing.add('member-a');
    await door.messaging.send(database.db, card);
    expect(await door.deliverWaiting()).toEqual(['no-channel']);
  });

  it('opens nothing for accounts that are shut or have a second factor', async () => {
    await database.db.query("update auth.account set disabled = true where login = 'li'");
    expect(await door.browser().enter('wecom', 'record', 'member-b')).toContain('outside=failed');
    await database.db.query("update auth.account set disabled = false, second_factor = 'x' where login = 'li'");
    expect(await door.browser().enter('wecom', 'record', 'member-b')).toContain('outside=factor');
    const browser = door.browser();
    await database.db.query("update auth.account set second_factor = null where login = 'li'");
    await browser.signIn('li');
    await database.db.query("update auth.account set second_factor = 'x' where login = 'li'");
    const start = { method: 'POST', body: { provider: 'mini-program', portal: 'resident' } };
    expect((await browser.go('/api/my/identity-links/start', start)).status).toBe(403);
    await database.db.query("update auth.account set second_factor = null where login = 'li'");
  });

  it('opens nothing for a link that was taken back', async () => {
    const browser = door.browser();
    await browser.signIn('wang');
    expect((await browser.go('/api/my/identity-links/wecom', { method: 'DELETE' })).status).toBe(200);
    expect((await browser.go('/api/my/identity-links/wecom', { method: 'DELETE' })).status).toBe(404);
    expect(await door.browser().enter('wecom', 'record', 'member-a')).toContain('outside=messenger');
    const audits = await database.db.query<{ text: string }>(
      "select entries as text from audit.journal where entries like '%IdentityLink%'",
    );
    expect(audits.length).toBeGreaterThanOrEqual(1);
  });

  it('is configured by administrators, with the secret sealed', async () => {
    const admin = await door.test.as('admin');
    const gp = await door.test.as('gp');
    const url = '/api/identity-link/providers';
    expect((await gp({ method: 'GET', url })).statusCode).toBe(403);
    const list = (await admin({ method: 'GET', url })).json<{ providers: { provider: string; version: number }[] }>();
    expect(list.providers.map(({ provider }) => provider)).toEqual(['wecom', 'mini-program', 'county-app']);
    const settings = {
      authorizeBase: door.peer.address,
      apiBase: door.peer.address,
      clientId: 'ww0000simulated',
      agentId: '7',
    };
    const change = (version: number, more: object) =>
      admin({
        method: 'PUT',
        url: `${url}/wecom`,
        headers: { 'if-match': `"${version}"` },
        payload: { enabled: true, settings, ...more },
      });
    const { version } = list.providers[0]!;
    expect((await change(version, { settings: { ...settings, apiBase: 'http://evil.example' } })).statusCode).toBe(400);
    expect((await change(version, { secret: 'very-secret' })).statusCode).toBe(200);
    expect((await change(version, {})).statusCode).toBe(412);
    const tried = await admin({ method: 'POST', url: `${url}/wecom/try` });
    expect(tried.json()).toEqual({ works: false, code: '40001' });
    const after = await admin({ method: 'GET', url });
    expect(after.body).not.toContain('very-secret');
    expect(after.json<{ providers: { troubles: { code: string }[] }[] }>().providers[0]!.troubles[0]).toMatchObject({
      during: 'test',
      code: '40001',
    });
    const [row] = await database.db.query<{ row: string }>(
      "select p::text as row from identity_link.provider p where name = 'wecom'",
    );
    expect(row!.row).not.toContain('very-secret');
  });
});
