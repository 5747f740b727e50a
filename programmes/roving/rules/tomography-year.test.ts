// The CT year: every village once, on working days, months evenly filled.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stateHolidays } from './state-holidays.ts';
import { layOutYear } from './tomography-year.ts';
import { isWorkingDay } from './work-calendar.ts';

it('visits 165 villages once each, 13 or 14 a month, on working days', () => {
  const numbers = fc.sample(fc.integer({ min: 0, max: 999 }), { numRuns: 330, seed: 7 });
  const villages = Array.from({ length: 165 }, (_, index) => ({
    villageId: String(index),
    townshipId: `t${index % 17}`,
    at: [119 + numbers[index]! / 1000, 30 + numbers[165 + index]! / 1000] as const,
  }));
  const stops = layOutYear(villages, [119.7, 30.2], 2027, stateHolidays);
  expect(new Set(stops.map((stop) => stop.villageId)).size).toBe(165);
  expect(stops.every((stop) => isWorkingDay(stop.on, stateHolidays))).toBe(true);
  const months = [...Map.groupBy(stops, (stop) => stop.on.slice(0, 7)).values()].map((some) => some.length);
  expect(months).toHaveLength(12);
  expect(Math.min(...months)).toBeGreaterThanOrEqual(13);
  expect(Math.max(...months)).toBeLessThanOrEqual(14);
  // One village a day.
  expect(new Set(stops.map((stop) => stop.on)).size).toBe(165);
});
