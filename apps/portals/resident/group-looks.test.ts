// Neighbouring looks are joined, different ones never.
import { expect, it } from 'vitest';
import type { AccessLogRow } from '#platform/access-contract.ts';
import { groupLooks } from './group-looks.ts';

const look = (eventId: string, at: string, part: Partial<AccessLogRow> = {}): AccessLogRow => ({
  eventId,
  at,
  who: '陈志远',
  roles: ['gp'],
  place: '卫生院',
  action: 'read',
  purpose: 'treatment',
  opened: false,
  isSelf: false,
  ...part,
});

it('joins what one person did on one day', () => {
  const groups = groupLooks([
    look('1', '2026-11-22T09:00:00+08:00'),
    look('2', '2026-11-22T08:00:00+08:00'),
    look('3', '2026-11-22T07:00:00+08:00', { purpose: 'emergency' }),
    look('4', '2026-11-22T06:00:00+08:00'),
    look('5', '2026-11-21T23:00:00+08:00'),
    look('6', '2026-11-21T22:00:00+08:00', { isSelf: true, who: 'a' }),
    look('7', '2026-11-21T21:00:00+08:00', { isSelf: true, who: 'b' }),
  ]);
  expect(groups.map(({ row, count }) => [row.eventId, count])).toEqual([
    ['1', 2],
    ['3', 1],
    ['4', 1],
    ['5', 1],
    ['6', 2],
  ]);
});
