// What the family doctors announce: ids, kinds and times.
import type { AnnouncedEvent } from '#platform/kernel/events/events.ts';

const personId = '01980000-0000-7000-8000-000000000001';
const contractId = '01980000-0000-7000-8000-000000000002';
const teamId = '01980000-0000-7000-8000-000000000003';
const doctorId = '01980000-0000-7000-8000-000000000004';
const at = '2026-11-22T08:00:00.000Z';

export const announces: readonly AnnouncedEvent[] = [
  /** One for each member of the household. */
  {
    name: 'family-doctor.contract-signed',
    example: { personId, contractId, teamId, doctorId, fromOn: '2026-11-22', toOn: '2027-11-21', at },
  },
  { name: 'family-doctor.contract-ended', example: { personId, contractId, toOn: '2026-11-22', at } },
  { name: 'family-doctor.doctor-changed', example: { personId, contractId, teamId, doctorId, at } },
  { name: 'family-doctor.service-performed', example: { personId, contractId, service: 'home-visit', at } },
];
