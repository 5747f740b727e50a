// Nobody can be found from the sums: no small part is told, and none can be worked out from what is told.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fewest, safeParts, safeShare } from './small-numbers.ts';

it('hides a small part and a small rest', () => {
  expect(safeShare(3, 40)).toEqual({ of: 40 });
  expect(safeShare(38, 40)).toEqual({ of: 40 });
  expect(safeShare(12, 40)).toEqual({ people: 12, of: 40 });
  expect(safeShare(0, 40)).toEqual({ people: 0, of: 40 });
  expect(safeShare(2, 4)).toEqual({});
});

it('never tells nor lets work out one small part of a known whole', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 30 }), { minLength: 2, maxLength: 6 }), (counts) => {
      const parts = counts.map((people, index) => ({ key: String(index), people }));
      const shown = safeParts(parts);
      for (const part of shown)
        if (part.people !== undefined && part.people > 0) expect(part.people).toBeGreaterThanOrEqual(fewest);
      const hidden = shown.filter((part) => part.people === undefined);
      const others = parts.filter((part) => part.people > 0).length;
      if (hidden.length === 1) expect(others).toBe(1);
    }),
    { numRuns: 200 },
  );
});
