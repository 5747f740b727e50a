// The memory gives what the function gives, asks it once for a text that comes again, and stays within its limit.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { remembered } from './remember.ts';

it('answers like the function, also when it had to forget', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 2 })), fc.integer({ min: 1, max: 4 }), (texts, limit) => {
      const upper = remembered((text) => (text === '' ? undefined : text.toUpperCase()), limit);
      for (const text of texts) expect(upper(text)).toBe(text === '' ? undefined : text.toUpperCase());
    }),
    { seed: 20261125 },
  );
});

it('asks once for what it knows, again for what it forgot', () => {
  const asked: string[] = [];
  const known = remembered((text) => (asked.push(text), { text }), 2);
  expect(known('a')).toBe(known('a'));
  known('b');
  known('c');
  known('a');
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});
