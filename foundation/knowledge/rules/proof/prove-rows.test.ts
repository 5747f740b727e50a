// The proof of rows agrees with trying: no value is left without a row when it says so, and its witnesses are real.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holds, type Condition } from '../condition.ts';
import type { Instrument } from '../instrument.ts';
import { proveRows, type GuardedRow } from './prove-rows.ts';

const text = { zh: '数', en: 'number' };
const instrument: Pick<Instrument, 'inputs' | 'derived' | 'counters'> = {
  inputs: [
    { key: 'size', label: text, required: true, kind: 'number', unit: '1', range: [0, 10], step: 1 },
    { key: 'ill', label: text, required: true, kind: 'yes-no' },
    {
      key: 'signs',
      label: text,
      required: true,
      kind: 'multi-choice',
      options: ['a', 'b', 'c'].map((code) => ({ code, label: text })),
    },
  ],
  derived: [
    { key: 'big', label: text, condition: { input: 'size', atLeast: 5 } },
    {
      key: 'grade',
      label: text,
      of: 'size',
      intervals: [
        { below: 3, value: 0 },
        { from: 3, value: 1 },
      ],
    },
  ],
};
const whole = instrument as Instrument;
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ input: fc.constant('size'), atLeast: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ input: fc.constant('size'), below: fc.integer({ min: 0, max: 10 }) }),
  fc.record({ input: fc.constant('grade'), atLeast: fc.constant(1) }),
  fc.record({ input: fc.constantFrom('ill', 'big'), is: fc.boolean() }),
  fc.record({ input: fc.constant('signs'), has: fc.constantFrom(['a'], ['b', 'c']) }),
);
const condition = fc.oneof(
  leaf,
  fc.record({ all: fc.tuple(leaf, leaf) }),
  fc.record({ any: fc.tuple(leaf, leaf) }),
  fc.record({ not: leaf }),
);
const rows: fc.Arbitrary<GuardedRow[]> = fc
  .array(condition, { minLength: 1, maxLength: 5 })
  .map((all) => all.map((when, index) => ({ key: `r${index}`, when })));
const person = fc.record({
  size: fc.double({ min: 0, max: 10, noNaN: true }),
  ill: fc.boolean(),
  signs: fc.subarray(['a', 'b', 'c']),
});

function chosen(tested: readonly GuardedRow[], values: { size: number; ill: boolean; signs: string[] }) {
  const all: Record<string, number | boolean | string[]> = {
    ...values,
    big: values.size >= 5,
    grade: values.size >= 3 ? 1 : 0,
  };
  return tested.find(({ when }) => !when || holds(when, (key) => all[key]));
}

it('what it proves holds for whoever comes', () => {
  fc.assert(
    fc.property(rows, fc.array(person, { minLength: 20, maxLength: 20 }), (tested, people) => {
      const { faults } = proveRows('rows', tested, whole);
      const unreachable = new Set(faults.filter(({ kind }) => kind === 'row-unreachable').map(({ detail }) => detail));
      const open = faults.some(({ kind }) => kind === 'no-row');
      for (const one of people) {
        const row = chosen(tested, one);
        if (!row) expect(open).toBe(true);
        else expect(unreachable.has(row.key)).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

it('what it finds without a row is really without one', () => {
  fc.assert(
    fc.property(rows, person, (tested, base) => {
      for (const { kind, detail } of proveRows('rows', tested, whole).faults)
        if (kind === 'no-row') expect(chosen(tested, { ...base, ...(JSON.parse(detail) as object) })).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

it('wants the default last', () => {
  const { faults } = proveRows('rows', [{ key: 'all' }, { key: 'ill', when: { input: 'ill', is: true } }], whole);
  expect(faults.map(({ kind }) => kind)).toEqual(['default-not-last']);
});
