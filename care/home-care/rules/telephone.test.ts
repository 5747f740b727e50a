// Numbers that can be called and such that can't.
import { expect, it } from 'vitest';
import { isTelephone } from './telephone.ts';

it.each(['', '13800000000', '138 0000 0000', '+8613800000000', '0571-63720000', '63720000'])('takes %s', (text) =>
  expect(isTelephone(text)).toBe(true),
);
it.each(['abc', '1380000', '12800000000', '110', '0571', '138000000001'])('refuses %s', (text) =>
  expect(isTelephone(text)).toBe(false),
);
