// What a field shows does not depend on the order of its values, and nothing that differs is hidden.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conflictRules, viewField } from './conflict-rule.ts';
import type { FieldValue, Head } from './operation.ts';

const head = (operationId: string, value: FieldValue, at = '2026-11-22T08:00:00.000Z'): Head => ({
  operationId,
  value,
  at,
  accountId: 'a',
  deviceId: 'd',
});
const heads = fc.uniqueArray(
  fc.record({
    operationId: fc.uuid(),
    value: fc.oneof(
      fc.constantFrom('a', 'b', null),
      fc.array(fc.constantFrom('x', 'y', 'z')),
    ) as fc.Arbitrary<FieldValue>,
    at: fc.constantFrom('2026-11-22T08:00:00.000Z', '2026-11-22T09:00:00.000Z'),
    accountId: fc.constant('a'),
    deviceId: fc.constant('d'),
  }),
  { minLength: 1, maxLength: 5, selector: (one) => one.operationId },
);

it('shows the same whatever the order', () => {
  fc.assert(
    fc.property(heads, fc.constantFrom(...conflictRules), (some, rule) => {
      expect(viewField(some.toReversed(), rule)).toEqual(viewField(some, rule));
    }),
  );
});

it('hides no value that differs: it stands beside the one that shows, or inside of the list', () => {
  fc.assert(
    fc.property(heads, fc.constantFrom(...conflictRules), (some, rule) => {
      const view = viewField(some, rule);
      const texts = new Set(some.map(({ value }) => JSON.stringify(value)));
      if (rule === 'append') return;
      expect(new Set([view.value, ...view.others.map(({ value }) => value)].map((one) => JSON.stringify(one)))).toEqual(
        texts,
      );
      expect(view.conflict).toBe(rule === 'ask' && texts.size > 1);
    }),
  );
});

it('asks about two phone numbers, takes the first arrival and the last weight, joins allergies', () => {
  const early = head('1', 'early', '2026-11-22T08:00:00.000Z');
  const late = head('2', 'late', '2026-11-22T09:00:00.000Z');
  expect(viewField([late, early], 'ask')).toEqual({ value: 'early', conflict: true, others: [late] });
  expect(viewField([late, early], 'first')).toEqual({ value: 'early', conflict: false, others: [late] });
  expect(viewField([late, early], 'latest')).toEqual({ value: 'late', conflict: false, others: [early] });
  expect(viewField([head('1', ['青霉素']), head('2', ['头孢', '青霉素'])], 'append').value).toEqual(['青霉素', '头孢']);
});
