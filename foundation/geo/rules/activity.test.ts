// Tests the sums of the day, the days that are kept and the way from a unit to its divisions.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '#platform/contract.ts';
import { firstKeptDay, sameTimeYesterday, sumsBy, totalOf, type ActivityCount } from './activity.ts';
import { divisionsOf, type TreeNode } from './divisions.ts';

describe('days', () => {
  it.each([
    ['2026-11-22T00:30:00+08:00', '2026-10-14'],
    ['2026-11-22T23:30:00+08:00', '2026-10-14'],
    ['2026-01-01T07:59:00+08:00', '2025-11-23'],
  ])('at %s the oldest of 40 kept days is %s', (now, day) => expect(firstKeptDay(new Date(now))).toBe(day));
  it('compares with the same time of the day before', () => {
    const before = sameTimeYesterday(new Date('2026-11-22T00:05:00+08:00'));
    expect(before.toISOString()).toBe('2026-11-20T16:05:00.000Z');
    expect(dayOf(before)).toBe('2026-11-21');
  });
});

describe('sums', () => {
  const counts: ActivityCount[] = [
    { kind: 'visit', townshipId: 't1', villageId: 'v1', count: 2 },
    { kind: 'visit', townshipId: 't1', villageId: 'v2', count: 1 },
    { kind: 'measurement', townshipId: 't1', villageId: null, count: 5 },
    { kind: 'measurement', townshipId: null, villageId: null, count: 7 },
  ];
  it('adds up by township, by village and in total', () => {
    expect(totalOf(counts)).toEqual({ visits: 3, measurements: 12 });
    expect(sumsBy('townshipId', counts)).toEqual([{ unitId: 't1', visits: 3, measurements: 5 }]);
    expect(sumsBy('villageId', counts)).toEqual([
      { unitId: 'v1', visits: 2, measurements: 0 },
      { unitId: 'v2', visits: 1, measurements: 0 },
    ]);
    expect(totalOf([])).toEqual({ visits: 0, measurements: 0 });
  });
  it('loses nothing and invents nothing', () => {
    const unit = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null });
    const count = fc.record({
      kind: fc.constantFrom('visit' as const, 'measurement' as const),
      townshipId: unit,
      villageId: unit,
      count: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(count), fc.constantFrom('townshipId' as const, 'villageId' as const), (some, level) => {
        const entries = sumsBy(level, some);
        const elsewhere = totalOf(some.filter((one) => one[level] === null));
        const sum = (of: 'visits' | 'measurements') => entries.reduce((all, entry) => all + entry[of], elsewhere[of]);
        expect({ visits: sum('visits'), measurements: sum('measurements') }).toEqual(totalOf(some));
        expect(new Set(entries.map((entry) => entry.unitId)).size).toBe(entries.length);
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });
});

describe('divisions', () => {
  const nodes: TreeNode[] = [
    { unitId: 'p', kind: 'province' },
    { unitId: 'c', parentId: 'p', kind: 'county' },
    { unitId: 't', parentId: 'c', kind: 'township' },
    { unitId: 'v', parentId: 't', kind: 'village' },
    { unitId: 'centre', parentId: 't', kind: 'health-centre' },
    { unitId: 'hospital', parentId: 'c', kind: 'hospital' },
    { unitId: 'round', parentId: 'turn', kind: 'team' },
    { unitId: 'turn', parentId: 'round', kind: 'team' },
  ];
  const tree = new Map(nodes.map((node) => [node.unitId, node]));
  it.each([
    ['v', { villageId: 'v', townshipId: 't', countyId: 'c' }],
    ['centre', { townshipId: 't', countyId: 'c' }],
    ['hospital', { countyId: 'c' }],
    ['p', {}],
    ['unknown', {}],
    [undefined, {}],
    ['round', {}],
  ])('%s lies in %o', (unitId, expected) => expect(divisionsOf(unitId, tree)).toEqual(expected));
});
