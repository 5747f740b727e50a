// The published example to the digit, parts on their own, nothing filled up, and values out of range that spoil nothing else.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { ageFrom, ageTo, percentile } from './age-group.ts';
import { healthIndex, type KnownValue, type KnownValues } from './health-index.ts';
import { fewestTerms, indexInstrument, indexTerms } from './index-terms.ts';

const knowledge = createKnowledge();
const instrument = knowledge.instruments('2026-11-27').find(({ id }) => id === indexInstrument)!;
const evaluate = knowledge.evaluator(instrument.id, instrument.version)!;
const at = new Date('2026-06-01T00:00:00Z');
const known = (values: Record<string, KnownValue['value']>): KnownValues =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, origin: 'measured', at }]));
/** Circulation 2022;146:e18, worked out in the reference: 515 of 800. Non-HDL cholesterol 150 mg/dL is 3.885 mmol/L. */
const example = {
  age: 50,
  dashSum: 23,
  activityMinutes: 100,
  nicotine: 'quit1to5',
  smokerAtHome: false,
  sleepHours: 6.5,
  bmi: 26,
  totalCholesterol: 5.18,
  hdl: 1.295,
  lipidLowering: false,
  diabetes: false,
  hba1c: 5.9,
  systolic: 128,
  diastolic: 76,
  antihypertensive: false,
} as const;
const index = (values: Record<string, KnownValue['value']>) => healthIndex(instrument, evaluate, known(values));

it('gives the published example, part by part', () => {
  const { score, band, known: parts, terms } = index(example);
  expect(score).toBeCloseTo(64.375, 9);
  expect([band, parts]).toEqual(['moderate', 8]);
  expect(terms.map(({ key, points }) => [key, points])).toEqual([
    ['diet', 50],
    ['activity', 80],
    ['nicotine', 50],
    ['sleep', 70],
    ['weight', 70],
    ['lipids', 60],
    ['glucose', 60],
    ['pressure', 75],
  ]);
  expect(terms.find(({ key }) => key === 'pressure')).toMatchObject({ value: '128/76', origin: 'measured', at });
  expect(terms.find(({ key }) => key === 'lipids')).toMatchObject({ value: 3.89 });
});

it('says what is missing of a part, and tells the points of the others', () => {
  const { dashSum: _, hdl: __, sleepHours: ___, ...five } = example;
  const told = index(five);
  expect(told).toMatchObject({ state: 'too-few', known: 5, of: 8 });
  expect(told.score).toBeUndefined();
  expect(told.terms.find(({ key }) => key === 'lipids')).toMatchObject({ missing: ['hdl'] });
  expect(told.terms.find(({ key }) => key === 'activity')).toMatchObject({ points: 80, missing: [] });
});

it('takes a value out of its range as unknown, and the rest as it is', () => {
  expect(index({ ...example, bmi: 190 })).toMatchObject({ state: 'known', known: 7 });
});

it('is not for people under twenty', () => {
  expect(index({ ...example, age: 19 }).state).toBe('not-applicable');
});

it('is the mean of what is known, from six parts on, and never filled up', () => {
  const keys = indexTerms.map(({ key }) => key);
  fc.assert(
    fc.property(fc.subarray(keys), (given) => {
      const inputs = indexTerms
        .filter(({ key }) => given.includes(key))
        .flatMap((term) => [...term.inputs]) as string[];
      const told = index(
        Object.fromEntries(Object.entries(example).filter(([key]) => key === 'age' || inputs.includes(key))),
      );
      expect(told.known).toBe(given.length);
      expect(told.state).toBe(given.length >= fewestTerms ? 'known' : 'too-few');
      const points = told.terms.flatMap((term) => (term.points === undefined ? [] : [term.points]));
      if (told.score !== undefined)
        expect(told.score).toBeCloseTo(points.reduce((sum, one) => sum + one, 0) / points.length, 9);
    }),
    { numRuns: 200, seed: 5 },
  );
});

it('never falls when one part becomes better', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), (one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)].map(
        (activityMinutes) => index({ ...example, activityMinutes }).score!,
      );
      expect(more).toBeGreaterThanOrEqual(less!);
    }),
    { numRuns: 100, seed: 6 },
  );
});

it('says of every part what gives all its points, and these do', () => {
  for (const { points } of indexTerms)
    expect(instrument.derived.find(({ key }) => key === points)?.full?.zh, points).toBeTruthy();
  const best = {
    age: 50,
    dashSum: 31,
    activityMinutes: 150,
    nicotine: 'never',
    smokerAtHome: false,
    sleepHours: 7,
    bmi: 24.9,
    totalCholesterol: 4.36,
    hdl: 1,
    lipidLowering: false,
    diabetes: false,
    fastingGlucose: 5.5,
    systolic: 119,
    diastolic: 79,
    antihypertensive: false,
  };
  expect(index(best).score).toBe(100);
});

it('groups of five years cover every age once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 120 }), (age) => {
      const from = ageFrom(age);
      expect(from).toBeLessThanOrEqual(age);
      expect(ageTo(from) ?? 200).toBeGreaterThanOrEqual(age);
    }),
  );
});

it('places the lowest near nought, the highest near a hundred, equals in the middle', () => {
  expect(percentile({ below: 0, equal: 1, people: 20 })).toBe(3);
  expect(percentile({ below: 19, equal: 1, people: 20 })).toBe(98);
  expect(percentile({ below: 0, equal: 40, people: 40 })).toBe(50);
});
