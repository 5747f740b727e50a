// Pools of a whole county share out everybody, and no number comes from two of them.
import { expect, it } from 'vitest';
import { poolNumbers, poolsOf } from './pools.ts';
import { random } from './random.ts';
import { demoStructure } from './structure.ts';

const now = new Date('2026-11-22T00:00:00Z');
const { linan } = demoStructure(1, now);

it.each([640, 5_600, 560_000])('places all of %i residents once', (residents) => {
  const pools = poolsOf(linan, residents, 1);
  expect(pools.flatMap((pool) => pool.parts).reduce((sum, part) => sum + part.residents, 0)).toBe(residents);
  expect(pools.map((pool) => pool.place)).toEqual(pools.map((_, index) => index + 1));
  const largest = Math.max(...pools.map(({ parts }) => parts.reduce((sum, part) => sum + part.residents, 0)));
  expect(largest).toBeLessThanOrEqual(500);
});

it('gives no serial, phone, id or ID number twice in a county of 560,000', () => {
  const pools = poolsOf(linan, 560_000, 1);
  const seen = new Set<string>();
  let given = 0;
  // Neighbours in the calendar and in their villages: pools next to each other, and pools a whole step apart.
  for (const pool of pools.filter(({ place }) => place % 36 === 0 || place < 14)) {
    const serials = new Map(pool.parts.map(({ village, serialsFrom }) => [village, serialsFrom]));
    const numbers = poolNumbers({ seed: 1, now, pools: pools.length + 1 }, pool.place, serials);
    const draw = random('test', pool.place);
    for (const { village, residents } of pool.parts)
      for (let person = 0; person < residents; person++) {
        // Many of one age, more than chance would give.
        const { birthOn, idNumber } = numbers.born(50 + draw.below(3), draw.chance(0.5) ? 'male' : 'female', draw);
        expect(idNumber.slice(6, 14)).toBe(birthOn.replaceAll('-', ''));
        for (const one of [idNumber, numbers.phone(), numbers.newId(), numbers.newResourceId()]) seen.add(one);
        seen.add(numbers.recordNumber(village)!);
        given += 5;
      }
  }
  expect(seen.size).toBe(given);
});

it('keeps the age for which a birthday was asked', () => {
  for (const place of [0, 7, 1_100])
    for (const years of [0, 17, 44, 71, 99]) {
      const { birthOn } = poolNumbers({ seed: 1, now, pools: 1_132 }, place, new Map()).born(
        years,
        'female',
        random(years),
      );
      const today = now.toISOString().slice(0, 10);
      const on = (age: number) => `${Number(birthOn.slice(0, 4)) + age}${birthOn.slice(4)}`;
      expect(on(years) <= today && today < on(years + 1), `${birthOn} ${years}`).toBe(true);
    }
});
