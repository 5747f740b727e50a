// A service point lacks what was not seen to; its sign opens the residents' page.
import { expect, it } from 'vitest';
import { lacksOf, pointAddress, pointStandards } from './service-point.ts';

const whole = {
  position: { lon: 119, lat: 30 },
  hasPhoto: true,
  hasPower: true,
  network: '5g',
  hasKeeper: true,
  standards: pointStandards,
} as const;

it('names what is lacking, and nothing where all stands', () => {
  expect(lacksOf(whole)).toEqual([]);
  expect(lacksOf({ ...whole, network: 'none', hasPhoto: false })).toEqual(['photo', 'network']);
  expect(lacksOf({ ...whole, position: undefined, standards: pointStandards.slice(1) })).toEqual([
    'position',
    'standard',
  ]);
});

it('opens the page of the point', () => {
  expect(pointAddress('https://tianmu.example', 'a')).toBe('https://tianmu.example/resident/visits?point=a');
});
