// What is sealed, compared and masked.
import { describe, expect, it } from 'vitest';
import { idCardSystem, isSecretIdentifier, lastFour, maskName, maskSecret, normalSecret } from './person-secrets.ts';

describe('secrets of persons', () => {
  it('knows national and card numbers from others', () => {
    expect(isSecretIdentifier({ system: idCardSystem, value: '1' })).toBe(true);
    expect(isSecretIdentifier({ system: 'urn:x', value: '1', type: { coding: [{ code: 'PPN' }] } })).toBe(true);
    expect(isSecretIdentifier({ system: 'urn:x', value: '1', type: { coding: [{ code: 'MR' }] } })).toBe(false);
  });

  it('compares numbers however they are written', () => {
    expect(normalSecret('id', ' 11010519491231002x ')).toBe('11010519491231002X');
    expect(normalSecret('phone', '+86 138-1234-5678')).toBe('13812345678');
    expect(lastFour('id', '11010519491231002x')).toBe('002X');
  });

  it.each([
    ['11010519491231002X', '110***********002X'],
    ['13812345678', '138****5678'],
    ['12345', '***45'],
  ])('masks %s', (value, masked) => expect(maskSecret(value)).toBe(masked));

  it.each([
    ['王明', '王*'],
    ['王小明', '王*明'],
    ['欧阳小文', '欧**文'],
    ['王', '*'],
    ['', ''],
  ])('masks the name %s', (name, masked) => expect(maskName(name)).toBe(masked));
});
