// Values with their origins, what counts as absent and when, levers that never make anything worse.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aims, changedValues } from './levers.ts';
import { personValues, type FoundPerson } from './person-values.ts';

const now = new Date('2026-11-27T00:00:00Z');
const at = new Date('2026-06-01T00:00:00Z');
const person = (more: Partial<FoundPerson> = {}): FoundPerson => ({
  birthOn: '1966-01-01',
  sex: 'male',
  numbers: [],
  conditions: [],
  answers: {},
  ...more,
});
const values = (found: FoundPerson) => personValues(found, '2026-11-27', now, new Map([['systolic', 365]]));

it('knows nothing of diagnoses of somebody whom nobody saw', () => {
  const { age, diabetes, ascvd } = values(person());
  expect(age).toEqual({ value: 60, origin: 'registered' });
  expect([diabetes, ascvd]).toEqual([undefined, undefined]);
});
it('counts diagnoses as absent, and says so, once somebody was seen', () => {
  const seen = values(person({ numbers: [{ code: '8480-6', value: 140, id: 'o1', at }], conditions: ['E11.900'] }));
  expect(seen.systolic).toEqual({ value: 140, origin: 'measured', at, observations: ['o1'] });
  expect(seen.diabetes).toEqual({ value: true, origin: 'diagnosed' });
  expect(seen.ascvd).toEqual({ value: false, origin: 'absent' });
});
it('leaves out what is too old', () => {
  const old = new Date('2025-10-01T00:00:00Z');
  expect(values(person({ numbers: [{ code: '8480-6', value: 140, id: 'o1', at: old }] })).systolic).toBeUndefined();
});
it('computes the index of body mass from weight and height', () => {
  const numbers = [
    { code: '29463-7', value: 72, id: 'w', at },
    { code: '8302-2', value: 170, id: 'h', at },
  ];
  expect(values(person({ numbers })).bmi).toMatchObject({ value: 24.9, origin: 'computed', observations: ['w', 'h'] });
});
it('takes the answer of the person, not the absence', () => {
  expect(values(person({ answers: { nicotine: { value: 'current', id: 's', at } } })).smoker).toMatchObject({
    value: true,
    origin: 'asked',
  });
});
it('never makes anything worse', () => {
  const number = fc.option(fc.double({ min: 20, max: 250, noNaN: true }), { nil: undefined });
  fc.assert(
    fc.property(number, number, fc.option(fc.boolean(), { nil: undefined }), (systolic, totalCholesterol, smoker) => {
      const before = { systolic, totalCholesterol, smoker } as never;
      const after = changedValues(before, { smoking: true, ...aims }) as Record<string, number | boolean | undefined>;
      expect(after.smoker === true).toBe(false);
      for (const key of ['systolic', 'totalCholesterol'] as const) {
        const was = (before as Record<string, number | undefined>)[key];
        if (was === undefined) expect(after[key]).toBeUndefined();
        else expect(after[key]).toBeLessThanOrEqual(was);
      }
    }),
    { numRuns: 300, seed: 8 },
  );
});
