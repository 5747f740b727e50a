// One order as its reader sees it: what was asked, where it stands, what happened, what was told, and what the reader may do now.
import { fail, succeed, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import { accountsAbove, displayNames } from '#platform/kernel/auth/accounts.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import { orderPermissions, type Action, type Colleague, type OrderRow, type OrderView } from '../../contract.ts';
import type { Fields, Values } from '../../rules/fields.ts';
import type { OrderKind } from '../../rules/order-kind.ts';
import { transitionsFrom } from '../../rules/step.ts';
import type { Parts } from '../parts.ts';
import { orderUnknown } from '../problems.ts';
import { ordersOfPersons } from '../store/lists.ts';
import { noticesOf, ratingsOf } from '../store/notice.ts';
import { findOrder, historyOf } from '../store/order.ts';
import type { StoredOrder } from '../store/order-row.ts';
import { presentOrders } from './present-order.ts';
import { messageCode, performingRoles } from './send-notices.ts';
import { toldOf } from './told.ts';
import { unitNames } from './unit-names.ts';
import { whoIs } from './who-is.ts';

export async function readOrder(
  parts: Parts,
  actor: Actor,
  personId: string,
  orderId: string,
): Promise<Result<OrderView>> {
  const { kernel } = parts;
  const q = kernel.db;
  const order = await findOrder(q, personId, orderId);
  const kind = order && parts.kinds.get(order.kind)?.kind;
  if (!order || !kind) return fail(orderUnknown);
  const [row] = await presentOrders(parts, q, actor, [order]);
  const [history, told, ratings, names] = [
    await historyOf(q, personId, orderId),
    await noticesOf(q, personId, orderId),
    await ratingsOf(q, personId, orderId),
    await unitNames(parts, q),
  ];
  const isPerson = hasRole(actor, 'resident');
  const masked = kernel.access.view(actor, orderPermissions.read) !== 'full';
  const resultForm = Object.values(kind.transitions).find(({ result }) => result)?.form ?? {};
  const formOf = (transition: string | undefined) => (transition ? (kind.transitions[transition]?.form ?? {}) : {});
  const seen = (fields: Fields, values: Values) => (isPerson ? forPerson(fields, values) : masked ? {} : values);
  const mayRateAs = await ratingSide(parts, actor, kind, order);
  const nameOf = (name: string, who: string) => (masked && who === 'person' ? maskName(name) : name);
  return succeed({
    ...row!,
    payload: seen(kind.payload, order.payload),
    ...(order.result && { result: seen(resultForm, order.result) }),
    requesterId: order.requesterId,
    performerId: order.performerId,
    organisationNames: mentioned(names, [order.payload, order.result ?? {}, ...history.map(({ given }) => given)]),
    actions: await actionsOf(parts, actor, kind, order),
    history: history.map((entry) => {
      const byName = nameOf(entry.byName, entry.byWho);
      return {
        version: entry.version,
        ...(entry.transition && { transition: entry.transition }),
        ...(entry.from && { from: entry.from }),
        to: entry.to,
        at: entry.at.toISOString(),
        told: toldOf(parts, kind, { ...entry, byName }, actor.locale),
        byName,
        ...(entry.placeId && { placeName: names.get(entry.placeId) ?? '' }),
        given: seen(formOf(entry.transition), entry.given),
      };
    }),
    messages: told
      .filter(({ to }) => !isPerson || to === 'person')
      .map(({ to, at, message, parameters }) => {
        const key = `messages.${messageCode(kind.kind, message)}`;
        return {
          to,
          at: at.toISOString(),
          title: kernel.messages.render(actor.locale, `${key}.title`, parameters),
          text: kernel.messages.render(actor.locale, `${key}.text`, parameters),
        };
      }),
    ratings: ratings.map(({ by, stars, comment, at }) => ({
      by,
      stars,
      ...(comment && { comment }),
      at: at.toISOString(),
    })),
    ...(mayRateAs && { mayRateAs }),
    ...(order.seriesId && { seriesId: order.seriesId }),
  });
}

const forPerson = (fields: Fields, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => fields[name] && !fields[name].staffOnly));

function mentioned(names: ReadonlyMap<string, string>, all: readonly Values[]): Record<string, string> {
  const ids = new Set(all.flatMap((values) => Object.values(values)).filter((value) => typeof value === 'string'));
  return Object.fromEntries([...ids].flatMap((id) => (names.has(id) ? [[id, names.get(id)!]] : [])));
}

async function actionsOf(parts: Parts, actor: Actor, kind: OrderKind, order: StoredOrder): Promise<Action[]> {
  if (!parts.kernel.access.holds(actor, orderPermissions.move)) return [];
  const actions: Action[] = [];
  for (const [name, transition] of transitionsFrom(kind, order.state)) {
    const who = await whoIs(parts, actor, kind, order, transition.permission);
    if (!transition.by.some((one) => who.has(one))) continue;
    // Taking over from oneself is no step.
    if (transition.assigns === 'doer' && transition.to === order.state && order.assigneeId === actor.accountId)
      continue;
    actions.push({
      transition: name,
      label: transition.label,
      form: transition.form ?? {},
      confirm: transition.confirm === true,
      chooses: transition.assigns === 'chosen',
    });
  }
  return actions;
}

export async function ratingSide(
  parts: Parts,
  actor: Actor,
  kind: OrderKind,
  order: StoredOrder,
): Promise<'requester' | 'person' | undefined> {
  if (!kind.rating?.in.includes(order.state) || !parts.kernel.access.holds(actor, orderPermissions.rate))
    return undefined;
  const who = await whoIs(parts, actor, kind, order, undefined);
  return kind.rating.by.find((side) => who.has(side));
}

export async function ordersOfPerson(
  parts: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<{ orders: OrderRow[] }>> {
  const { db, access } = parts.kernel;
  // Orders of a record that was joined with this one count, as far as the reader reaches it too.
  const rows = (await parts.registry.personIdsOf(db, [personId])).get(personId) ?? [];
  const others = rows.filter((id) => id !== personId);
  const reached = await access.reachable(db, actor, orderPermissions.read, others, now);
  for (const id of reached) actor.span.persons.add(id as never);
  const orders = await ordersOfPersons(db, [personId, ...reached], {});
  const known = orders.filter(({ kind }) => parts.kinds.has(kind));
  return succeed({ orders: await presentOrders(parts, parts.kernel.db, actor, known) });
}

/** Who may take the order where a colleague is chosen. */
export async function readColleagues(
  { kernel, kinds }: Parts,
  personId: string,
  orderId: string,
  now: Date,
): Promise<Result<{ colleagues: Colleague[] }>> {
  const order = await findOrder(kernel.db, personId, orderId);
  const kind = order && kinds.get(order.kind)?.kind;
  if (!order || !kind) return fail(orderUnknown);
  const ids = await accountsAbove(kernel.db, performingRoles(kind), order.performerId, now);
  const names = await displayNames(kernel.db, ids);
  return succeed({
    colleagues: ids
      .map((accountId) => ({ accountId, name: names.get(accountId) ?? '' }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN')),
  });
}
