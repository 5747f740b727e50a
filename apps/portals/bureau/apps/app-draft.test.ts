// The form of an app: what is missing, what is said about the keys, what is sent.
import { expect, it } from 'vitest';
import { bodyOf, draftOf, keysState, missingIn } from './app-draft.ts';

const backend = {
  ...draftOf(undefined),
  name: 'HIS',
  contact: 'vendor',
  orgUnitId: 'u',
  scopes: ['system/Patient.rs'],
};

it('says what is missing for each kind', () => {
  expect(missingIn(draftOf(undefined))).toEqual(['name', 'contact', 'orgUnitId', 'jwks', 'scopes']);
  expect(missingIn({ ...backend, kind: 'patient-app' })).toEqual(['redirectUris']);
  expect(missingIn({ ...backend, keysAddress: 'https://vendor.example/jwks' })).toEqual([]);
});

it('looks at the keys while they are typed', () => {
  expect(keysState(backend)).toBeUndefined();
  expect(keysState({ ...backend, keys: '{"kty":"EC","d":"x"}' })).toBe('private-key');
  expect(keysState({ ...backend, keys: '{"kty":"EC","crv":"P-384","kid":"1","x":"a","y":"b"}' })).toBe('good');
});

it('sends keys or their address, and redirects for apps of people only', () => {
  expect(bodyOf({ ...backend, keys: '{}', redirects: 'https://a' })).toMatchObject({ redirectUris: [], jwks: '{}' });
  expect(bodyOf({ ...backend, keys: '{}', keysAddress: ' https://k ' })).not.toHaveProperty('jwks');
  expect(bodyOf({ ...backend, kind: 'staff-app', redirects: ' https://a\nhttps://b ' })).toMatchObject({
    redirectUris: ['https://a', 'https://b'],
  });
});
