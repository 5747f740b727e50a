// Ends the performing organisation's relation to a person when an order was refused, called off or passed on, and no other open order of theirs needs it.
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { OrderKind } from '../../rules/order-kind.ts';
import type { Parts } from '../parts.ts';
import type { Order } from '../ports.ts';
import { hasOpenOrderAt } from '../store/lists.ts';
import { orderRelation } from './follow-step.ts';

export async function endRelationIfUnused(
  { kernel }: Parts,
  q: Transaction,
  kind: OrderKind,
  before: Order,
  after: Order,
  now: Date,
): Promise<void> {
  const task = kind.states[after.state]!.task;
  const unneeded = after.endedAt !== undefined && (task === 'rejected' || task === 'cancelled');
  if (!unneeded && after.performerId === before.performerId) return;
  if (await hasOpenOrderAt(q, before.personId, before.performerId)) return;
  await kernel.access.endRelation(
    q,
    { personId: before.personId, party: before.performerId, kind: orderRelation },
    now,
  );
}
