// What billing announces: ids, kinds and times.
import type { AnnouncedEvent } from '#platform/kernel/events/events.ts';

export const announces: readonly AnnouncedEvent[] = [
  {
    name: 'billing.charge-settled',
    example: {
      chargeId: '01980000-0000-7000-8000-000000000001',
      settlementId: '01980000-0000-7000-8000-000000000002',
      personId: '01980000-0000-7000-8000-000000000003',
      method: 'insurance',
      at: '2026-11-22T08:00:00.000Z',
    },
  },
];
