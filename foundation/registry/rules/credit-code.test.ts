// Checks the unified social credit code by a hand-computed vector and by changed characters.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { creditCheckCharacter, isCreditCode } from './credit-code.ts';

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];

it('computes the check character of GB 32100', () => {
  // All zeros give 0; a single 1 in the first place has weight 1, so 31 - 1 = 30 = Y.
  expect(creditCheckCharacter('00000000000000000')).toBe('0');
  expect(creditCheckCharacter('10000000000000000')).toBe('Y');
  expect(isCreditCode('10000000000000000Y')).toBe(true);
});

it('notices every changed character', () => {
  const code = fc
    .tuple(
      fc.constantFrom('12', '52', '91'),
      fc.constantFrom('330112', '330624'),
      fc.array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 }),
    )
    .map(([head, region, tail]) => head + region + tail.join(''))
    .map((seventeen) => seventeen + creditCheckCharacter(seventeen)!);
  fc.assert(
    fc.property(code, fc.integer({ min: 8, max: 17 }), fc.constantFrom(...alphabet), (made, place, other) => {
      expect(isCreditCode(made)).toBe(true);
      const changed = made.slice(0, place) + other + made.slice(place + 1);
      expect(isCreditCode(changed)).toBe(changed === made);
    }),
    { seed: 20261122, numRuns: 300 },
  );
});
