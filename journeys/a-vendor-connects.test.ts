// Promise: a vendor connects with its own key, writes, searches and exports, a resident lets an app in, sees it and takes it back, and the auditor can prove it all.
import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { violations } from './accessibility.ts';
import { openJourneyCounty, password, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
/** The patient app's own address, where browsers come back to. */
let callback: Server;
let redirectUri: string;
let cameBack: (query: URLSearchParams) => void = () => undefined;

beforeAll(async () => {
  county = await openJourneyCounty();
  callback = createServer((request, response) => {
    const url = new URL(request.url!, redirectUri);
    if (url.pathname === '/callback') cameBack(url.searchParams);
    response.setHeader('content-type', 'text/html; charset=utf-8').end('<h1>家庭血压本</h1>');
  });
  await new Promise<void>((done) => callback.listen(0, '127.0.0.1', done));
  redirectUri = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/callback`;
}, 300_000);
afterAll(async () => {
  callback?.close();
  await county?.close();
}, 30_000);

const base64 = (value: string | Buffer) => Buffer.from(value).toString('base64url');

/** As the vendor does it: a JWT signed with ES384, nothing but the key. */
function assertionOf(key: KeyObject, clientId: string, audience: string): string {
  const at = Math.floor(Date.now() / 1000);
  const claims = { iss: clientId, sub: clientId, aud: audience, jti: randomUUID(), iat: at, exp: at + 120 };
  const text = `${base64(JSON.stringify({ alg: 'ES384', kid: 'his-1', typ: 'JWT' }))}.${base64(JSON.stringify(claims))}`;
  return `${text}.${base64(sign('sha384', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }))}`;
}

const post = async (url: string, fields: Record<string, string>) => {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
};
const fhirWith = (token: string) => async (method: string, path: string, body?: object) => {
  const answer = await fetch(county.address + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> & { total?: number } };
};
const heartRate = (personId: string, value: number) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: `Patient/${personId}` },
  effectiveDateTime: new Date().toISOString(),
  valueQuantity: { value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
});

async function signInAtDoor(page: Page, card: RegExp, place: string): Promise<void> {
  await page.goto(county.address);
  await page.getByRole('button', { name: card }).first().click();
  await page.waitForURL(place);
}

/** Opens the form, fills what every app has, and gives the number that the app was given. */
async function register(page: Page, name: string, fill: () => Promise<void>): Promise<string> {
  await page.getByRole('button', { name: '登记应用' }).click();
  await page.getByLabel('名称', { exact: true }).fill(name);
  await page.getByLabel('厂商和联系方式').fill('示例软件公司 0571-0000000');
  await fill();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText(`已登记 ${name}`).first().waitFor();
  const shown = await page
    .locator('code')
    .filter({ hasText: /^[0-9a-f]{8}-[0-9a-f]{4}-7/ })
    .first()
    .innerText();
  await page
    .getByRole('button', { name: /^Close|关闭/ })
    .first()
    .click();
  return shown.trim();
}

/** The bulk export of an app: only types in its scopes, the new resources among them, files for nobody without the token. */
async function exportsWhatItMay(token: string, personId: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, prefer: 'respond-async' };
  const refused = await fetch(`${county.address}/fhir/$export?_type=Condition`, { headers });
  expect(refused.status).toBe(403);
  const begun = await fetch(`${county.address}/fhir/$export`, { headers });
  expect(begun.status).toBe(202);
  const status = begun.headers.get('content-location')!;
  let manifest: { output: { type: string; url: string; count: number }[] } | undefined;
  for (let tries = 0; tries < 120 && !manifest; tries++) {
    const answer = await fetch(status, { headers });
    if (answer.status === 200) manifest = (await answer.json()) as typeof manifest;
    else await new Promise((goOn) => setTimeout(goOn, 250));
  }
  expect([...new Set(manifest!.output.map(({ type }) => type))].toSorted()).toEqual(['Observation', 'Patient']);
  const file = manifest!.output.find(({ type }) => type === 'Observation')!;
  expect((await fetch(file.url)).status).toBe(401);
  const lines = (await (await fetch(file.url, { headers })).text()).trim().split('\n');
  expect(lines).toHaveLength(file.count);
  expect(lines.filter((line) => line.includes(`Patient/${personId}`))).toHaveLength(1);
}

it('an administrator registers a backend; the vendor gets a token with its key, writes and finds', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const jwk = (key: KeyObject) => JSON.stringify({ keys: [{ ...key.export({ format: 'jwk' }), kid: 'his-1' }] });
  const { page } = await county.newPage();
  await signInAtDoor(page, /系统管理员/, '**/bureau/**');
  await page.goto(`${county.address}/bureau/apps`);
  const base = await page
    .locator('code')
    .filter({ hasText: /\/fhir$/ })
    .innerText();
  const tokenEndpoint = await page
    .locator('code')
    .filter({ hasText: /\/oidc\/token$/ })
    .innerText();
  expect([base, tokenEndpoint]).toEqual([`${county.address}/fhir`, `${county.address}/oidc/token`]);
  const clientId = await register(page, '县医院信息系统', async () => {
    await page.getByLabel('公钥（JWKS）').fill(jwk(privateKey));
    await page
      .getByText(/私钥绝不能给别人/)
      .first()
      .waitFor();
    await page.getByLabel('公钥（JWKS）').fill(jwk(publicKey));
    await page.getByText('公钥可以使用').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('combobox', { name: '代表哪个机构' }).click();
    await page.keyboard.type('临安区');
    await page.keyboard.press('Enter');
    for (const scope of ['system/Patient.cruds', 'system/Observation.cruds'])
      await page
        .locator('label')
        .filter({ has: page.getByText(scope, { exact: true }) })
        .click();
  });

  // What the vendor may expect stands on a page that is made from the server's own statement.
  await page.goto(`${county.address}/bureau/conformance`);
  await page.getByRole('rowheader', { name: 'Observation', exact: true }).waitFor();
  expect(await page.getByRole('rowheader').count()).toBe(146);
  expect(await page.getByRole('table').innerText()).not.toContain('bureau.');
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('按资源、查询参数或操作找').fill('component-code');
  await expect.poll(() => page.getByRole('rowheader').allInnerTexts()).toEqual(['Observation']);

  const answer = await post(tokenEndpoint, {
    grant_type: 'client_credentials',
    scope: 'system/Patient.cruds system/Observation.cruds',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertionOf(privateKey, clientId, tokenEndpoint),
  });
  expect(answer).toMatchObject({ status: 200, json: { expires_in: 300 } });
  const fhir = fhirWith(answer.json.access_token as string);
  const made = await fhir('POST', '/fhir/Patient', {
    resourceType: 'Patient',
    name: [{ text: '王小明' }],
    gender: 'male',
    birthDate: '1970-05-12',
  });
  expect(made.status).toBe(201);
  expect((await fhir('POST', '/fhir/Observation', heartRate(made.json.id as string, 72))).status).toBe(201);
  expect((await fhir('GET', `/fhir/Patient?_id=${made.json.id as string}&_total=accurate`)).json.total).toBe(1);
  expect((await fhir('GET', `/fhir/Observation?patient=${made.json.id as string}&_total=accurate`)).json.total).toBe(1);
  expect((await fhir('GET', '/fhir/Condition?_count=1')).status).toBe(403);
  await exportsWhatItMay(answer.json.access_token as string, made.json.id as string);

  // As a second account: the auditor sees which app it was.
  const auditor = await county.as('auditor');
  const rows = (await auditor('GET', `/api/audit?account=app-${clientId}`)).json as {
    items: { app?: string; action: string }[];
  };
  expect(rows.items.filter((row) => row.action === 'create').map((row) => row.app)).toEqual([
    '县医院信息系统',
    '县医院信息系统',
  ]);
}, 300_000);

it('a resident lets an app in, sees it in the settings, and takes it back', async () => {
  const desk = await county.newPage();
  await signInAtDoor(desk.page, /系统管理员/, '**/bureau/**');
  await desk.page.goto(`${county.address}/bureau/apps`);
  const clientId = await register(desk.page, '家庭血压本', async () => {
    await desk.page.getByRole('radio', { name: '居民应用' }).check();
    await desk.page.getByLabel('回调地址').fill(redirectUri);
    for (const scope of ['patient/Patient.rs', 'patient/Observation.rs'])
      await desk.page
        .locator('label')
        .filter({ has: desk.page.getByText(scope, { exact: true }) })
        .click();
  });
  const resident = await county.as('resident');
  const me = (await resident('GET', '/api/session')).json as { personId: string; displayName: string };
  const gp = await county.as('gp');
  const others = (await gp('GET', '/api/people?limit=5')).json as { items: { personId: string }[] };
  const other = others.items.find(({ personId }) => personId !== me.personId)!.personId;

  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'launch/patient openid patient/Patient.rs patient/Observation.rs',
    state: 'kept',
    aud: `${county.address}/fhir`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const phone = await county.newPage({ width: 390, height: 844 });
  const came = new Promise<URLSearchParams>((done) => (cameBack = done));
  await phone.page.goto(`${county.address}/oidc/authorize?${query.toString()}`);
  await phone.page.getByRole('heading', { name: /家庭血压本.*想连接/ }).waitFor();
  await phone.page.getByRole('textbox', { name: '账号' }).fill('resident');
  await phone.page.locator('input[type=password]').fill(password);
  await phone.page.keyboard.press('Enter');
  await phone.page.getByRole('heading', { name: /同意.*家庭血压本/ }).waitFor();
  await phone.page.getByText('查看：测量值和检验结果').waitFor();
  await phone.page.getByRole('radio', { name: new RegExp(`我自己（${me.displayName}）`) }).waitFor();
  expect(await violations(phone.page)).toEqual([]);
  await phone.page.getByRole('button', { name: '同意', exact: true }).focus();
  await phone.page.keyboard.press('Enter');
  const back = await came;
  await phone.page.getByRole('heading', { name: '家庭血压本' }).waitFor();
  expect(back.get('state')).toBe('kept');
  const token = await post(`${county.address}/oidc/token`, {
    grant_type: 'authorization_code',
    code: back.get('code')!,
    redirect_uri: redirectUri,
    client_id: clientId,
    code_verifier: verifier,
  });
  expect(token).toMatchObject({ status: 200, json: { patient: me.personId } });

  const fhir = fhirWith(token.json.access_token as string);
  const found = await fhir('GET', `/fhir/Observation?patient=${me.personId}&_total=accurate`);
  expect(found.json.total).toBeGreaterThan(0);
  expect((await fhir('GET', `/fhir/Patient/${other}`)).status).toBe(403);
  expect((await fhir('GET', `/fhir/Observation?patient=${other}&_total=accurate`)).json.total).toBe(0);
  expect((await fhir('POST', '/fhir/Observation', heartRate(me.personId, 70))).status).toBe(403);

  await phone.page.goto(`${county.address}/resident/looked`);
  await phone.page.getByText('通过应用“家庭血压本”').first().waitFor();
  await phone.page.goto(`${county.address}/resident/settings`);
  const app = phone.page.getByRole('listitem').filter({ hasText: '家庭血压本' });
  await app.getByRole('button', { name: '取消授权' }).click();
  await phone.page.getByRole('dialog').getByRole('button', { name: '取消授权' }).click();
  await phone.page.getByText('已取消“家庭血压本”的授权').waitFor();
  expect((await fhir('GET', `/fhir/Observation?patient=${me.personId}`)).status).toBe(401);

  // As a second account: agreed, read, refused and taken back are all in the audit trail.
  const auditor = await county.as('auditor');
  const rows = (await auditor('GET', '/api/audit?account=resident&count=200')).json as {
    items: { app?: string; object?: string; action: string; outcome: string }[];
  };
  expect(rows.items.some((row) => row.action === 'search' && row.app === '家庭血压本')).toBe(true);
  expect(rows.items.some((row) => row.outcome === 'refused' && row.app === '家庭血压本')).toBe(true);
  const consent = rows.items.filter((row) => row.object?.startsWith('Consent/'));
  expect(consent.map((row) => row.action)).toEqual(['delete', 'create']);
  expect(county.tianmu('verify-audit')).toMatchObject({ status: 0 });
}, 300_000);
