// The next step follows from the newest values.
import { expect, it } from 'vitest';
import type { LatestValue } from '../latest-values.ts';
import { nextStep } from './next-step.ts';

const now = new Date('2026-11-22T06:00:00Z');
const value = (
  kind: LatestValue['kind'],
  daysAgo: number,
  interpretation: 'high' | 'normal' = 'normal',
): LatestValue => ({
  code: 'x',
  kind,
  title: '',
  text: '1',
  unit: '',
  point: {
    resource: 'r',
    at: new Date(now.getTime() - daysAgo * 86_400_000).toISOString(),
    value: 1,
    source: 'home',
    simulated: true,
    interpretation,
  },
});
it.each([
  [[], 'measure-pressure'],
  [[value('blood-pressure', 31)], 'measure-pressure'],
  [[value('blood-pressure', 3)], 'nothing'],
  [[value('blood-pressure', 3, 'high')], 'call-doctor'],
  [[value('blood-pressure', 20, 'high')], 'nothing'],
  [[value('blood-pressure', 3), value('glucose', 13, 'high')], 'call-doctor'],
] as [LatestValue[], string][])('case %#', (values, step) => expect(nextStep(values, now).step).toBe(step));
