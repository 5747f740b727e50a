// What the record announces: ids, kinds and times.
import type { AnnouncedEvent } from '#platform/kernel/events/events.ts';

const personId = '01980000-0000-7000-8000-000000000001';
const visitId = '01980000-0000-7000-8000-000000000002';
const measurementId = '01980000-0000-7000-8000-000000000003';
const at = '2026-11-22T08:00:00.000Z';

export const announces: readonly AnnouncedEvent[] = [
  /** `action` is create, update or delete; without `personId` the resources belong to nobody. */
  {
    name: 'record.resource-changed',
    example: { personId, changes: [{ type: 'Condition', id: visitId, version: 1, action: 'create' }], at },
  },
  { name: 'record.visit-recorded', example: { personId, visitId, kind: 'clinic', at } },
  /** `notable` is true where a value lies outside of its reference range. */
  {
    name: 'record.measurement-recorded',
    example: { personId, measurementId, kinds: ['systolic', 'diastolic'], source: 'home', notable: true, at },
  },
];
