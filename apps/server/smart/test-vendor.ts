// A whole county on a test database that listens for real, and a vendor with keys who speaks to it over HTTP; for tests.
import { createHash, randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import type { Db } from '#platform/kernel/db/db.ts';
import { county, openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createCounty } from '../contexts.ts';

export interface Answer {
  status: number;
  headers: Headers;
  json: Record<string, unknown>;
}
export type Send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export interface Vendor {
  test: TestKernel;
  address: string;
  /** As that account, or with that bearer token. */
  as(login: string): Promise<Send>;
  withToken(token: string): Send;
  form(path: string, fields: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export async function openVendor(db: Db): Promise<Vendor> {
  const test = await openTestKernel(db, (kernel) => createCounty(kernel).contexts);
  await test.server.listen({ host: '127.0.0.1', port: 0 });
  await test.startWork();
  const address = test.oidc.address();
  const read = async (answer: Response): Promise<Answer> => {
    const text = await answer.text();
    const json = /json/.test(answer.headers.get('content-type') ?? '') && text !== '' ? JSON.parse(text) : { text };
    return { status: answer.status, headers: answer.headers, json: json as Record<string, unknown> };
  };
  const send =
    (headers: Record<string, string>): Send =>
    async (method, path, body, more = {}) => {
      const type = path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json';
      return read(
        await fetch(address + path, {
          method,
          redirect: 'manual',
          headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }), ...more },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    };
  const withToken = (token: string) => send({ authorization: `Bearer ${token}` });
  return {
    test,
    address,
    withToken,
    async as(login) {
      const signedIn = await send({})('POST', '/api/session', { account: login, password: 'test-password' });
      return withToken(signedIn.json.token as string);
    },
    form: async (path, fields) =>
      read(await fetch(address + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) })),
    close: () => test.stop(),
  };
}

export interface BackendKeys {
  privateKey: CryptoKey;
  jwks: string;
  alg: string;
}
export async function backendKeys(alg: 'ES384' | 'RS384' | 'ES256', kid = 'vendor-1'): Promise<BackendKeys> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, alg, jwks: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid }] }) };
}

/** The assertion by which a backend proves itself; `change` bends it for what must be refused. */
export function assertion(
  { privateKey, alg }: BackendKeys,
  clientId: string,
  audience: string,
  change: { jti?: string; seconds?: number } = {},
): Promise<string> {
  const at = Math.floor(Date.now() / 1000);
  return new SignJWT({ jti: change.jti ?? randomBytes(16).toString('hex') })
    .setProtectedHeader({ alg, kid: 'vendor-1', typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setIssuedAt(at)
    .setExpirationTime(at + (change.seconds ?? 240))
    .sign(privateKey);
}

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export async function backendToken(
  vendor: Pick<Vendor, 'address' | 'form'>,
  keys: BackendKeys,
  clientId: string,
  scope: string,
  change: { jti?: string; seconds?: number } = {},
): Promise<Answer> {
  return vendor.form('/oidc/token', {
    grant_type: 'client_credentials',
    scope,
    client_assertion_type: assertionType,
    client_assertion: await assertion(keys, clientId, `${vendor.address}/oidc/token`, change),
  });
}

export async function registerApp(admin: Send, app: object): Promise<string> {
  const made = await admin('POST', '/api/apps', app);
  if (made.status !== 200) throw new Error(JSON.stringify(made.json));
  return made.json.appId as string;
}

export const registerBackend = (admin: Send, keys: BackendKeys, scopes: string[], name = 'HIS'): Promise<string> =>
  registerApp(admin, {
    name,
    kind: 'backend',
    contact: 'vendor@example.org',
    scopes,
    jwks: keys.jwks,
    orgUnitId: county,
  });

/** PKCE: the secret and what is sent ahead of it. */
export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}
