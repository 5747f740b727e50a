// Working days, make-up days and the patterns of fixed weekdays.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { horizonOf, weekdayPairs, weekdayPatterns, type Weekday } from './calendar.ts';

const calendar = { off: ['2026-09-25'], makeUp: [{ on: '2026-09-20', standsFor: 5 as Weekday }] };
const september = horizonOf('2026-09-01', '2026-09-30', calendar);

it('leaves out weekends and holidays and works make-up days', () => {
  expect(september.days).toHaveLength(22);
  expect(september.days.map(({ on }) => on)).toContain('2026-09-20');
  expect(september.days.map(({ on }) => on)).not.toContain('2026-09-25');
  expect(september.days[0]).toMatchObject({ on: '2026-09-01', weekday: 2 });
  expect(september.changedWeeks.size).toBe(2);
  expect(() => horizonOf('2026-9-1', '2026-09-30', calendar)).toThrow(RangeError);
});

it('moves a Friday to the make-up day that stands for it, else within its week', () => {
  const rule = { weekdays: [2, 5] as Weekday[], visits: 8, minGapDays: 2, maxGapDays: 5 };
  const moved = weekdayPatterns(september, rule).flatMap((pattern) => pattern.moved);
  expect(moved.map(({ fromOn, day }) => [fromOn, september.days[day]!.on])).toContainEqual([
    '2026-09-25',
    '2026-09-20',
  ]);
  const unnamed = horizonOf('2026-09-01', '2026-09-30', { ...calendar, makeUp: [{ on: '2026-09-20' }] });
  const inWeek = weekdayPatterns(unnamed, rule).flatMap((pattern) => pattern.moved);
  expect(inWeek.map(({ day }) => unnamed.days[day]!.on)).toContain('2026-09-24');
});

it('gives the wanted number on the wanted weekdays with the wanted gaps in ordinary months', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2024, max: 2030 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const first = `${year}-${String(month).padStart(2, '0')}-01`;
      const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
      const horizon = horizonOf(first, last, { off: [], makeUp: [] });
      for (const weekdays of weekdayPairs(2)) {
        const patterns = weekdayPatterns(horizon, { weekdays, visits: 8, minGapDays: 2, maxGapDays: 5 });
        expect(patterns.length).toBeGreaterThan(0);
        for (const { days, moved } of patterns) {
          expect(days).toHaveLength(8);
          expect(moved).toEqual([]);
          expect(days.every((day) => weekdays.includes(horizon.days[day]!.weekday))).toBe(true);
        }
      }
    }),
    { numRuns: 40 },
  );
});

it('knows the six pairs with gaps of at least two days', () => {
  expect(weekdayPairs(2)).toHaveLength(6);
  expect(weekdayPairs(1)).toHaveLength(10);
});
