// Changes are told by the visits' own ids: what moved, what only shifted, what came and went.
import { expect, it } from 'vitest';
import { changesBetween, isMove } from './compare-plans.ts';
import type { PlannedVisit } from './planned-month.ts';

const visit = (visitId: string, more: Partial<PlannedVisit> = {}): PlannedVisit => ({
  visitId,
  villageId: 'a',
  servicePointId: 'p',
  service: 'follow-up',
  on: '2026-12-01',
  vehicleId: 'v',
  sequence: 1,
  arriveMinute: 540,
  startMinute: 540,
  leaveMinute: 580,
  travelMetres: 0,
  travelMinutes: 0,
  teamId: 't',
  staffId: 's',
  pinned: false,
  reason: 'planned',
  ...more,
});

it('names the kind of each change and nothing where nothing changed', () => {
  const before = ['same', 'day', 'vehicle', 'time', 'little', 'doctor', 'gone'].map((id) => visit(id));
  const after = [
    visit('same'),
    visit('day', { on: '2026-12-02' }),
    visit('vehicle', { vehicleId: 'w' }),
    visit('time', { startMinute: 570 }),
    visit('little', { startMinute: 569 }),
    visit('doctor', { staffId: 'other' }),
    visit('new'),
  ];
  const changes = changesBetween(before, after);
  expect(Object.fromEntries(changes.map((change) => [change.visitId, change.kind]))).toEqual({
    day: 'day',
    vehicle: 'vehicle',
    time: 'time',
    doctor: 'doctor',
    gone: 'dropped',
    new: 'added',
  });
  expect(
    changes
      .filter(isMove)
      .map((change) => change.visitId)
      .toSorted(),
  ).toEqual(['day', 'gone', 'vehicle']);
  expect(changesBetween(before, before)).toEqual([]);
});
