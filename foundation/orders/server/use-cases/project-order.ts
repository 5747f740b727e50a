// Writes an order as ServiceRequest and Task into the record after each step: what the row says now, whichever event came first.
import { z } from 'zod';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import { orderPermissions } from '../../contract.ts';
import { resourcesOf } from '../../rules/fhir.ts';
import { valueWords } from '../../rules/value-words.ts';
import type { Parts } from '../parts.ts';
import { findOrder, holdOrder } from '../store/order.ts';
import { unitNames } from './unit-names.ts';

const heard = z.object({ orderId: z.uuid(), personId: z.uuid() });

export async function projectOrder(parts: Parts, payload: unknown): Promise<void> {
  const { kernel, registry, record } = parts;
  const { personId, orderId } = heard.parse(payload);
  await kernel.db.tx(async (q) => {
    // Two projections of one order stand in line, so that the older one never writes last.
    await holdOrder(q, personId, orderId);
    const order = await findOrder(q, personId, orderId);
    const kind = order && parts.kinds.get(order.kind)?.kind;
    if (!order || !kind) return;
    const [person] = await registry.persons(q, [personId]);
    const names = Object.fromEntries(await unitNames(parts, q));
    const organisations = await registry.organisations(q, {});
    const finish = Object.values(kind.transitions).find(({ result, to }) => result && to === order.state);
    const headline =
      kind.headline &&
      valueWords(kind.payload, order.payload, 'zh', names).find(({ name }) => name === kind.headline)?.text;
    const resources = resourcesOf({
      personId,
      orderId,
      kind,
      state: order.state,
      urgency: order.urgency,
      requesterId: order.requesterId,
      performerId: order.performerId,
      performerIsOrganisation: organisations.some(({ organisationId }) => organisationId === order.performerId),
      placedAt: order.placedAt.toISOString(),
      movedAt: order.movedAt.toISOString(),
      ...(headline && { headline }),
      result: order.result && finish?.form ? valueWords(finish.form, order.result, 'zh', names) : [],
      tags: person?.simulated ? [simulatedTag] : [],
    });
    const actor = systemActor('listener orders.project-order', kernel.newId());
    const put = await record.putResources(
      q,
      actor,
      orderPermissions.move,
      { put: resources as unknown as Resource[] },
      kernel.clock.now(),
    );
    if (!put.ok) throw new Error(`order ${orderId} was not written into the record: ${put.problem.code}`);
  });
}
