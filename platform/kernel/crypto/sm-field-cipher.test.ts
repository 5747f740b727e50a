// The national algorithms behind the field cipher give their published vectors; sealed fields open only unchanged and with their key.
import { createCipheriv, createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { smFieldCipher } from './sm-field-cipher.ts';

const cipher = smFieldCipher(Buffer.alloc(32, 7));

it('SM3 and SM4 give the vectors of GB/T 32905 annex A and GB/T 32907 annex A', () => {
  expect(createHash('sm3').update('abc').digest('hex')).toBe(
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  );
  const block = Buffer.from('0123456789ABCDEFFEDCBA9876543210', 'hex');
  const sm4 = createCipheriv('sm4-ecb', block, null).setAutoPadding(false);
  expect(sm4.update(block).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
});

it('opens what it sealed, differently each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (plain) => {
      const sealed = cipher.encrypt(plain);
      expect(cipher.decrypt(sealed)).toBe(Buffer.from(plain).toString());
      expect(cipher.encrypt(plain)).not.toBe(sealed);
    }),
    { seed: 20261122, numRuns: 200 },
  );
});

it('refuses any changed byte and any other key', () => {
  const sealed = cipher.encrypt('330112194605120021');
  const bytes = Buffer.from(sealed.slice(3), 'base64');
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed[index]! ^= 1;
    expect(() => cipher.decrypt(`v1.${changed.toString('base64')}`)).toThrow('changed');
  }
  expect(() => smFieldCipher(Buffer.alloc(32, 8)).decrypt(sealed)).toThrow('another key');
});

it('hashes for search by purpose', () => {
  expect(cipher.searchHash('phone', '1')).toBe(cipher.searchHash('phone', '1'));
  expect(cipher.searchHash('phone', '1')).not.toBe(cipher.searchHash('id-number', '1'));
});
