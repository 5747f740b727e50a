// What every written step brings with it, in its transaction: clocks, relation, messages, event, audit row, live hint.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { AuditAction } from '#platform/kernel/audit/audit.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { myOrdersTopic, ordersTopic } from '../../contract.ts';
import type { Notice, OrderKind } from '../../rules/order-kind.ts';
import { clockChange, dueAtStep } from '../../rules/step.ts';
import type { Parts } from '../parts.ts';
import { endClocks, runningClocks, setClock, type ClockRow } from '../store/clock.ts';
import type { StoredOrder } from '../store/order-row.ts';
import { sendNotices } from './send-notices.ts';

const dayMilliseconds = 86_400_000;
/** Party kind of a relation that an order made. */
export const orderRelation = 'order';

export interface ClockPlan {
  ended: string[];
  begun: ClockRow[];
  due: Pick<StoredOrder, 'dueClock' | 'dueAt'>;
}

/** When an order is late by a clock: at its first step; what follows are reminders. */
const firstDue = (kind: OrderKind, clock: string, { payload }: StoredOrder, startedAt: Date): Date =>
  dueAtStep(kind.clocks![clock]!, 0, payload, startedAt) ?? startedAt;

/** Which clocks end and begin, and what is due next then; asks the store only where other clocks may run on. */
export async function planClocks(
  q: Transaction,
  kind: OrderKind,
  order: StoredOrder,
  from: string | undefined,
  to: string,
  now: Date,
): Promise<ClockPlan> {
  const change = clockChange(kind, from, to);
  const begun = change.begun.map(({ name }): ClockRow => {
    const dueAt = firstDue(kind, name, order, now);
    return { orderId: order.orderId, personId: order.personId, clock: name, startedAt: now, step: 0, dueAt };
  });
  const ended = order.dueAt ? change.ended : [];
  if (ended.length === 0 && begun.length === 0)
    return { ended, begun, due: { ...(order.dueAt && { dueClock: order.dueClock, dueAt: order.dueAt }) } };
  const touched = [...ended, ...begun.map(({ clock }) => clock)];
  const others = Object.keys(kind.clocks ?? {}).length > touched.length && order.dueAt;
  const running = others ? await runningClocks(q, order.orderId, touched) : [];
  const first = [...begun, ...running]
    .map(({ clock, startedAt }) => ({ clock, dueAt: firstDue(kind, clock, order, startedAt) }))
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];
  return { ended, begun, due: first ? { dueClock: first.clock, dueAt: first.dueAt } : {} };
}

export interface StepToFollow {
  order: StoredOrder;
  transition?: string;
  from?: string;
  clocks: ClockPlan;
  notices: readonly Notice[];
  /** The performing organisation needs the record (again). */
  relates: boolean;
  byName: string;
  action: AuditAction;
  permission: string;
}

export async function followStep(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  kind: OrderKind,
  step: StepToFollow,
  now: Date,
): Promise<void> {
  const { kernel } = parts;
  const { order, transition, from, clocks } = step;
  await endClocks(q, order.orderId, clocks.ended);
  for (const clock of clocks.begun) await setClock(q, clock);
  if (step.relates)
    await kernel.access.relate(q, [
      {
        personId: order.personId,
        party: order.performerId,
        kind: orderRelation,
        from: now,
        to: new Date(now.getTime() + kind.careRelationDays * dayMilliseconds),
        source: `orders.${kind.kind}`,
      },
    ]);
  await sendNotices(parts, q, kind, order, step.notices, step.byName, now);
  await kernel.events.announce(q, transition === undefined ? 'orders.order-placed' : 'orders.order-moved', {
    orderId: order.orderId,
    personId: order.personId,
    kind: order.kind,
    ...(transition !== undefined && { transition, from }),
    state: order.state,
    version: order.version,
    at: now.toISOString(),
  });
  await kernel.audit.record(q, actor, {
    action: step.action,
    permission: step.permission,
    outcome: 'success',
    persons: [order.personId],
    object: `Task/${order.orderId}`,
    version: order.version,
    detail: { kind: order.kind, state: order.state, ...(transition !== undefined && { transition }) },
  });
  await kernel.live.publish(q, ordersTopic, { kind: order.kind, orderId: order.orderId });
  await kernel.live.publish(q, `${myOrdersTopic}/${order.personId}`, { orderId: order.orderId });
}
