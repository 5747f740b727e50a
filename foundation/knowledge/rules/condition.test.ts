// Conditions: decided as soon as what is known decides them, and never changed by knowing more.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holds, inputsOf, type Condition } from './condition.ts';
import type { Value } from './values.ts';

const keys = ['a', 'b', 'c'] as const;
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ input: fc.constantFrom(...keys), atLeast: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ input: fc.constantFrom(...keys), below: fc.integer({ min: 0, max: 4 }) }),
);
const condition: fc.Arbitrary<Condition> = fc.letrec<{ one: Condition }>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('one') }),
  ),
})).one;
const values = fc.record(Object.fromEntries(keys.map((key) => [key, fc.integer({ min: 0, max: 4 })])), {
  requiredKeys: [],
});

it('does not change its mind when more becomes known', () => {
  fc.assert(
    fc.property(condition, values, values, (tested, known, more) => {
      const before = holds(tested, (key) => known[key]);
      const after = holds(tested, (key) => known[key] ?? more[key]);
      expect(before === undefined || before === after).toBe(true);
    }),
  );
});

it('is decided when everything it reads is known', () => {
  fc.assert(
    fc.property(condition, (tested) => {
      expect(inputsOf(tested).every((key) => keys.includes(key as 'a'))).toBe(true);
      expect(holds(tested, () => 2)).toBeTypeOf('boolean');
    }),
  );
});

it('one true part decides any, one false part decides all', () => {
  const known: Record<string, Value> = { a: 3 };
  const read = (key: string) => known[key];
  expect(
    holds(
      {
        any: [
          { input: 'b', atLeast: 1 },
          { input: 'a', atLeast: 1 },
        ],
      },
      read,
    ),
  ).toBe(true);
  expect(
    holds(
      {
        all: [
          { input: 'b', atLeast: 1 },
          { input: 'a', below: 1 },
        ],
      },
      read,
    ),
  ).toBe(false);
  expect(
    holds(
      {
        all: [
          { input: 'b', atLeast: 1 },
          { input: 'a', atLeast: 1 },
        ],
      },
      read,
    ),
  ).toBeUndefined();
});
