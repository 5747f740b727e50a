// Values with their origins, what counts as absent and when, levels, and changes that never make a value worse.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { levelOf } from './assess.ts';
import { isAskedOf } from './asked-facts.ts';
import { aims, changedValues } from './levers.ts';
import { lungFactsOf } from './lung-facts.ts';
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
it('prefers what staff measured to what was measured at home, and says where only that is', () => {
  const later = new Date('2026-11-01T00:00:00Z');
  const home = { code: '8480-6', value: 128, id: 'home', at: later, atHome: true };
  const office = { code: '8480-6', value: 150, id: 'office', at };
  expect(values(person({ numbers: [office, home] })).systolic).toMatchObject({ value: 150, origin: 'measured' });
  expect(values(person({ numbers: [home] })).systolic).toMatchObject({ value: 128, origin: 'home' });
  const old = { ...office, at: new Date('2025-10-01T00:00:00Z') };
  expect(values(person({ numbers: [old, home] })).systolic).toMatchObject({ value: 128, origin: 'home' });
  expect(values(person({ numbers: [home] })).diabetes).toMatchObject({ origin: 'absent' });
});
it('knows by the place of residence whether somebody lives in a city', () => {
  expect([true, false, undefined].map((inCommunity) => values(person({ inCommunity })).urban?.value)).toEqual([
    true,
    false,
    undefined,
  ]);
});
it('tells smoking by the newer of two answers, and counts the years since somebody stopped', () => {
  const answer = <Of>(value: Of, on: Date = at) => ({ value, id: 'a', at: on });
  const smoked = { cigarettes: answer(15), smokedYears: answer(30), quitYears: answer(2, new Date('2024-06-01')) };
  const quit = values(person({ answers: { nicotine: answer('quit1to5'), ...smoked, schooling: answer('high') } }));
  expect(quit.smoking).toMatchObject({ value: 'former', origin: 'asked' });
  expect([quit.quitYears, quit.education, quit.packYears].map((one) => one?.value)).toEqual([4, 2, 23]);
  const lung = { smoking: answer('current' as const, new Date('2026-07-01')), packYears: answer(40) };
  const screened = values(person({ answers: { nicotine: answer('never'), ...smoked }, lung }));
  expect([screened.smoking, screened.smoker, screened.packYears].map((one) => one?.value)).toEqual([
    'current',
    true,
    40,
  ]);
  const never = { smoking: answer('never' as const, new Date('2026-07-01')) };
  expect(values(person({ answers: { nicotine: answer('current') }, lung: never })).smoking?.value).toBe('current');
});
it('reads what the CT screening asked', () => {
  const resource = (id: string, more: object) => ({ resourceType: 'Observation', id, ...more });
  const coding = [{ system: 'http://snomed.info/sct', code: '8517006' }];
  expect(
    lungFactsOf([
      { code: '72166-2', at, resource: resource('s', { valueCodeableConcept: { coding } }) },
      { code: 'packYears', at, resource: resource('p', { valueQuantity: { value: 31 } }) },
      { code: 'copd', at, resource: resource('c', { valueBoolean: false }) },
    ]),
  ).toEqual({
    smoking: { value: 'former', id: 's', at },
    packYears: { value: 31, id: 'p', at },
    copd: { value: false, id: 'c', at },
  });
});
it('calls a level what the model calls it', () => {
  expect(levelOf('ncdrs', { code: 'positive', tone: 'attention' })).toBe('high');
  expect(levelOf('ncdrs', { code: 'negative', tone: 'normal' })).toBe('low');
  expect(levelOf('china-par-10y', { code: 'medium', tone: 'attention' })).toBe('medium');
});
it('asks of smoking only who smokes or did, and nothing that no model takes', () => {
  const lung = new Set(['cigarettes', 'quitYears', 'relative']);
  const asked = (nicotine: string | undefined) =>
    (['cigarettes', 'quitYears', 'relative'] as const).filter((fact) => isAskedOf(fact, nicotine, lung));
  expect([isAskedOf('relative', 'current', new Set()), isAskedOf('exercises', 'never', new Set())]).toEqual([
    false,
    true,
  ]);
  expect([asked(undefined), asked('never'), asked('current'), asked('recent')]).toEqual([
    ['relative'],
    ['relative'],
    ['cigarettes', 'relative'],
    ['cigarettes', 'quitYears', 'relative'],
  ]);
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
