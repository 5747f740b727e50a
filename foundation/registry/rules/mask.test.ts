// Checks what stays readable and that nothing in the middle does.
import { expect, it } from 'vitest';
import { maskAddress, maskIdNumber, maskName, maskPhone } from './mask.ts';

it('shortens as the examples say', () => {
  expect(maskName('王小明')).toBe('王*明');
  expect(maskName('李娟')).toBe('李*');
  expect(maskName('欧阳晓峰')).toBe('欧**峰');
  expect(maskName('王')).toBe('*');
  expect(maskName('')).toBe('');
  expect(maskIdNumber('33011219491231123X')).toBe('330***********123X');
  expect(maskIdNumber('1234')).toBe('****');
  expect(maskPhone('13812345678')).toBe('138****5678');
  expect(maskPhone('0571-63722120')).toBe('0571-****20');
  expect(maskPhone('120')).toBe('***');
  expect(maskAddress('於潜镇光明村12号')).toBe('於潜镇光明村***');
  expect(maskAddress('体育场路1号')).toBe('体育场***');
});
