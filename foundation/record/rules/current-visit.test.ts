// Only visits of the last day count as current, each under its kind.
import { expect, it } from 'vitest';
import { currentVisit } from './current-visit.ts';

const now = new Date('2026-11-22T02:00:00Z');
it.each([
  [{ class: { code: 'AMB' }, period: { start: '2026-11-22T09:30:00+08:00' } }, 'clinic'],
  [{ class: { code: 'HH' }, period: { start: '2026-11-22T01:00:00Z' } }, 'home'],
  [{ class: { code: 'VR' }, period: { start: '2026-11-21T03:00:00Z' } }, 'remote'],
  [{ class: { code: 'FLD' }, period: { start: '2026-11-22T02:30:00Z' } }, 'roving'],
  [{ period: { start: '2026-11-22' } }, 'clinic'],
  [{ class: { code: 'AMB' }, period: { start: '2026-11-20T09:30:00+08:00' } }, undefined],
  [{ class: { code: 'AMB' }, period: { start: '2026-12-01T09:30:00+08:00' } }, undefined],
  [{ class: { code: 'AMB' } }, undefined],
])('%j: %s', (encounter, kind) => expect(currentVisit(encounter, now)).toBe(kind));
