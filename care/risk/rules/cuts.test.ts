// What a card says of levels is what the instruments hold.
import { expect, it } from 'vitest';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { cutsOf, cutText, mostPoints } from './cuts.ts';

const instruments = new Map(
  createKnowledge()
    .instruments('2026-11-27')
    .map((one) => [one.id, one]),
);
const told = (id: string, age = 60): string =>
  cutsOf(instruments.get(id)!, { age })
    .map(({ level, bound }) => `${level} ${cutText(bound)}`)
    .join(', ');

it.each([
  ['china-par-10y', 'high ≥10, medium ≥5'],
  ['who-cvd-2019-east-asia', 'high ≥20, medium ≥5'],
  ['ncdrs', 'high ≥25'],
  ['stroke-eight-factor', 'high ≥3'],
  ['ckd-epi-2021', 'high <30, medium <60'],
  ['plcom2012', 'medium ≥1.51'],
  ['lung-cancer-screening', ''],
])('%s: %s', (id, cuts) => {
  expect(told(id)).toBe(cuts);
});
it('are those of the age', () => {
  expect([told('fib-4', 60), told('fib-4', 70)]).toEqual(['high >2.67, low <1.3', 'high >2.67, low <2']);
});
it('points have an end, shares have none', () => {
  const most = (id: string) => mostPoints(instruments.get(id)!);
  expect([most('ncdrs'), most('stroke-eight-factor'), most('china-par-10y'), most('ckd-epi-2021')]).toEqual([
    51,
    8,
    undefined,
    undefined,
  ]);
});
