// Moves an order on: whoever holds its row first wins, a repeated key gets its first answer, everybody else hears who was faster.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { displayNames, accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { orderPermissions } from '../../contract.ts';
import { checkValues, tidyValues, type Values } from '../../rules/fields.ts';
import type { OrderKind, Transition } from '../../rules/order-kind.ts';
import { stepFault, uniqueKey } from '../../rules/step.ts';
import { isFinal } from '../../rules/walk-states.ts';
import type { Parts, RegisteredKind } from '../parts.ts';
import type { Moving, Order } from '../ports.ts';
import * as problems from '../problems.ts';
import { historyOf, lockOrder, writeStep } from '../store/order.ts';
import type { StoredOrder } from '../store/order-row.ts';
import { endRelationIfUnused } from './end-relation.ts';
import { followStep, planClocks } from './follow-step.ts';
import { performingRoles } from './send-notices.ts';
import { toldOf } from './told.ts';
import { unitNames } from './unit-names.ts';
import { actingAs, whoIs } from './who-is.ts';

export async function moveOrder(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  moving: Moving,
  now: Date,
): Promise<Result<Order>> {
  const locked = await lockOrder(q, moving.personId, moving.orderId, moving.key);
  const registered = locked && parts.kinds.get(locked.order.kind);
  if (!locked || !registered) return fail(problems.orderUnknown);
  const { order } = locked;
  const { kind, hooks } = registered;
  if (locked.done !== undefined) return firstAnswer(q, order, moving);
  const transition = Object.hasOwn(kind.transitions, moving.transition)
    ? kind.transitions[moving.transition]
    : undefined;
  if (!transition) return fail(problems.transitionUnknown);
  const who = await whoIs(parts, actor, kind, order, transition.permission);
  const fault = stepFault(kind, order.state, moving.transition, who);
  if (fault === 'not-yours') return fail(problems.notYoursToMove);
  if (fault) return fail(await tooLate(parts, q, actor, registered, order));
  const given = tidyValues(moving.given ?? {});
  const issues = checkValues(transition.form ?? {}, given);
  if (issues.length > 0) return fail(problems.fieldsWrong(issues));

  const after = await afterStep(parts, q, actor, registered, order, transition, given, moving, now);
  if (!after.ok) return after;
  const next = after.value;
  const clocks = await planClocks(q, kind, order, order.state, next.state, now);
  delete next.dueAt;
  delete next.dueClock;
  Object.assign(next, clocks.due);
  const move = { transition: moving.transition, order: next, from: order.state, given };
  const allowed = await hooks.before?.(q, actor, move, now);
  if (allowed && !allowed.ok) return allowed;
  const as = actingAs(transition.by, who);
  await writeStep(q, next, next.endedAt ? undefined : uniqueKey(kind, next.payload), {
    personId: order.personId,
    orderId: order.orderId,
    version: next.version,
    transition: moving.transition,
    from: order.state,
    to: next.state,
    at: now,
    accountId: actor.accountId,
    byName: as === 'system' ? '' : actor.displayName,
    byWho: as,
    ...(as !== 'system' && as !== 'person' && { placeId: as === 'requester' ? order.requesterId : order.performerId }),
    requestKey: moving.key,
    given,
  });
  await followStep(
    parts,
    q,
    actor,
    kind,
    {
      order: next,
      transition: moving.transition,
      from: order.state,
      clocks,
      notices: transition.notices ?? [],
      relates: needsRelation(kind, transition, order, now),
      byName: actor.displayName,
      action: 'update',
      permission: orderPermissions.move,
    },
    now,
  );
  await endRelationIfUnused(parts, q, kind, order, next, now);
  const done = await hooks.after?.(q, actor, move, now);
  return done && !done.ok ? done : succeed(next);
}

const dayMilliseconds = 86_400_000;

/** Another organisation needs the record anew; who takes it late, for longer than the asking allowed. */
function needsRelation(kind: OrderKind, transition: Transition, order: StoredOrder, now: Date): boolean {
  if (transition.passesTo !== undefined) return true;
  const takes = transition.assigns === 'doer' || transition.assigns === 'chosen';
  return takes && now.getTime() - order.placedAt.getTime() > (kind.careRelationDays * dayMilliseconds) / 2;
}

/** The order as that step left it. */
async function firstAnswer(q: Transaction, order: StoredOrder, moving: Moving): Promise<Result<Order>> {
  const history = await historyOf(q, order.personId, order.orderId);
  const entry = history.find(({ requestKey }) => requestKey === moving.key)!;
  if (entry.transition !== moving.transition) return fail(problems.keyTaken);
  return succeed({ ...order, state: entry.to, version: entry.version, movedAt: entry.at });
}

async function tooLate(parts: Parts, q: Transaction, actor: Actor, { kind }: RegisteredKind, order: StoredOrder) {
  const last = (await historyOf(q, order.personId, order.orderId)).at(-1)!;
  const state = kind.states[order.state]!.label[actor.locale === 'en' ? 'en' : 'zh'];
  return problems.movedAlready(toldOf(parts, kind, last, actor.locale), state);
}

async function afterStep(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  { kind }: RegisteredKind,
  order: StoredOrder,
  transition: Transition,
  given: Values,
  moving: Moving,
  now: Date,
): Promise<Result<StoredOrder>> {
  const next: StoredOrder = { ...order, state: transition.to, version: order.version + 1, movedAt: now };
  if (transition.result) next.result = given;
  if (transition.corrects) {
    next.payload = tidyValues({
      ...order.payload,
      ...Object.fromEntries(Object.keys(transition.form ?? {}).map((name) => [name, given[name]])),
    });
    const issues = checkValues(kind.payload, next.payload);
    if (issues.length > 0) return fail(problems.fieldsWrong(issues));
  }
  if (transition.passesTo !== undefined) {
    next.performerId = String(given[transition.passesTo]);
    if (!(await unitNames(parts, q)).has(next.performerId)) return fail(problems.noPerformer);
    delete next.assigneeId;
    delete next.assigneeName;
  }
  if (transition.assigns === 'doer')
    Object.assign(next, { assigneeId: actor.accountId, assigneeName: actor.displayName });
  if (transition.assigns === 'nobody') {
    delete next.assigneeId;
    delete next.assigneeName;
  }
  if (transition.assigns === 'chosen') {
    const colleagues = await accountsAbove(q, performingRoles(kind), next.performerId, now);
    if (!moving.assigneeId || !colleagues.includes(moving.assigneeId)) return fail(problems.colleagueUnknown);
    const names = await displayNames(q, [moving.assigneeId]);
    Object.assign(next, { assigneeId: moving.assigneeId, assigneeName: names.get(moving.assigneeId) ?? '' });
  }
  if (isFinal(kind, next.state)) next.endedAt = now;
  return succeed(next);
}
