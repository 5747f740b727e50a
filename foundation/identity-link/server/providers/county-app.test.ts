// The county app against an OpenID provider of its own: discovery, code with PKCE and nonce, ID token checked by its keys; forgeries refused.
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countyApp } from './county-app.ts';

let issuer = '';
let own: CryptoKey;
let foreign: CryptoKey;
let forge: 'nothing' | 'key' | 'nonce' = 'nothing';
const codes = new Map<string, URLSearchParams>();
let close = () => undefined as void;

beforeAll(async () => {
  const [pair, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  own = pair.privateKey;
  foreign = other.privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  const idToken = (asked: URLSearchParams) =>
    new SignJWT({ nonce: forge === 'nonce' ? 'other' : asked.get('nonce') })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(issuer)
      .setAudience('county-app')
      .setSubject('citizen-1')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(forge === 'key' ? foreign : own);
  const token = async (body: string): Promise<[number, object]> => {
    const form = new URLSearchParams(body);
    const asked = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!asked || asked.get('code_challenge') !== challenge) return [400, { error: 'invalid_grant' }];
    return [200, { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: await idToken(asked) }];
  };
  const server = createServer((request, response) => {
    const say = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration')
      return void say(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (request.url === '/jwks') return void say(200, { keys: [jwk] });
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => void token(body).then(([status, answer]) => say(status, answer)));
    return undefined;
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.close();
    server.closeAllConnections();
  };
});
afterAll(() => close());

async function come(state = 's1') {
  const app = countyApp({
    name: 'county-app',
    settings: { authorizeBase: issuer, clientId: 'county-app' },
    secret: 'shared',
  });
  const { address, checks } = await app.authorise('https://tianmu.example/door/county-app/back', state);
  const asked = new URL(address);
  expect(asked.pathname).toBe('/authorize');
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
  const code = randomUUID();
  codes.set(code, asked.searchParams);
  const callback = new URL(`https://tianmu.example/door/county-app/back?code=${code}&state=${state}`);
  return { app, callback, checks };
}

it('says who came, once', async () => {
  const { app, callback, checks } = await come();
  expect(await app.identify(callback, 's1', checks)).toEqual({ ok: true, value: 'citizen-1' });
  expect(await app.identify(callback, 's1', checks)).toEqual({ ok: false, code: 'invalid_grant' });
  expect(await app.test()).toEqual({ ok: true, value: true });
  expect(await app.sendCard({} as never)).toBe('no-address');
});

it('refuses another state, nonce, key or verifier', async () => {
  const wrongState = await come();
  expect((await wrongState.app.identify(wrongState.callback, 'other', wrongState.checks)).ok).toBe(false);
  const wrongVerifier = await come();
  const checks = { ...wrongVerifier.checks, verifier: 'x'.repeat(43) };
  expect((await wrongVerifier.app.identify(wrongVerifier.callback, 's1', checks)).ok).toBe(false);
  for (const forged of ['nonce', 'key'] as const) {
    forge = forged;
    const came = await come();
    expect((await came.app.identify(came.callback, 's1', came.checks)).ok).toBe(false);
  }
  forge = 'nothing';
});
