// Turns stored orders into rows of lists: names from the registry, shortened where the reader's role sees people masked.
import type { Actor } from '#platform/kernel/access/actor.ts';
import { systemAccountId } from '#platform/kernel/access/system-actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { maskName } from '#foundation/registry/rules/mask.ts';
import { orderPermissions, type OrderRow } from '../../contract.ts';
import { takeOf } from '../../rules/take.ts';
import { valueWords } from '../../rules/value-words.ts';
import type { Parts } from '../parts.ts';
import type { StoredOrder } from '../store/order-row.ts';
import { languageOf } from './told.ts';
import { unitNames } from './unit-names.ts';

/** Adds whom it shows to the request's span. The caller has checked access. */
export async function presentOrders(
  parts: Parts,
  q: Sql,
  actor: Actor,
  orders: readonly StoredOrder[],
): Promise<OrderRow[]> {
  const { kernel, registry, kinds } = parts;
  const names = await unitNames(parts, q);
  const persons = new Map(
    (await registry.persons(q, [...new Set(orders.map(({ personId }) => personId))])).map((one) => [one.personId, one]),
  );
  const masked = kernel.access.view(actor, orderPermissions.read) !== 'full';
  const language = languageOf(actor.locale);
  const takes = await takesOf(parts, actor, orders);
  return orders.map((order) => {
    const person = persons.get(order.personId);
    const kind = kinds.get(order.kind)!.kind;
    const name = person?.name ?? '';
    actor.span.persons.add(order.personId);
    const headline =
      kind.headline &&
      valueWords(kind.payload, order.payload, language, Object.fromEntries(names)).find(
        (one) => one.name === kind.headline,
      );
    const label = order.dueClock === undefined ? undefined : kind.clocks?.[order.dueClock]?.label;
    return {
      orderId: order.orderId,
      personId: order.personId,
      kind: order.kind,
      state: order.state,
      version: order.version,
      urgency: order.urgency,
      personName: masked ? maskName(name) : name,
      ...(person && { sex: person.sex }),
      ...(person?.birthOn && { birthOn: person.birthOn }),
      ...(headline && !masked && { headline: headline.text }),
      ...(takes.has(order.orderId) && { take: takes.get(order.orderId)! }),
      ...(!masked && order.requestedBy !== systemAccountId && { askedBy: order.requesterName }),
      requesterName: names.get(order.requesterId) ?? '',
      performerName: names.get(order.performerId) ?? '',
      ...(order.assigneeName && { assigneeName: order.assigneeName }),
      placedAt: order.placedAt.toISOString(),
      movedAt: order.movedAt.toISOString(),
      ...(order.dueAt &&
        order.dueClock &&
        label && {
          clock: { clock: order.dueClock, label, dueAt: order.dueAt.toISOString() },
        }),
      simulated: person?.simulated ?? false,
    };
  });
}

/** By which step the actor may take each of them; whether a rule of the kind refuses it turns out when they do. */
async function takesOf(
  { kernel, kinds }: Parts,
  actor: Actor,
  orders: readonly StoredOrder[],
): Promise<Map<string, string>> {
  const units = new Map<string, ReadonlySet<string>>();
  const takes = new Map<string, string>();
  if (!kernel.access.holds(actor, orderPermissions.move)) return takes;
  for (const order of orders) {
    const { kind } = kinds.get(order.kind)!;
    const take = takeOf(kind, order);
    const permission = take && kind.transitions[take]!.permission;
    if (!permission || !kernel.access.holds(actor, permission)) continue;
    if (!units.has(permission)) units.set(permission, new Set(await kernel.access.unitsOf(actor, permission)));
    if (units.get(permission)!.has(order.performerId)) takes.set(order.orderId, take);
  }
  return takes;
}
