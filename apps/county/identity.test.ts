// What is drawn for somebody by their id follows from the seed, whatever day and millisecond the county is seeded at.
import { expect, it } from 'vitest';
import { generateDemo } from './generator.ts';
import { seededIds, seededPart } from './identity.ts';

it('the same ids but for the time', () => {
  const [early, late] = ['2026-11-22T00:00:00Z', '2027-03-01T07:30:00.123Z'].map((at) =>
    seededIds(7, 'people', new Date(at)),
  ) as [() => string, () => string];
  const parts = new Set<string>();
  for (let count = 0; count < 10_000; count++) {
    const [one, other] = [early(), late()];
    expect(one).not.toBe(other);
    expect(seededPart(one)).toBe(seededPart(other));
    parts.add(seededPart(one));
  }
  expect(parts.size).toBe(10_000);
});

it('the same people with the same illnesses an instant later', () => {
  const drawn = (now: string) =>
    [...generateDemo({ residents: 560, seed: 7, now: new Date(now) }).residents()]
      .flat()
      .map(({ load, health }) => [load.name, health.conditions]);
  expect(drawn('2026-11-22T00:00:00.001Z')).toEqual(drawn('2026-11-22T03:12:45.678Z'));
});
