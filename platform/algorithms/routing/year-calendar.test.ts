// The year's stops are spread evenly and townships stay together.
import { expect, it } from 'vitest';
import { yearCalendar } from './year-calendar.ts';

it('gives each month its share and each township few months', () => {
  const stops = Array.from({ length: 165 }, (_, index) => ({
    township: `township ${index % 18}`,
    lon: 119 + (index % 18) / 20 + index / 10_000,
    lat: 30 + ((index * 7) % 18) / 40,
  }));
  const months = yearCalendar(stops, 12, { lon: 119, lat: 30 });
  const shares = Array.from({ length: 12 }, (_, month) => months.filter((other) => other === month).length);
  expect(new Set(shares)).toEqual(new Set([13, 14]));
  for (let township = 0; township < 18; township++) {
    const own = new Set(months.filter((_, index) => index % 18 === township));
    expect(own.size).toBeLessThanOrEqual(2);
  }
  expect(yearCalendar(stops, 12, { lon: 119, lat: 30 })).toEqual(months);
});
