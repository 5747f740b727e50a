// The county's targets for a report come out of its policy, by age.
import { expect, it } from 'vitest';
import { colourPolicy } from '../rules/colour-policy.ts';
import type { Adherence } from '#care/pharmacy/server/index.ts';
import { coveredOf, targetsOfPolicy } from './use-cases/report-part.ts';

const bounds = (disease: 'hypertension' | 'diabetes' | 'copd', age: number | undefined) =>
  targetsOfPolicy(colourPolicy, disease, age).map(({ measure, below }) => `${measure} <${below}`);

it('are where the policy begins to call the disease uncontrolled', () => {
  expect(bounds('hypertension', 50)).toEqual(['systolic <140', 'diastolic <90']);
  expect(bounds('hypertension', 70)).toEqual(['systolic <150', 'diastolic <90']);
  expect(bounds('diabetes', 50)).toEqual(['fastingGlucose <7']);
});

it('name their source with what they are judged by', () => {
  expect(targetsOfPolicy(colourPolicy, 'hypertension', 50)[0]!.source.zh).toBe(
    '县慢病分色政策，按诊室测量的值，不含家中自测',
  );
});

it('say nothing where the policy says nothing, or the age is not known', () => {
  expect(bounds('copd', 70)).toEqual([]);
  expect(bounds('hypertension', undefined)).toEqual(['diastolic <90']);
});

it('are drafts until the county approved its policy', () => {
  expect(targetsOfPolicy(colourPolicy, 'hypertension', 50).every(({ mark }) => mark === 'draft')).toBe(true);
});

it('days with medicine are those of the class that was least covered, where they are a measure', () => {
  const of = (therapy: Adherence['therapy'], coveredDays: number, more: Partial<Adherence> = {}): Adherence => ({
    therapy,
    medicines: [],
    fromOn: '2026-01-01',
    toOn: '2026-11-27',
    coveredDays,
    windowDays: 331,
    hospitalDays: 0,
    fills: 9,
    gaps: [],
    ...more,
  });
  const all = [
    of('calcium-channel-blocker', 300),
    of('ras-antagonist', 250),
    of('beta-blocker', 10, { notMeasured: 'too-short' }),
    of('diabetes', 200),
    of('statin', 1),
  ];
  expect(coveredOf('hypertension', all)).toEqual({ days: 250, of: 331 });
  expect(coveredOf('diabetes', all)).toEqual({ days: 200, of: 331 });
  expect(coveredOf('copd', all)).toBeUndefined();
  expect(coveredOf('diabetes', [])).toBeUndefined();
});
