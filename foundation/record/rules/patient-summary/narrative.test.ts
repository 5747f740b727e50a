// Days in a summary are those of the county.
import { expect, it } from 'vitest';
import { dayText } from './narrative.ts';

it('tells the day here of an instant elsewhere, and a partial date as it is', () => {
  expect(dayText('2026-11-25T23:33:00Z')).toBe('2026-11-26');
  expect(dayText('2026-11-25T07:33:00+08:00')).toBe('2026-11-25');
  expect(dayText('2026-11')).toBe('2026-11');
  expect(dayText(undefined)).toBe('');
});
