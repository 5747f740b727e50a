// What the one who acts is to an order: of the asking or the performing organisation, the person, the assignee, or no human.
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { OrderKind, Who } from '../../rules/order-kind.ts';
import type { Parts } from '../parts.ts';
import type { Order } from '../ports.ts';

type Concerned = Pick<Order, 'requestedBy' | 'requesterId' | 'performerId' | 'assigneeId'>;

/**
 * Under one permission (a transition's, or the placing's where it has none). A resident counts as the person: the
 * route has checked that the order is theirs or of somebody for whom they act.
 */
export async function whoIs(
  { kernel }: Pick<Parts, 'kernel'>,
  actor: Actor,
  kind: OrderKind,
  order: Concerned,
  permission: string | undefined,
): Promise<Set<Who>> {
  const who = new Set<Who>();
  if (actor.purpose === 'system') return who.add('system');
  if (hasRole(actor, 'resident')) who.add('person');
  const { permission: placing } = kind.place;
  if (placing && kernel.access.holds(actor, placing)) {
    const asks =
      actor.accountId === order.requestedBy ||
      (await kernel.access.unitsOf(actor, placing)).includes(order.requesterId);
    if (asks) who.add('requester');
  }
  if (permission && kernel.access.holds(actor, permission)) {
    if ((await kernel.access.unitsOf(actor, permission)).includes(order.performerId)) who.add('performer');
    if (order.assigneeId === actor.accountId) who.add('assignee');
  }
  return who;
}

/** As which of those a step is done, for the history: the nearest to the work. */
export const actingAs = (by: readonly Who[], who: ReadonlySet<Who>): Who =>
  (['assignee', 'performer', 'person', 'requester', 'system'] as const).find(
    (one) => by.includes(one) && who.has(one),
  ) ?? 'system';
