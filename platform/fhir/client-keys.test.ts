// The key check says in one word what is wrong with what a vendor pasted, and lets real key sets of both algorithms pass.
import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { readClientKeys } from './client-keys.ts';

const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const jwk = (key: { export(options: { format: 'jwk' }): object }, more: object = { kid: 'one' }) => ({
  ...key.export({ format: 'jwk' }),
  ...more,
});
const p384 = ec('P-384');
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const set = (...keys: object[]) => JSON.stringify({ keys });

it('takes ES384 and RS384, as a set or alone', () => {
  expect(readClientKeys(set(jwk(p384.publicKey, { kid: 'a', alg: 'ES384' })))).toMatchObject({ keys: [{ kid: 'a' }] });
  expect(readClientKeys(JSON.stringify(jwk(rsa(2048).publicKey)))).toMatchObject({ keys: [{ kty: 'RSA' }] });
});

it.each([
  ['nothing', '  ', 'no-key'],
  ['an empty set', '{"keys":[]}', 'no-key'],
  ['another document', '{"hello":1}', 'no-key'],
  ['no JSON', 'MIIB...', 'not-json'],
  ['a private key', set(jwk(p384.privateKey)), 'private-key'],
  ['a private PEM', String(p384.privateKey.export({ type: 'pkcs8', format: 'pem' })), 'private-key'],
  ['no id', set(jwk(p384.publicKey, {})), 'kid-missing'],
  ['two with one id', set(jwk(p384.publicKey), jwk(p384.publicKey)), 'kid-twice'],
  ['another curve', set(jwk(ec('P-256').publicKey)), 'algorithm-unsupported'],
  ['another algorithm', set(jwk(p384.publicKey, { kid: 'a', alg: 'ES256' })), 'algorithm-unsupported'],
  ['a short RSA key', set(jwk(rsa(1024).publicKey)), 'algorithm-unsupported'],
  ['half a key', set({ kty: 'EC', crv: 'P-384', kid: 'a', x: 'AAAA' }), 'key-damaged'],
])('refuses %s', (_what, text, trouble) => {
  expect(readClientKeys(text)).toEqual({ trouble });
});
