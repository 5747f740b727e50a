// Any text, short or long, comes out as the bytes that Node itself would make of it.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textBytes } from './text-bytes.ts';

it('encodes as Buffer does, lone surrogates included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 2_000 }), (text, times) => {
      const whole = text.repeat(Math.min(times, Math.ceil(400_000 / (text.length + 1))));
      expect(textBytes(whole).equals(Buffer.from(whole))).toBe(true);
    }),
    { seed: 20261126, numRuns: 200 },
  );
  expect(textBytes('').length).toBe(0);
  expect(textBytes('\ud800糖').equals(Buffer.from('\ud800糖'))).toBe(true);
});

it('hands out bytes of its own', () => {
  const first = textBytes('一');
  textBytes('二');
  expect(first.toString()).toBe('一');
});
