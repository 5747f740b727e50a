// The words for days, spans, distances, ages and money.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAgo, formatClock, formatDay, formatInstant } from './instants.ts';
import { formatUnit } from '#platform/fhir/units.ts';
import { ageOn, formatAge, formatCount, formatDistance, formatMoney } from './quantities.ts';

const now = new Date('2026-11-22T14:05:00+08:00');

describe('instants', () => {
  it.each([
    ['2026-11-22T14:05:00+08:00', '今天 14:05', 'Today 14:05'],
    ['2026-11-21T09:30:00+08:00', '昨天 09:30', 'Yesterday 09:30'],
    ['2026-11-23T08:00:00+08:00', '明天 08:00', 'Tomorrow 08:00'],
    ['2026-11-21T16:30:00Z', '今天 00:30', 'Today 00:30'],
    ['2026-03-02T08:10:00+08:00', '3月2日 08:10', '2 Mar 08:10'],
    ['2024-03-02T08:10:00+08:00', '2024年3月2日 08:10', '2 Mar 2024 08:10'],
  ])('%s is %s', (instant, chinese, english) => {
    expect(formatInstant(instant, now, 'zh-CN')).toBe(chinese);
    expect(formatInstant(instant, now, 'en')).toBe(english);
  });
  it('says the weekday of a day', () => {
    expect(formatDay('2026-11-22', 'zh-CN')).toBe('2026年11月22日 周日');
    expect(formatDay('2026-11-22', 'en')).toBe('Sun 22 Nov 2026');
  });
  it.each([
    [20, '刚刚'],
    [3 * 60, '3 分钟前'],
    [59 * 60 + 59, '59 分钟前'],
    [2 * 3600, '2 小时前'],
    [25 * 3600, '昨天 13:05'],
    [-3600, '今天 15:05'],
  ])('%i seconds ago is %s', (seconds, words) => {
    expect(formatAgo(new Date(now.getTime() - seconds * 1000), now, 'zh-CN')).toBe(words);
  });
  it('runs as a clock', () => expect(formatClock(now)).toBe('14:05:00'));
});

describe('quantities', () => {
  it.each([
    [804, '800 米'],
    [996, '1.0 公里'],
    [3210, '3.2 公里'],
    [120_400, '120 公里'],
  ])('%i metres are %s', (metres, words) => expect(formatDistance(metres, 'zh-CN')).toBe(words));
  it.each([
    [1250, '¥12.50'],
    [5, '¥0.05'],
    [-123_456_789, '-¥1,234,567.89'],
  ])('%i fen are %s', (fen, words) => expect(formatMoney(fen)).toBe(words));
  it.each([
    ['2023-09-22', '3 岁 2 个月'],
    ['2023-09-23', '3 岁 1 个月'],
    ['2020-11-23', '5 岁 11 个月'],
    ['2020-11-22', '6 岁'],
    ['1959-04-02', '67 岁'],
    ['2026-06-30', '4 个月'],
    ['2025-11-22', '1 岁'],
  ])('born on %s is %s', (bornOn, words) => expect(formatAge(bornOn, '2026-11-22', 'zh-CN')).toBe(words));
  it('counts with separators', () => expect(formatCount(560_000)).toBe('560,000'));
  it('completes a month on the last day of a shorter one', () =>
    expect(ageOn('2026-01-31', '2026-02-28')).toEqual({ years: 0, months: 1 }));
  it('never grows younger as days pass', () => {
    const day = fc.integer({ min: 0, max: 40_000 });
    fc.assert(
      fc.property(day, day, day, (a, b, c) => {
        const [born, first, second] = [a, b, c]
          .sort((x, y) => x - y)
          .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10)) as [string, string, string];
        const months = (on: string) => ageOn(born, on).years * 12 + ageOn(born, on).months;
        return months(first) <= months(second) && months(first) >= 0;
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });
});

it.each([
  ['mm[Hg]', 'mmHg', 'mmHg'],
  ['Cel', '℃', '°C'],
  ['/min', '次/分', '/min'],
  ['kg/m2', 'kg/m2', 'kg/m2'],
  ['{score}', '', ''],
])('the unit %s is written %j', (ucum, chinese, english) => {
  expect(formatUnit(ucum, 'zh-CN')).toBe(chinese);
  expect(formatUnit(ucum, 'en')).toBe(english);
});
