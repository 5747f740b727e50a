// Backend services over real HTTP: a key instead of a password, short tokens, nothing beyond the scopes, ended at once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { county } from '#platform/kernel/test-kernel.ts';
import {
  assertion,
  assertionType,
  backendKeys,
  backendToken,
  openVendor,
  registerBackend,
  type BackendKeys,
  type Send,
  type Vendor,
} from './test-vendor.ts';

const patient = { resourceType: 'Patient', name: [{ text: '王小明' }], gender: 'male', birthDate: '1970-05-12' };
const observation = (patientId: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: `Patient/${patientId}` },
  effectiveDateTime: '2026-11-22T09:30:00+08:00',
  valueQuantity: { value: 72, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
});

describeOnEachEngine('a backend app', { contexts: [] }, (database) => {
  let vendor: Vendor;
  let admin: Send;
  let keys: BackendKeys;
  let appId: string;
  let personId: string;
  const ask = (scope: string, change = {}, from = keys, client = appId) =>
    backendToken(vendor, from, client, scope, change);
  const tokenFor = async (scope: string) => vendor.withToken((await ask(scope)).json.access_token as string);

  beforeAll(async () => {
    vendor = await openVendor(database.db);
    await vendor.test.addAccount('admin', 'system-admin');
    await vendor.test.addAccount('security', 'security-admin');
    await vendor.test.addAccount('auditor', 'auditor');
    admin = await vendor.as('admin');
    keys = await backendKeys('ES384');
    appId = await registerBackend(admin, keys, [
      'system/Patient.cruds',
      'system/Observation.cruds',
      'system/Condition.rs',
    ]);
  });
  afterAll(() => vendor.close());

  it('gets a token for five minutes and works with it', async () => {
    const answer = await ask('system/Patient.cruds system/Observation.cruds');
    expect(answer.json).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'system/Patient.cruds system/Observation.cruds',
    });
    const fhir = vendor.withToken(answer.json.access_token as string);
    personId = (await fhir('POST', '/fhir/Patient', patient)).json.id as string;
    expect((await fhir('POST', '/fhir/Observation', observation(personId))).status).toBe(201);
    const found = await fhir('GET', `/fhir/Observation?patient=${personId}&_include=Observation:subject`);
    expect((found.json.entry as unknown[]).length).toBe(2);
    const auditor = await vendor.as('auditor');
    const rows = (await auditor('GET', `/api/audit?account=app-${appId}`)).json.items as {
      action: string;
      app?: string;
    }[];
    expect(rows.map((row) => row.action)).toEqual(['search', 'create', 'create', 'sign-in']);
    expect(rows.every((row) => row.app === 'HIS')).toBe(true);
    expect(
      (await database.db.query<{ row: string }>('select x::text as row from oidc.artifact x')).some(({ row }) =>
        row.includes(answer.json.access_token as string),
      ),
    ).toBe(false);
  });

  it.each([
    ['create', 'system/Observation.rs', 'POST', '/fhir/Observation', 'system/Observation.c'],
    ['search', 'system/Patient.rs', 'GET', '/fhir/Observation?_count=1', 'system/Observation.s'],
    ['search with read only', 'system/Observation.r', 'GET', '/fhir/Observation?_count=1', 'system/Observation.s'],
    ['a type that was not asked for', 'system/Patient.rs', 'GET', '/fhir/Condition?_count=1', 'system/Condition.s'],
    [
      'a chain into a type that was not asked for',
      'system/Observation.rs',
      'GET',
      '/fhir/Observation?patient.name=x',
      'system/Patient.s',
    ],
    ['delete', 'system/Observation.cru', 'DELETE', '/fhir/Observation/ID', 'system/Observation.d'],
    ['update', 'system/Observation.crds', 'PUT', '/fhir/Observation/ID', 'system/Observation.u'],
    ['read with search only', 'system/Observation.s', 'GET', '/fhir/Observation/ID', 'system/Observation.r'],
    [
      'history with search only',
      'system/Observation.s',
      'GET',
      '/fhir/Observation/ID/_history',
      'system/Observation.r',
    ],
    [
      'a conditional create that may not search',
      'system/Observation.c',
      'POST',
      '/fhir/Observation',
      'system/Observation.s',
    ],
  ])('is refused %s, and told the scope', async (what, scope, method, path, needed) => {
    const all = await tokenFor('system/Observation.cruds');
    const { id } = (await all('POST', '/fhir/Observation', observation(personId))).json as { id: string };
    const fhir = await tokenFor(scope);
    const body =
      method === 'POST' || method === 'PUT'
        ? { ...observation(personId), ...(method === 'PUT' ? { id } : {}) }
        : undefined;
    const condition = what.includes('conditional') ? { 'if-none-exist': 'identifier=urn:x|1' } : undefined;
    const answer = await fhir(method, path.replace('ID', id), body, condition);
    expect(answer.status).toBe(403);
    expect(answer.json).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ code: 'forbidden', diagnostics: expect.stringContaining(needed) }],
    });
    expect((await all('GET', `/fhir/Observation/${id}`)).status).toBe(200);
  });

  it('gets no included type and no part of everything that its scopes leave out', async () => {
    const fhir = await tokenFor('system/Observation.rs');
    const found = (await fhir('GET', `/fhir/Observation?patient=${personId}&_include=Observation:subject&_count=1`))
      .json.entry as { resource: { resourceType: string } }[];
    expect(found.map((entry) => entry.resource.resourceType)).toEqual(['Observation']);
    expect((await fhir('GET', `/fhir/Patient/${personId}/$everything`)).status).toBe(403);
    const people = await tokenFor('system/Patient.rs');
    const reverse = (await people('GET', `/fhir/Patient?_id=${personId}&_revinclude=Observation:subject`)).json
      .entry as unknown[];
    expect(reverse.length).toBe(1);
    const everything = (await people('GET', `/fhir/Patient/${personId}/$everything`)).json.entry as unknown[];
    expect(everything.length).toBe(1);
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ resource: observation(personId), request: { method: 'POST', url: 'Observation' } }],
    };
    expect((await people('POST', '/fhir', bundle)).status).toBe(403);
  });

  it('may not use /api', async () => {
    const fhir = await tokenFor('system/Patient.rs');
    expect(await fhir('GET', '/api/people')).toMatchObject({
      status: 403,
      json: { type: '/problems/access/app-only-fhir' },
    });
    expect((await fhir('GET', '/fhir/metadata')).status).toBe(200);
  });

  it.each([
    ['a used jti', () => ask('system/Patient.rs', { jti: 'once' }), 401],
    ['an assertion for an hour', () => ask('system/Patient.rs', { seconds: 3_600 }), 401],
    ['an expired assertion', () => ask('system/Patient.rs', { seconds: -60 }), 401],
    ['a scope beyond the register', () => ask('system/Condition.cruds'), 400],
    ['a scope of people', () => ask('user/Patient.rs'), 400],
    ['an unknown type', () => ask('system/Nonsense.rs'), 400],
    ['a scope with a query', () => ask('system/Observation.rs?category=laboratory'), 400],
    ['no scope', () => ask(''), 400],
  ])('gets no token for %s', async (what, attempt, status) => {
    if (what === 'a used jti') expect((await attempt()).status).toBe(200);
    const answer = await attempt();
    expect(answer.json).toMatchObject({ error: status === 401 ? 'invalid_client' : 'invalid_scope' });
    expect(answer.status).toBe(status);
  });

  it('gets no token with another key or algorithm, and one with RS384', async () => {
    expect((await ask('system/Patient.rs', {}, await backendKeys('ES384'))).status).toBe(401);
    expect((await ask('system/Patient.rs', {}, { ...(await backendKeys('ES256')) })).status).toBe(401);
    const rsa = await backendKeys('RS384');
    const other = await registerBackend(admin, rsa, ['system/Patient.rs'], 'LIS');
    expect((await ask('system/Patient.rs', {}, rsa, other)).status).toBe(200);
  });

  it('sees only its own tokens, and ends them', async () => {
    const rsa = await backendKeys('RS384');
    const other = await registerBackend(admin, rsa, ['system/Patient.rs'], 'PACS');
    const token = (await ask('system/Patient.rs')).json.access_token as string;
    const call = async (path: string, from: BackendKeys, client: string) => {
      return vendor.form(path, {
        token,
        client_assertion_type: assertionType,
        client_assertion: await assertion(from, client, `${vendor.address}/oidc/token`),
      });
    };
    expect((await call('/oidc/introspect', keys, appId)).json).toMatchObject({
      active: true,
      scope: 'system/Patient.rs',
      client_id: appId,
    });
    expect((await call('/oidc/introspect', rsa, other)).json).toEqual({ active: false });
    const fhir = vendor.withToken(token);
    expect((await fhir('GET', '/fhir/Patient?_count=1')).status).toBe(200);
    await call('/oidc/revoke', rsa, other);
    expect((await fhir('GET', '/fhir/Patient?_count=1')).status).toBe(200);
    expect((await call('/oidc/revoke', keys, appId)).status).toBe(200);
    expect((await fhir('GET', '/fhir/Patient?_count=1')).status).toBe(401);
    expect((await call('/oidc/introspect', keys, appId)).json).toEqual({ active: false });
  });

  it('is disabled at once, by the security administrator too, who may do no more than that', async () => {
    const security = await vendor.as('security');
    const row = (
      (await security('GET', '/api/apps?text=HIS')).json.items as {
        version: number;
        appId: string;
        lastUsedAt?: string;
      }[]
    )[0]!;
    expect(row.appId).toBe(appId);
    expect(row.lastUsedAt).toBeDefined();
    const put = (body: object, version = row.version, by = security) =>
      by('PUT', `/api/apps/${appId}`, body, { 'if-match': `"${version}"` });
    expect((await put({ name: 'Renamed' })).status).toBe(403);
    const fhir = await tokenFor('system/Patient.rs');
    expect((await fhir('GET', '/fhir/Patient?_count=1')).status).toBe(200);
    expect((await put({ disabled: true })).json).toMatchObject({ disabled: true, version: row.version + 1 });
    expect((await fhir('GET', '/fhir/Patient?_count=1')).status).toBe(401);
    expect((await ask('system/Patient.rs')).status).toBe(401);
    expect((await put({ disabled: false }, row.version + 1)).status).toBe(403);
    expect((await put({ disabled: false }, row.version, admin)).status).toBe(412);
    expect((await put({ disabled: false }, row.version + 1, admin)).status).toBe(200);
    const again = await tokenFor('system/Patient.rs');
    expect((await again('GET', '/fhir/Patient?_count=1')).status).toBe(200);
    expect((await admin('DELETE', `/api/apps/${appId}/tokens`)).json.ended).toBeGreaterThan(0);
    expect((await again('GET', '/fhir/Patient?_count=1')).status).toBe(401);
  });

  it.each([
    [
      'a private key',
      { jwks: '{"keys":[{"kty":"EC","crv":"P-384","kid":"a","x":"a","y":"b","d":"c"}]}' },
      'oidc.private-key',
    ],
    ['no key', { jwks: '' }, 'oidc.no-key'],
    ['a scope of people', { scopes: ['patient/*.rs'] }, 'oidc.scope-kind'],
    ['an unknown scope', { scopes: ['system/Nonsense.rs'] }, 'oidc.scope-unknown'],
    ['keys from an open address', { jwks: undefined, jwksUri: 'http://example.org/jwks' }, 'oidc.keys-address'],
    ['a redirect', { redirectUris: ['https://example.org/'] }, 'oidc.redirect-not-needed'],
    [
      'an app that redirects in the open',
      {
        kind: 'patient-app',
        jwks: undefined,
        orgUnitId: undefined,
        scopes: ['openid'],
        redirectUris: ['http://example.org/'],
      },
      'oidc.redirect-wrong',
    ],
  ])('is not registered with %s', async (_what, change, code) => {
    const body = {
      name: 'X app',
      kind: 'backend',
      contact: 'vendor',
      scopes: ['system/Patient.rs'],
      jwks: keys.jwks,
      orgUnitId: county,
      ...change,
    };
    expect(await admin('POST', '/api/apps', body)).toMatchObject({
      status: 400,
      json: { issues: expect.arrayContaining([expect.objectContaining({ code })]) },
    });
  });

  it('tells apps how to connect', async () => {
    const send = vendor.withToken('');
    const smart = (await send('GET', '/fhir/.well-known/smart-configuration')).json;
    expect(smart).toMatchObject({
      token_endpoint: `${vendor.address}/oidc/token`,
      code_challenge_methods_supported: ['S256'],
    });
    const openid = (await send('GET', '/oidc/.well-known/openid-configuration')).json;
    expect(openid).toMatchObject({
      issuer: smart.issuer,
      response_modes_supported: ['query'],
      token_endpoint: smart.token_endpoint,
      introspection_endpoint: smart.introspection_endpoint,
      token_endpoint_auth_signing_alg_values_supported: ['ES384', 'RS384'],
    });
    const asked = await send('OPTIONS', '/fhir/Patient', undefined, { origin: 'https://app.example' });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
    const jwks = (await send('GET', '/oidc/jwks')).json.keys as object[];
    expect(jwks).toMatchObject([{ kty: 'RSA', alg: 'RS256' }]);
    expect(JSON.stringify(jwks)).not.toContain('"d"');
  });
});
