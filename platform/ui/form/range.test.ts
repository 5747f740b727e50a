// Typed numbers are read or refused for the right reason.
import { expect, it } from 'vitest';
import { isError, readNumber } from './range.ts';

const range = { possible: [40, 300], usual: [90, 140], digits: 0 } as const;
it.each([
  ['', 'empty'],
  ['  128 ', 'fine'],
  ['１２８', 'fine'],
  ['12o', 'not-a-number'],
  ['1,28', 'not-a-number'],
  ['1280', 'impossible'],
  ['12', 'impossible'],
  ['128.5', 'too-precise'],
  ['186', 'high'],
  ['80', 'low'],
])('%j is %s', (text, state) => expect(readNumber(text, range).state).toBe(state));

it('takes the Chinese full stop as the point', () =>
  expect(readNumber('36。8', { possible: [30, 45], digits: 1 })).toEqual({ state: 'fine', value: 36.8 }));
it('lets unusual values pass', () => expect(isError(readNumber('186', range))).toBe(false));
