// What orders announces.
import type { AnnouncedEvent } from '#platform/kernel/events/events.ts';

const example = {
  orderId: '01990000-0000-7000-8000-000000000001',
  personId: '01990000-0000-7000-8000-000000000002',
  kind: 'referral',
  state: 'requested',
  version: 1,
  at: '2026-11-22T08:00:00.000Z',
};
export const announces: AnnouncedEvent[] = [
  { name: 'orders.order-placed', example },
  {
    name: 'orders.order-moved',
    example: { ...example, transition: 'accept', from: 'requested', state: 'accepted', version: 2 },
  },
];
