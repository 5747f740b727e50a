// What the sync announces.
import type { AnnouncedEvent } from '#platform/kernel/events/events.ts';

const at = '2026-11-22T08:30:00.000Z';
const documentId = '01980000-0000-7000-8000-0000000000d1';
const personId = '01980000-0000-7000-8000-0000000000a1';
export const announces: AnnouncedEvent[] = [
  { name: 'sync.conflict-opened', example: { documentId, personId, kind: 'roving.visit-form', fields: 1, at } },
  { name: 'sync.conflict-settled', example: { documentId, personId, kind: 'roving.visit-form', fields: 1, at } },
  { name: 'sync.device-revoked', example: { deviceId: '01980000-0000-7000-8000-0000000000e1', at } },
];
