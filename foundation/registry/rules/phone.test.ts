// Checks phone numbers in the spellings that people use.
import { expect, it } from 'vitest';
import { readPhone } from './phone.ts';

it.each([
  ['13812345678', '13812345678'],
  ['138 1234 5678', '13812345678'],
  ['+86-13812345678', '13812345678'],
  ['0086 138-1234-5678', '13812345678'],
  ['0571-63722120', '0571-63722120'],
  ['(0571) 6372 2120', '0571-63722120'],
  ['+86 571 63722120', '0571-63722120'],
  ['010-62345678', '010-62345678'],
])('reads %s', (typed, expected) => {
  expect(readPhone(typed)).toBe(expected);
});

it.each(['12812345678', '1381234567', '138123456789', '6372', 'abc', '', '057163'])('refuses %s', (typed) => {
  expect(readPhone(typed)).toBeUndefined();
});
