// Ids are found where they stand, in any order, and unknown ones are not.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findById } from './find-by-id.ts';

it('finds each id and no other', () => {
  const id = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 2 ** 40 }));
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 60 }), fc.array(id), fc.boolean(), (drawn, others, sorted) => {
      const ids = sorted ? drawn.toSorted((a, b) => a - b) : drawn;
      const find = findById(Float64Array.from([...ids, 7, 7]), ids.length);
      for (const [position, one] of ids.entries()) expect(find(one)).toBe(position);
      for (const one of others) expect(find(one)).toBe(ids.indexOf(one));
    }),
  );
});
