// Partial dates, zones and the meaning of the search prefixes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateInterval, datePrefixes, intervalMatches, intervalOf } from './dates.ts';

const utc = (text: string) => Date.parse(text);

describe('date intervals', () => {
  it.each([
    ['2024', '2023-12-31T16:00:00Z', '2024-12-31T16:00:00Z'],
    ['2024-02', '2024-01-31T16:00:00Z', '2024-02-29T16:00:00Z'],
    ['2024-02-29', '2024-02-28T16:00:00Z', '2024-02-29T16:00:00Z'],
    ['2024-02-29T08:30+08:00', '2024-02-29T00:30:00Z', '2024-02-29T00:31:00Z'],
    ['2024-02-29T08:30:05Z', '2024-02-29T08:30:05Z', '2024-02-29T08:30:06Z'],
    ['2024-02-29T08:30:05.250-05:30', '2024-02-29T14:00:05.250Z', '2024-02-29T14:00:05.251Z'],
    ['0050', '0049-12-31T16:00:00Z', '0050-12-31T16:00:00Z'],
  ])('%s', (text, from, to) => {
    expect(dateInterval(text)).toEqual({ from: utc(from), to: utc(to) });
  });

  it.each(['2024-13', '2023-02-29', '24', '2024-1-1', '2024-01-01T24:00Z', 'today', ''])('refuses %s', (text) => {
    expect(dateInterval(text)).toBeUndefined();
  });

  it('leaves open ends of periods infinite', () => {
    expect(intervalOf({ start: '2024' }, 'Period')).toEqual({ from: utc('2023-12-31T16:00:00Z'), to: Infinity });
    expect(intervalOf({ end: '2024' }, 'Period')?.from).toBe(-Infinity);
    expect(intervalOf({}, 'Period')).toBeUndefined();
    expect(intervalOf({ event: ['2024-01-02', '2024-01-01'] }, 'Timing')).toEqual({
      from: utc('2023-12-31T16:00:00Z'),
      to: utc('2024-01-02T16:00:00Z'),
    });
  });

  it('prefixes agree with each other for any two intervals', () => {
    const interval = fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 10 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(interval, interval, (target, search) => {
        const [eq, ne, gt, lt, ge, le, sa, eb, ap] = datePrefixes.map((prefix) =>
          intervalMatches(prefix, target, search),
        );
        expect(ne).toBe(!eq);
        expect(ge).toBe(gt || eq);
        expect(le).toBe(lt || eq);
        expect(sa! && eb!).toBe(false);
        expect(ap).toBe(!sa && !eb);
        if (sa) expect(gt).toBe(true);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });
});
