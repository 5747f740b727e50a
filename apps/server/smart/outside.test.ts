// Two servers over real HTTP, one the provider of the other: sign in there, join the account once, from then on one press.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase } from '#platform/kernel/db/test-database.ts';
import { openPglite } from '#platform/kernel/db/pglite.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { browser } from './test-browser.ts';
import { openVendor, registerApp, type Send, type Vendor } from './test-vendor.ts';

let home: Vendor;
let peer: Vendor;
let peerDb: Db;
let dropHome = async () => undefined as void;
let admin: Send;
let providerId: string;

beforeAll(async () => {
  const onPostgresql = process.env.TIANMU_TEST_POSTGRESQL === 'yes';
  peerDb = await openPglite();
  const made = onPostgresql ? await createDatabase() : undefined;
  const homeDb = made?.db ?? (await openPglite());
  dropHome = async () => (made ? made.drop() : homeDb.close());
  [home, peer] = await Promise.all([openVendor(homeDb), openVendor(peerDb)]);
  await peer.test.addAccount('admin', 'system-admin');
  await peer.test.addAccount('zhang', 'gp');
  await home.test.addAccount('admin', 'system-admin');
  await home.test.addAccount('auditor', 'auditor');
  await home.test.addAccount('doctor', 'gp');
  await home.test.addAccount('nurse', 'nurse');
  const clientId = await registerApp(await peer.as('admin'), {
    name: '另一个县',
    kind: 'staff-app',
    contact: 'admin@example.org',
    redirectUris: [`${home.address}/api/outside/callback`],
    scopes: ['openid'],
  });
  admin = await home.as('admin');
  const provider = await admin('POST', '/api/outside-providers', {
    issuer: `${peer.address}/oidc`,
    clientId,
    method: 'none',
    buttonText: '用医院账号登录',
    portals: ['clinic'],
    linking: 'password',
  });
  expect(provider).toMatchObject({ status: 200, json: { redirectUri: `${home.address}/api/outside/callback` } });
  providerId = provider.json.providerId as string;
}, 180_000);
afterAll(async () => {
  await home?.close();
  await peer?.close();
  await peerDb?.close();
  await dropHome();
}, 120_000);

/** From the button at the door to the provider, sign-in and consent there, and back. */
async function comeFromPeer(go: ReturnType<typeof browser>, bend = (back: string) => back) {
  const there = browser(peer.address, 'clinic');
  const sent = await go('GET', `/api/outside/${providerId}/start?portal=clinic`);
  expect(sent.location).toContain(`${peer.address}/oidc/authorize`);
  const asked = await there('GET', sent.location);
  const uid = /\/consent\/([\w-]+)/.exec(asked.location)![1]!;
  await there('POST', '/api/session', { account: 'zhang', password: 'test-password', portal: 'clinic' });
  const given = await there('POST', `/api/consents/${uid}`, {});
  const back = await there('GET', given.json.next as string);
  return go('GET', bend(back.location));
}

it('asks for the password once, joins the account, and then opens a normal session', async () => {
  const go = browser(home.address, 'clinic');
  expect((await comeFromPeer(go)).location).toBe('/?portal=clinic&outside=link');
  expect((await go('GET', '/api/session')).status).toBe(401);
  await go('POST', '/api/session', { account: 'doctor', password: 'test-password', portal: 'clinic' });
  expect((await go('POST', '/api/outside/link')).json).toEqual({ linked: true });
  expect((await go('POST', '/api/outside/link')).status).toBe(404);

  const fresh = browser(home.address, 'clinic');
  expect((await comeFromPeer(fresh)).location).toBe('/clinic/');
  expect((await fresh('GET', '/api/session')).json).toMatchObject({ account: 'doctor' });
  const auditor = await home.as('auditor');
  const rows = (await auditor('GET', '/api/audit?account=doctor&action=sign-in')).json.items as { route: string }[];
  expect(rows[0]!.route).toBe('GET /api/outside/callback');
}, 120_000);

it('opens nothing for a changed state, another browser or a second use', async () => {
  const bent = (back: string) => back.replace(/state=[^&]+/, 'state=other');
  expect((await comeFromPeer(browser(home.address, 'clinic'), bent)).location).toBe('/?portal=clinic&outside=failed');
  const go = browser(home.address, 'clinic');
  let used = '';
  await comeFromPeer(go, (back) => (used = back));
  expect((await go('GET', used)).location).toContain('outside=failed');
  expect((await browser(home.address, 'clinic')('GET', used)).location).toContain('outside=failed');
}, 120_000);

it('is joined by an administrator where that is asked, refused for disabled accounts, and ends with the provider', async () => {
  const put = async (body: object) => {
    const { providers } = (await admin('GET', '/api/outside-providers')).json as { providers: { version: number }[] };
    return admin('PUT', `/api/outside-providers/${providerId}`, body, { 'if-match': `"${providers[0]!.version}"` });
  };
  const [{ sub }] = (await peerDb.query<{ sub: string }>(
    "select id as sub from auth.account where login = 'zhang'",
  )) as [{ sub: string }];
  expect((await put({ linking: 'administrator' })).status).toBe(200);
  const link = (account: string) =>
    admin('POST', `/api/outside-providers/${providerId}/links`, { account, subject: sub });
  expect((await link('nobody')).status).toBe(404);
  expect((await link('nurse')).json).toEqual({ linked: true });
  const go = browser(home.address, 'clinic');
  await comeFromPeer(go);
  expect((await go('GET', '/api/session')).json).toMatchObject({ account: 'nurse' });
  await home.test.kernel.db.query("update auth.account set disabled = true where login = 'nurse'");
  expect((await comeFromPeer(browser(home.address, 'clinic'))).location).toContain('outside=unknown');
  expect((await put({ disabled: true })).status).toBe(200);
  const answer = await browser(home.address, 'clinic')('GET', `/api/outside/${providerId}/start?portal=clinic`);
  expect(answer.location).toContain('outside=failed');
  expect((await browser(home.address)('GET', '/api/outside-buttons')).json).toEqual({ buttons: [] });
}, 120_000);

it('keeps secrets sealed and shows only the public half of its key', async () => {
  const body = {
    issuer: 'https://idp.example',
    clientId: 'c',
    buttonText: '省平台',
    portals: ['resident'],
    linking: 'password',
  };
  const made = await admin('POST', '/api/outside-providers', { ...body, method: 'key' });
  expect(JSON.parse(made.json.publicKeys as string)).toMatchObject({
    keys: [{ kty: 'EC', crv: 'P-384', alg: 'ES384' }],
  });
  expect(made.json.publicKeys).not.toContain('"d"');
  await admin('POST', '/api/outside-providers', { ...body, clientId: 'd', method: 'secret', secret: 'very-secret' });
  const rows = await home.test.kernel.db.query<{ row: string }>('select p::text as row from oidc.outside_provider p');
  expect(rows.some(({ row }) => row.includes('very-secret'))).toBe(false);
  expect(
    (await admin('POST', '/api/outside-providers', { ...body, issuer: 'http://idp.example', method: 'none' })).status,
  ).toBe(400);
  expect((await admin('POST', '/api/outside-providers', { ...body, clientId: 'e', method: 'secret' })).status).toBe(
    400,
  );
});
