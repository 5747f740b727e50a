// What the roving clinics announce: ids, kinds and times.
import type { AnnouncedEvent } from '#platform/kernel/events/events.ts';

const planId = '01980000-0000-7000-8000-000000000001';
const countyId = '01980000-0000-7000-8000-000000000002';
const villageId = '01980000-0000-7000-8000-000000000003';
const visitId = '01980000-0000-7000-8000-000000000004';
const servicePointId = '01980000-0000-7000-8000-000000000005';
const at = '2026-11-22T08:00:00.000Z';

export const announces: readonly AnnouncedEvent[] = [
  { name: 'roving.plan-computed', example: { planId, month: '2026-12', state: 'draft', at } },
  /** `replaces`: the plan of the month that was in force before. */
  { name: 'roving.plan-published', example: { planId, month: '2026-12', countyId, visits: 1485, at } },
  /** `kind`: day, vehicle, doctor, time, added, dropped. */
  {
    name: 'roving.visit-moved',
    example: { planId, visitId, villageId, kind: 'day', fromOn: '2026-12-08', toOn: '2026-12-09', at },
  },
  { name: 'roving.special-visit-planned', example: { visitId, servicePointId, on: '2026-12-10', at } },
];
