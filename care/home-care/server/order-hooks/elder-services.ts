// What follows from the steps of the five services: the row of the visit, the service given, plan and notes in the record, planned visits.
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { OrderKind } from '#foundation/orders/rules/order-kind.ts';
import type { KindHooks, Move, Orders } from '#foundation/orders/server/index.ts';
import type { ElderService } from '../../contract.ts';
import { escortedTransfer } from '../../order-kinds/escorted-transfer.ts';
import { firstHomeVisit } from '../../order-kinds/first-home-visit.ts';
import { homeBed } from '../../order-kinds/home-bed.ts';
import { plannedHomeVisit } from '../../order-kinds/planned-home-visit.ts';
import { priorityAppointment } from '../../order-kinds/priority-appointment.ts';
import { carePlanOf, noteOf } from '../../rules/elder-record.ts';
import type { Parts } from '../parts.ts';
import { saveServiceGiven } from '../store/elder.ts';
import { choosePerformerOf, keepVisit } from './place-visit.ts';

/** The five, and at which of their steps the service was given. */
export const fiveServices: readonly { service: ElderService; kind: OrderKind; given: readonly string[] }[] = [
  { service: 'first-home-visit', kind: firstHomeVisit, given: ['finish'] },
  { service: 'home-bed', kind: homeBed, given: ['open', 'round'] },
  { service: 'planned-home-visit', kind: plannedHomeVisit, given: ['finish'] },
  { service: 'priority-appointment', kind: priorityAppointment, given: ['attend'] },
  { service: 'escorted-transfer', kind: escortedTransfer, given: ['hand-over'] },
];
/** Steps whose words go into the record as a procedure with a note, under which permission. */
const noted: Partial<Record<string, string>> = {
  'first-home-visit finish': 'home-care.first-visit.do',
  'home-bed open': 'home-care.home-bed.order',
  'home-bed round': 'home-care.home-bed.do',
  'home-bed doctors-order': 'home-care.home-bed.order',
  'home-bed close': 'home-care.home-bed.order',
  'planned-home-visit finish': 'home-care.planned-visit.do',
  'priority-appointment attend': 'home-care.appointment.do',
  'escorted-transfer hand-over': 'home-care.transfer.do',
  'escorted-transfer return': 'home-care.transfer.do',
  'escorted-transfer admit': 'home-care.transfer.do',
};
const usualMinutes = 60;
const seriesDays = 365;
const dayMilliseconds = 86_400_000;

export const elderServiceHooks = (
  parts: Parts,
  orders: Orders,
  { service, kind, given }: (typeof fiveServices)[number],
): KindHooks => ({
  choosePerformer: choosePerformerOf(parts),
  async after(q, actor, move, now) {
    const { order, transition } = move;
    await keepVisit(
      parts,
      q,
      kind,
      move,
      ({ payload }) => ({
        wantedAt: typeof payload['plannedOn'] === 'string' ? new Date(`${payload['plannedOn']}T09:00:00+08:00`) : now,
        itemName: kind.title.zh,
        minutes: usualMinutes,
      }),
      now,
    );
    if (transition === undefined) return succeed(undefined);
    if (given.includes(transition))
      await saveServiceGiven(q, { personId: order.personId, orderId: order.orderId, service, on: dayOf(now) });
    const permission = noted[`${kind.kind} ${transition}`];
    if (!permission) return succeed(undefined);
    const written = await writeNote(parts, q, actor, permission, kind, move, now);
    if (!written.ok) return written;
    return kind === firstHomeVisit ? planVisits(orders, parts, q, actor, move, now) : succeed(undefined);
  },
});

async function writeNote(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  permission: string,
  kind: OrderKind,
  { order, transition, given }: Move,
  now: Date,
): Promise<Result<void>> {
  const [person] = await parts.registry.persons(q, [order.personId]);
  const frame = {
    orderId: order.orderId,
    personId: order.personId,
    organisationId: order.performerId,
    byName: actor.displayName,
    at: now.toISOString(),
    simulated: person?.simulated ?? false,
  };
  const put = [noteOf(kind, transition!, given, { ...frame, version: order.version })];
  if (kind === firstHomeVisit || (kind === homeBed && transition === 'open')) put.push(carePlanOf(kind, given, frame));
  const written = await parts.record.putResources(q, actor, permission, { put }, now);
  return written.ok ? succeed(undefined) : written;
}

/** The plan of a first visit may ask for planned visits each so many days: a series for a year. */
async function planVisits(
  orders: Orders,
  { kernel }: Parts,
  q: Transaction,
  actor: Actor,
  { order, given }: Move,
  now: Date,
): Promise<Result<void>> {
  const everyDays = Number(given['everyDays'] ?? 0);
  if (!Number.isInteger(everyDays) || everyDays < 1) return succeed(undefined);
  const dayAfter = (days: number) => dayOf(new Date(now.getTime() + days * dayMilliseconds));
  return orders.startSeries(
    q,
    actor,
    {
      seriesId: kernel.newId(),
      personId: order.personId,
      kind: plannedHomeVisit.kind,
      payload: { purpose: String(given['goals']).slice(0, 300) },
      performerId: order.performerId,
      firstOn: dayAfter(everyDays),
      everyDays,
      untilOn: dayAfter(seriesDays),
    },
    now,
  );
}
