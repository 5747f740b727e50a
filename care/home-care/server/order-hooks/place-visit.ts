// What every order of home care needs: the institution that performs, and the row of the visit kept in step with the order.
import { dayOf } from '#platform/contract.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { KindHooks, Move, Order } from '#foundation/orders/server/index.ts';
import type { OrderKind } from '#foundation/orders/rules/order-kind.ts';
import { readPosition } from '../../rules/distance.ts';
import { homeCareTopic } from '../../visits-contract.ts';
import type { Parts } from '../parts.ts';
import { insertVisit, moveVisit } from '../store/visit.ts';

/** The institution whose team looks after the person's village; without a team the institution that first wrote the person. */
export async function institutionOf(
  { registry }: Parts,
  q: Sql,
  personId: string,
  now: Date,
): Promise<string | undefined> {
  const [person] = await registry.persons(q, [personId]);
  const teams = await registry.teams(q, dayOf(now));
  const team = teams.find(({ villages }) => villages.some(({ villageId }) => villageId === person?.villageId));
  return team?.organisationId ?? person?.institutionId;
}

export const choosePerformerOf =
  (parts: Parts): NonNullable<KindHooks['choosePerformer']> =>
  async (q, { personId, payload }, now) => {
    const wanted = payload['organisationId'];
    return typeof wanted === 'string' ? wanted : institutionOf(parts, q, personId, now);
  };

/** Where, when and what, from the order's payload. */
export interface VisitPlan {
  wantedAt: Date;
  itemCode?: string;
  itemName: string;
  minutes: number;
}

export async function keepVisit(
  parts: Parts,
  q: Transaction,
  definition: OrderKind,
  { transition, order }: Move,
  plan: (order: Order) => VisitPlan | Promise<VisitPlan>,
  now: Date,
): Promise<void> {
  const { kernel, registry } = parts;
  const final = definition.states[order.state]?.final === true;
  if (transition === undefined) {
    const [person] = await registry.persons(q, [order.personId]);
    const village = person?.villageId
      ? (await registry.villages(q)).find(({ villageId }) => villageId === person.villageId)
      : undefined;
    const shown = readPosition(order.payload['position']);
    const { wantedAt, itemCode, itemName, minutes } = await plan(order);
    await insertVisit(q, {
      personId: order.personId,
      orderId: order.orderId,
      kind: order.kind,
      state: order.state,
      organisationId: order.performerId,
      villageId: person?.villageId ?? null,
      lon: shown?.lon ?? village?.lon ?? null,
      lat: shown?.lat ?? village?.lat ?? null,
      placeExact: shown !== undefined,
      wantedAt,
      itemCode: itemCode ?? null,
      itemName,
      minutes,
      placedAt: order.placedAt,
      movedAt: now,
      final,
      simulated: person?.simulated ?? false,
    });
  } else
    await moveVisit(
      q,
      {
        personId: order.personId,
        orderId: order.orderId,
        state: order.state,
        organisationId: order.performerId,
        nurseId: order.assigneeId ?? null,
        nurseName: order.assigneeName ?? null,
        final,
      },
      now,
    );
  await kernel.live.publish(q, homeCareTopic, {});
}
