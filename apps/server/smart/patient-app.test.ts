// An app of a resident over real HTTP: code with PKCE, consent, one person only, refresh once, and ended when taken back.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { browser } from './test-browser.ts';
import { openVendor, pkce, registerApp, type Send, type Vendor } from './test-vendor.ts';

const redirectUri = 'http://127.0.0.1:9/callback';
const person = '01980000-0000-7000-8000-0000000000a1';
const mother = '01980000-0000-7000-8000-0000000000a2';
const stranger = '01980000-0000-7000-8000-0000000000a3';

describeOnEachEngine('an app of a resident', { contexts: [] }, (database) => {
  let vendor: Vendor;
  let admin: Send;
  let appId: string;
  const scope = 'launch/patient openid fhirUser patient/Observation.rs patient/Patient.r offline_access';

  const authorizeUrl = (change: Record<string, string> = {}) => {
    const query = {
      response_type: 'code',
      client_id: appId,
      redirect_uri: redirectUri,
      scope,
      state: 'st',
      aud: `${vendor.address}/fhir`,
      code_challenge_method: 'S256',
      ...change,
    };
    return `/oidc/authorize?${new URLSearchParams(query).toString()}`;
  };
  /** From the app's button to the code, as the resident `login`. */
  const connect = async (change: Record<string, string> = {}, personId?: string, login = 'resident') => {
    const { verifier, challenge } = pkce();
    const go = browser(vendor.address);
    const started = await go('GET', authorizeUrl({ code_challenge: challenge, ...change }));
    const uid = /\/consent\/([\w-]+)/.exec(started.location)![1]!;
    const asked = await go('GET', `/api/consents/${uid}`);
    await go('POST', '/api/session', { account: login, password: 'test-password', portal: 'resident' });
    const given = await go('POST', `/api/consents/${uid}`, personId ? { personId } : {});
    if (given.status !== 200) return { given, asked, verifier, code: '', go, uid };
    const back = await go('GET', given.json.next as string);
    if (!back.location) throw new Error(JSON.stringify([back.status, back.json, given.json.next]));
    return { given, asked, verifier, go, uid, back, code: new URL(back.location).searchParams.get('code') ?? '' };
  };
  const exchange = (code: string, verifier: string, client = appId) =>
    vendor.form('/oidc/token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: client,
      code_verifier: verifier,
    });
  const connected = async (...args: Parameters<typeof connect>) => {
    const { code, verifier } = await connect(...args);
    return (await exchange(code, verifier)).json as {
      access_token: string;
      refresh_token: string;
      id_token: string;
      patient: string;
      scope: string;
    };
  };

  beforeAll(async () => {
    vendor = await openVendor(database.db);
    const { test } = vendor;
    await test.addAccount('admin', 'system-admin');
    await test.addAccount('gp', 'gp');
    await test.addAccount('writer', 'integrator');
    await test.addAccount('resident', 'resident', undefined, person);
    admin = await vendor.as('admin');
    const writer = await vendor.as('writer');
    for (const id of [person, mother, stranger]) {
      const body = {
        resourceType: 'Patient',
        id,
        name: [{ text: '王小明' }],
        gender: 'female',
        birthDate: '1950-05-12',
      };
      expect((await writer('PUT', `/fhir/Patient/${id}`, body)).status).toBe(201);
      await writer('POST', '/fhir/Observation', {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
        subject: { reference: `Patient/${id}` },
        valueQuantity: { value: 70 },
      });
    }
    const from = new Date('2026-01-01T00:00:00Z');
    await test.kernel.access.relate(database.db, [
      { personId: person, party: person, kind: 'self', from, source: 'test' },
      { personId: mother, party: person, kind: 'proxy', from, source: 'test' },
    ]);
    appId = await registerApp(admin, {
      name: '家庭健康',
      kind: 'patient-app',
      contact: 'vendor@example.org',
      redirectUris: [redirectUri],
      scopes: ['launch/patient', 'openid', 'fhirUser', 'patient/*.rs', 'offline_access'],
    });
  });
  afterAll(() => vendor.close());

  it('says what it asks, gets a code, and reads that one person only', async () => {
    const { asked, back, code, verifier } = await connect();
    expect(asked.json).toMatchObject({
      app: { name: '家庭健康', kind: 'patient-app' },
      needsPerson: true,
      validSeconds: 90 * 86_400,
    });
    expect(back!.location).toContain('state=st');
    const answer = await exchange(code, verifier);
    expect(answer.json).toMatchObject({
      token_type: 'Bearer',
      patient: person,
      refresh_token: expect.any(String),
      scope,
    });
    const claims = JSON.parse(
      Buffer.from(String(answer.json.id_token).split('.')[1]!, 'base64url').toString(),
    ) as object;
    expect(claims).toMatchObject({
      iss: `${vendor.address}/oidc`,
      aud: appId,
      fhirUser: `${vendor.address}/fhir/Patient/${person}`,
    });
    const fhir = vendor.withToken(answer.json.access_token as string);
    expect((await fhir('GET', `/fhir/Patient/${person}`)).status).toBe(200);
    for (const other of [mother, stranger]) {
      expect((await fhir('GET', `/fhir/Patient/${other}`)).status).toBe(403);
      expect((await fhir('GET', `/fhir/Observation?patient=${other}`)).json.entry ?? []).toEqual([]);
    }
    const all = (await fhir('GET', '/fhir/Observation?_total=accurate')).json;
    expect(all).toMatchObject({ total: 1, entry: [{ resource: { subject: { reference: `Patient/${person}` } } }] });
    expect((await fhir('GET', '/fhir/Condition?_count=1')).status).toBe(403);
    expect((await fhir('GET', '/api/my/people')).status).toBe(403);
    expect((await fhir('GET', '/oidc/userinfo')).json).toMatchObject({
      fhirUser: `${vendor.address}/fhir/Patient/${person}`,
    });
  });

  it('is let in for a relative for whom the resident acts, until that ends, and for nobody else', async () => {
    const token = await connected({}, mother);
    expect(token.patient).toBe(mother);
    const fhir = vendor.withToken(token.access_token);
    expect((await fhir('GET', '/fhir/Observation?_total=accurate')).json).toMatchObject({ total: 1 });
    expect((await fhir('GET', `/fhir/Patient/${person}`)).status).toBe(403);
    expect((await connect({}, stranger)).given).toMatchObject({
      status: 403,
      json: { type: '/problems/access/not-in-care' },
    });
    await vendor.test.kernel.access.endRelation(
      database.db,
      { personId: mother, party: person, kind: 'proxy' },
      new Date('2026-11-21T00:00:00Z'),
    );
    expect((await fhir('GET', `/fhir/Patient/${mother}`)).status).toBe(403);
  });

  it('shows the resident which app looked, and ends at once when taken back', async () => {
    const token = await connected();
    const fhir = vendor.withToken(token.access_token);
    await fhir('GET', `/fhir/Patient/${person}`);
    const resident = await vendor.as('resident');
    const looks = (await resident('GET', '/api/my/access-log')).json.items as { app?: string; isSelf: boolean }[];
    expect(looks.some((look) => look.app === '家庭健康' && look.isSelf)).toBe(true);
    const { apps } = (await resident('GET', '/api/my/apps')).json as { apps: { consentId: string; name: string }[] };
    expect(apps[0]).toMatchObject({ name: '家庭健康' });
    const gp = await vendor.as('gp');
    expect((await gp('DELETE', `/api/my/apps/${apps[0]!.consentId}`)).status).toBe(404);
    expect((await resident('DELETE', `/api/my/apps/${apps[0]!.consentId}`)).status).toBe(200);
    expect((await fhir('GET', `/fhir/Patient/${person}`)).status).toBe(401);
    const again = await vendor.form('/oidc/token', {
      grant_type: 'refresh_token',
      refresh_token: token.refresh_token,
      client_id: appId,
    });
    expect(again).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
  });

  it('changes its refresh token each time; a second use of one ends them all', async () => {
    const first = await connected();
    const refresh = (token: string) =>
      vendor.form('/oidc/token', { grant_type: 'refresh_token', refresh_token: token, client_id: appId });
    const second = (await refresh(first.refresh_token)).json as {
      access_token: string;
      refresh_token: string;
      patient: string;
    };
    expect(second.patient).toBe(person);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const fhir = vendor.withToken(second.access_token);
    expect((await fhir('GET', `/fhir/Patient/${person}`)).status).toBe(200);
    expect((await refresh(first.refresh_token)).status).toBe(400);
    expect((await refresh(second.refresh_token)).status).toBe(400);
    expect((await fhir('GET', `/fhir/Patient/${person}`)).status).toBe(401);
  });

  it('gets nothing with another verifier, or with a code that was used', async () => {
    const one = await connect();
    expect((await exchange(one.code, pkce().verifier)).json).toMatchObject({ error: 'invalid_grant' });
    const two = await connect();
    const answer = await exchange(two.code, two.verifier);
    expect(answer.status).toBe(200);
    expect((await exchange(two.code, two.verifier)).json).toMatchObject({ error: 'invalid_grant' });
    // A code that shows up twice was stolen: what it gave ends too (RFC 9700).
    expect((await vendor.withToken(answer.json.access_token as string)('GET', `/fhir/Patient/${person}`)).status).toBe(
      401,
    );
  });

  it.each([
    ['without PKCE', { code_challenge_method: '' }, 'invalid_request'],
    ['with plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for another server', { aud: 'https://evil.example/fhir' }, 'invalid_request'],
    ['a scope of systems', { scope: 'system/Patient.rs' }, 'invalid_scope'],
    ['more than was registered', { scope: 'launch/patient patient/Observation.cruds' }, 'invalid_scope'],
    ['an unknown type', { scope: 'launch/patient patient/Nonsense.rs' }, 'invalid_scope'],
    ['a scope with a query', { scope: 'launch/patient patient/Observation.rs?status=final' }, 'invalid_scope'],
    ['an implicit token', { response_type: 'token' }, 'unsupported_response_type'],
  ])('is turned away %s', async (_what, change, error) => {
    const answer = await browser(vendor.address)('GET', authorizeUrl({ code_challenge: pkce().challenge, ...change }));
    expect(answer.location.replace('#', '?')).toContain(`${redirectUri}?error=${error}`);
  });

  it('never sends anybody to an address that was not registered', async () => {
    const answer = await browser(vendor.address)(
      'GET',
      authorizeUrl({ code_challenge: pkce().challenge, redirect_uri: `${redirectUri}/x` }),
    );
    expect(answer.location).toBe('');
    expect(answer.status).toBe(400);
  });

  it('is refused by the person, and for staff', async () => {
    const go = browser(vendor.address);
    const started = await go('GET', authorizeUrl({ code_challenge: pkce().challenge }));
    const uid = /\/consent\/([\w-]+)/.exec(started.location)![1]!;
    expect((await browser(vendor.address)('GET', `/api/consents/${uid}`)).status).toBe(404);
    const declined = await go('DELETE', `/api/consents/${uid}`);
    const back = await go('GET', declined.json.next as string);
    expect(back.location).toContain('error=access_denied');
    expect((await connect({}, undefined, 'gp')).given).toMatchObject({
      status: 403,
      json: { type: '/problems/oidc/not-for-account' },
    });
  });

  it('ends with the app', async () => {
    const token = await connected();
    const row = ((await admin('GET', '/api/apps')).json.items as { version: number; consents: number }[])[0]!;
    expect(row.consents).toBeGreaterThan(0);
    await admin('PUT', `/api/apps/${appId}`, { disabled: true }, { 'if-match': `"${row.version}"` });
    expect((await vendor.withToken(token.access_token)('GET', `/fhir/Patient/${person}`)).status).toBe(401);
    const answer = await browser(vendor.address)('GET', authorizeUrl({ code_challenge: pkce().challenge }));
    expect(answer.status).toBe(400);
  });
});
