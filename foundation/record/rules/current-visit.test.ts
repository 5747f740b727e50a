// Only visits of the last days count as current, each under its kind.
import { expect, it } from 'vitest';
import { currentVisit } from './current-visit.ts';

const now = new Date('2026-11-22T02:00:00Z');
it.each([
  [{ class: { code: 'AMB' }, period: { start: '2026-11-22T09:30:00+08:00' } }, 'clinic'],
  [{ class: { code: 'HH' }, period: { start: '2026-11-22T01:00:00Z' } }, 'home'],
  [{ class: { code: 'VR' }, period: { start: '2026-11-21T03:00:00Z' } }, 'remote'],
  [{ class: { code: 'FLD' }, period: { start: '2026-11-22T02:30:00Z' } }, 'roving'],
  [{ period: { start: '2026-11-22' } }, 'clinic'],
  [{ class: { code: 'HH' }, period: { start: '2026-11-19T09:30:00+08:00' } }, 'home'],
  [{ class: { code: 'AMB' }, period: { start: '2026-11-18T09:30:00+08:00' } }, undefined],
  [{ class: { code: 'AMB' }, period: { start: '2026-12-01T09:30:00+08:00' } }, undefined],
  [{ class: { code: 'AMB' } }, undefined],
])('%j: %s', (encounter, kind) => expect(currentVisit(encounter, now)?.kind).toBe(kind));

it('is told with the time at which it began, never ahead of the clock', () => {
  const began = (start: string) => currentVisit({ period: { start } }, now)?.at.toISOString();
  expect(began('2026-11-21T03:00:00Z')).toBe('2026-11-21T03:00:00.000Z');
  expect(began('2026-11-22T02:30:00Z')).toBe(now.toISOString());
});
