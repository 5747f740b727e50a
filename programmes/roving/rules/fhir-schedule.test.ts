// The Schedule's Slots are the visits, in UTC, busy, and point to the Schedule.
import { expect, it } from 'vitest';
import { scheduleBundle } from './fhir-schedule.ts';
import type { PlannedVisit, PlanningVehicle } from './planned-month.ts';

const vehicle = {
  vehicleId: 'v',
  kind: 'follow-up',
  name: '随访车1号',
  organisationId: 'o',
  organisationName: '卫生院',
} as PlanningVehicle;
const visit = {
  visitId: 'a',
  servicePointId: 'p',
  service: 'follow-up',
  on: '2026-12-01',
  startMinute: 540,
  leaveMinute: 580,
  staffId: 's',
} as PlannedVisit;

it('gives a slot for each visit', () => {
  const bundle = scheduleBundle(vehicle, [visit], new Map([['p', '光明村巡诊点']]), true) as {
    entry: { resource: Record<string, unknown> }[];
  };
  const [schedule, slot] = bundle.entry.map((entry) => entry.resource);
  expect(schedule).toMatchObject({
    resourceType: 'Schedule',
    planningHorizon: { start: '2026-12-01', end: '2026-12-01' },
    actor: [
      { reference: 'Practitioner/s' },
      { reference: 'Location/p', display: '光明村巡诊点' },
      { reference: 'Organization/o' },
    ],
  });
  expect(slot).toMatchObject({
    resourceType: 'Slot',
    status: 'busy',
    start: '2026-12-01T01:00:00.000Z',
    end: '2026-12-01T01:40:00.000Z',
    schedule: { reference: 'Schedule/v' },
  });
});
