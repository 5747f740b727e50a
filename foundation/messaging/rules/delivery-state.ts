// States of a delivery, and which receipt may follow which: receipts come late, twice and in any order.

export const deliveryStates = [
  'waiting',
  'sent',
  'delivered',
  'read',
  'failed',
  'no-channel',
  'no-address',
  'stopped',
  'withdrawn',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

const rank: Partial<Record<DeliveryState, number>> = { waiting: 0, sent: 1, failed: 2, delivered: 3, read: 4 };
/** Whether a receipt says more than what is known: what was read is never undone, a failure may turn out to have arrived. */
export const follows = (known: DeliveryState, told: DeliveryState): boolean =>
  rank[known] !== undefined && rank[told] !== undefined && rank[told] > rank[known];
