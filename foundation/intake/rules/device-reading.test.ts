// Which values can be, and which pressures were typed the wrong way round.
import { expect, it } from 'vitest';
import { isPlausibleReading, isSwapped } from './device-reading.ts';

it('knows a pressure whose halves are swapped', () => {
  expect(isSwapped({ systolic: 128, diastolic: 178 })).toBe(true);
  expect(isSwapped({ systolic: 128, diastolic: 78 })).toBe(false);
  expect(isSwapped({ systolic: 128 })).toBe(false);
  expect(isPlausibleReading({ systolic: 128, diastolic: 178 })).toBe(false);
  expect(isPlausibleReading({ systolic: 128 })).toBe(false);
  expect(isPlausibleReading({ systolic: 128, diastolic: 78 })).toBe(true);
});
