// What the registry announces: ids, kinds and times.
import type { AnnouncedEvent } from '#platform/kernel/events/events.ts';

const personId = '01980000-0000-7000-8000-000000000001';
const villageId = '01980000-0000-7000-8000-000000000002';
const teamId = '01980000-0000-7000-8000-000000000003';
const at = '2026-11-22T08:00:00.000Z';

export const openedRecordReviewed = 'registry.opened-record-reviewed';

export const announces: readonly AnnouncedEvent[] = [
  { name: 'registry.person-registered', example: { personId, villageId, source: 'desk', at } },
  /** `changed` names the fields; `status` is the person's after the change. */
  { name: 'registry.person-changed', example: { personId, changed: ['villageId'], status: 'active', at } },
  /** Somebody said whether it was right to open this record in an emergency. */
  { name: openedRecordReviewed, example: { personId, openingId: teamId, verdict: 'justified', at } },
  { name: 'registry.team-changed', example: { teamId, kind: 'substitution', at } },
  { name: 'registry.service-point-changed', example: { servicePointId: personId, villageId, at } },
];
