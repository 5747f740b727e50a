// Speaks to a provider from outside as its client: where to send the person, and who came back (code, PKCE, state, nonce).
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import * as client from 'openid-client';
import type { FieldCipher } from '../../crypto/field-cipher.ts';
import type { OutsideProvider } from './store.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** https anywhere; http only for a provider on this very machine. */
export function isIssuerAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  if (search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
}

const keyAlgorithm = 'ES384';

/** An own key for a provider that wants private_key_jwt: sealed as a whole. */
export async function newClientKey(cipher: FieldCipher): Promise<string> {
  const { privateKey } = await generateKeyPair(keyAlgorithm, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return cipher.encrypt(JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: keyAlgorithm }));
}

export function publicKeysOf(cipher: FieldCipher, sealedKey: string): string {
  const { d: _, ...rest } = JSON.parse(cipher.decrypt(sealedKey)) as JWK;
  return JSON.stringify({ keys: [rest] });
}

async function authenticationOf(provider: OutsideProvider, cipher: FieldCipher): Promise<client.ClientAuth> {
  if (provider.method === 'secret') return client.ClientSecretBasic(cipher.decrypt(provider.sealed_secret!));
  if (provider.method === 'none') return client.None();
  const jwk = JSON.parse(cipher.decrypt(provider.sealed_key!)) as JWK;
  return client.PrivateKeyJwt({ key: (await importJWK(jwk, keyAlgorithm)) as CryptoKey, kid: jwk.kid! });
}

const timeoutSeconds = 10;

/** Reads the provider's own description anew each time: sign-ins from outside are rare, and its keys may change. */
async function discover(provider: OutsideProvider, cipher: FieldCipher): Promise<client.Configuration> {
  const issuer = new URL(provider.issuer);
  return client.discovery(issuer, provider.client_id, undefined, await authenticationOf(provider, cipher), {
    timeout: timeoutSeconds,
    // Without the first the library trusts the connection and leaves the ID token's signature unread.
    execute: [
      client.enableNonRepudiationChecks,
      ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
    ],
  });
}

export interface Begun {
  address: string;
  state: string;
  nonce: string;
  verifier: string;
}

/** Throws where the provider can't be reached. */
export async function begin(provider: OutsideProvider, cipher: FieldCipher, redirectUri: string): Promise<Begun> {
  const config = await discover(provider, cipher);
  const verifier = client.randomPKCECodeVerifier();
  const begun = { state: client.randomState(), nonce: client.randomNonce(), verifier };
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: begun.state,
    nonce: begun.nonce,
  });
  return { address: address.href, ...begun };
}

/** The person's stable name at the provider. Throws where anything does not fit: state, nonce, signature, issuer, code. */
export async function whoCame(
  provider: OutsideProvider,
  cipher: FieldCipher,
  callback: URL,
  begun: Pick<Begun, 'state' | 'nonce' | 'verifier'>,
): Promise<string> {
  const config = await discover(provider, cipher);
  const tokens = await client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: begun.verifier,
    expectedState: begun.state,
    expectedNonce: begun.nonce,
    idTokenExpected: true,
  });
  return tokens.claims()!.sub;
}
