// Grouping loses nothing, keeps visits together and runs from new to old.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupTimeline, type TimelineItem } from './group-timeline.ts';

const item = (resource: string, kind: TimelineItem['kind'], at?: string, visitId?: string): TimelineItem => ({
  resource,
  kind,
  title: resource,
  source: 'clinic',
  simulated: false,
  ...(at && { at }),
  ...(visitId && { visitId }),
});
const yearOf = (at: string) => at.slice(0, 4);

it('puts what belongs to a visit under it, at the time of the visit', () => {
  const years = groupTimeline(
    [
      item('o2', 'measurement', '2026-03-01T10:30:00+08:00', 'v1'),
      item('v1', 'visit', '2026-03-01T10:00:00+08:00', 'v1'),
      item('h', 'measurement', '2026-02-28T23:30:00-05:00'),
      item('x', 'other'),
      item('old', 'condition', '2019-01-01T00:00:00+08:00'),
    ],
    yearOf,
  );
  expect(years.map(({ year, groups }) => [year, groups.map((group) => group.key)])).toEqual([
    ['2026', ['h', 'v1']],
    ['2019', ['old']],
    ['', ['x']],
  ]);
  expect(years[0]?.groups[1]).toMatchObject({ visit: { resource: 'v1' }, entries: [{ resource: 'o2' }] });
});

it('keeps every entry exactly once and goes from new to old', () => {
  const entry = fc.record({
    day: fc.integer({ min: 0, max: 3000 }),
    visit: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
    kind: fc.constantFrom('visit' as const, 'measurement' as const, 'condition' as const),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
      const items = entries.map(({ day, visit, kind }, index) =>
        item(
          `r${index}`,
          kind,
          new Date(day * 86_400_000).toISOString(),
          visit === undefined ? undefined : `v${visit}`,
        ),
      );
      const groups = groupTimeline(items, yearOf).flatMap((year) => year.groups);
      const seen = groups.flatMap((group) => [...(group.visit ? [group.visit] : []), ...group.entries]);
      expect(seen.map((one) => one.resource).toSorted()).toEqual(items.map((one) => one.resource).toSorted());
      const times = groups.map((group) => Date.parse(group.at ?? ''));
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    }),
    { seed: 20261122, numRuns: 200 },
  );
});
