// What follows from each step of a home service: guards before, and inside the step's transaction arrival, record, charge, refund, alarm.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { KindHooks, Move, Order } from '#foundation/orders/server/index.ts';
import { homeService } from '../../order-kinds/home-service.ts';
import { judgeRisk, type CatalogueItem, type RiskAnswers } from '../../rules/catalogue-item.ts';
import { metresBetween, readPosition } from '../../rules/distance.ts';
import { cancellationLine, extraLines, quotedLine, readUsed, serviceLine } from '../../rules/fee-lines.ts';
import { isTelephone } from '../../rules/telephone.ts';
import { hindranceOf } from '../../rules/qualification.ts';
import { refundFen } from '../../rules/refund.ts';
import { readVitals, recordOfVisit } from '../../rules/visit-record.ts';
import type { Parts } from '../parts.ts';
import {
  itemUnknown,
  notArrived,
  nurseHindered,
  orderQuote,
  riskRefused,
  riskUnanswered,
  telephoneWrong,
  timeWrong,
  tooFar,
  vitalsWrong,
  wishNeeded,
} from '../problems.ts';
import { insertAlarm } from '../store/alarm.ts';
import { qualificationsOf } from '../store/qualification.ts';
import { findVisit, saveArrival, saveFinish } from '../store/visit.ts';
import { catalogueOf } from '../use-cases/catalogue.ts';
import { policyOf } from '../use-cases/policy.ts';
import { noteFinished } from '../use-cases/report-to-platform.ts';
import { choosePerformerOf, keepVisit } from './place-visit.ts';

/** Under which the Invoice is written: by the system, since the step may have ended the doer's relation to the person. */
const billPermission = 'home-care.order.bill';
const biller = ({ kernel }: Parts): Actor => systemActor('order home-service', kernel.newId());
const dayMilliseconds = 86_400_000;
const mostDaysAhead = 60;
/** How long a service outside the catalogue is expected to take (ours: nobody has published one). */
const wishMinutes = 60;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The item as it stood when the order was placed. */
export async function itemOf(
  parts: Parts,
  q: Sql,
  order: Pick<Order, 'payload' | 'performerId' | 'placedAt'>,
): Promise<CatalogueItem | undefined> {
  const code = textOf(order.payload['itemCode']);
  if (!code) return undefined;
  return (await catalogueOf(parts, q, order.performerId, dayOf(order.placedAt))).find((one) => one.code === code);
}

export const homeServiceHooks = (parts: Parts): KindHooks => ({
  choosePerformer: choosePerformerOf(parts),
  complete: async (q, order) => ({ minutes: (await itemOf(parts, q, order))?.minutes ?? wishMinutes }),
  before: (q, _actor, move, now) => guard(parts, q, move, now),
  after: (q, actor, move, now) => follow(parts, q, actor, move, now),
});

async function guard(parts: Parts, q: Transaction, move: Move, now: Date): Promise<Result<void>> {
  const { order, given } = move;
  const item = await itemOf(parts, q, order);
  const { payload } = order;
  switch (move.transition) {
    case undefined: {
      if (textOf(payload['itemCode']) && !item) return fail(itemUnknown);
      if (!item && !textOf(payload['wish'])) return fail(wishNeeded);
      if (!isTelephone(textOf(payload['phone']) ?? '')) return fail(telephoneWrong);
      const ahead = Date.parse(String(payload['wantedAt'])) - now.getTime();
      return ahead < -15 * 60_000 || ahead > mostDaysAhead * dayMilliseconds ? fail(timeWrong) : succeed(undefined);
    }
    case 'accept': {
      if (!item) return fail(orderQuote);
      const verdict = judgeRisk(item, (given['risk'] ?? {}) as RiskAnswers);
      const words = (keys: readonly string[]) =>
        item.riskQuestions
          .filter(({ key }) => keys.includes(key))
          .map(({ text }) => text)
          .join('；');
      if (verdict.state === 'unanswered') return fail(riskUnanswered(words(verdict.missing)));
      return verdict.state === 'refused' ? fail(riskRefused(words(verdict.because))) : succeed(undefined);
    }
    case 'grab':
    case 'assign': {
      const [held] = await qualificationsOf(q, order.assigneeId ? [order.assigneeId] : []);
      const hindrance = hindranceOf(held, dayOf(now), item);
      return hindrance ? fail(nurseHindered(hindrance)) : succeed(undefined);
    }
    case 'check-in': {
      if (textOf(given['reason'])) return succeed(undefined);
      const { metres, near } = await arrivalOf(parts, q, move, now);
      return metres !== null && metres <= near ? succeed(undefined) : fail(tooFar(metres));
    }
    case 'reassure':
    case 'finish': {
      const visit = await findVisit(q, order.personId, order.orderId);
      if (!visit?.arrivedAt) return fail(notArrived);
      return move.transition === 'finish' && !readVitals(given['findings']) ? fail(vitalsWrong) : succeed(undefined);
    }
    default:
      return succeed(undefined);
  }
}

async function arrivalOf(parts: Parts, q: Sql, { order, given }: Move, now: Date) {
  const visit = await findVisit(q, order.personId, order.orderId);
  const here = readPosition(given['position']);
  const limits = await policyOf(parts, 'check-in', order.performerId, now, q);
  const there = readPosition({ lon: visit?.lon, lat: visit?.lat });
  return {
    metres: here && there ? metresBetween(here, there) : null,
    near: visit?.placeExact ? limits.exact : limits.village,
  };
}

async function follow(parts: Parts, q: Transaction, actor: Actor, move: Move, now: Date): Promise<Result<void>> {
  const { order, given } = move;
  const key = { personId: order.personId, orderId: order.orderId };
  const item = await itemOf(parts, q, order);
  await keepVisit(
    parts,
    q,
    homeService,
    move,
    ({ payload }) => ({
      wantedAt: new Date(String(payload['wantedAt'])),
      ...(item && { itemCode: item.code }),
      itemName: String(payload['itemName']),
      minutes: Number(payload['minutes']),
    }),
    now,
  );
  switch (move.transition) {
    case 'accept':
      return openCharge(parts, q, order, serviceLine(item!), now);
    case 'quote':
      return openCharge(
        parts,
        q,
        order,
        quotedLine(String(order.payload['itemName']), Math.round(Number(given['amountFen']))),
        now,
      );
    case 'check-in': {
      const { metres } = await arrivalOf(parts, q, move, now);
      await saveArrival(q, key, { at: now, metres, reason: textOf(given['reason']) ?? null });
      return succeed(undefined);
    }
    case 'finish':
      await saveFinish(q, key, now);
      return finish(parts, q, actor, move, item, now);
    case 'refuse':
    case 'cancel':
    case 'withdraw':
    case 'decline-quote':
      return settleCancelled(parts, q, move, now);
    case 'raise-overdue':
      await insertAlarm(q, {
        personId: order.personId,
        alarmId: parts.kernel.newId(),
        orderId: order.orderId,
        organisationId: order.performerId,
        kind: 'overdue',
        raisedByName: order.assigneeName ?? '',
        raisedAt: now,
        lon: null,
        lat: null,
      });
      return succeed(undefined);
    default:
      return succeed(undefined);
  }
}

async function finish(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  move: Move,
  item: CatalogueItem | undefined,
  now: Date,
): Promise<Result<void>> {
  const written = await recordAndCharge(parts, q, actor, move, item, now);
  if (written.ok) await noteFinished(parts, q, move.order, now);
  return written;
}

type Line = ReturnType<typeof serviceLine>;
/** The charge has the order's id. */
const openCharge = (parts: Parts, q: Transaction, order: Order, line: Line, now: Date) =>
  parts.billing.openCharge(
    q,
    biller(parts),
    billPermission,
    {
      personId: order.personId,
      chargeId: order.orderId,
      organisationId: order.performerId,
      at: now,
      lines: line.priceFen > 0 ? [{ ...line, lineId: parts.kernel.newId() }] : [],
    },
    now,
  );

async function recordAndCharge(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  { order, given }: Move,
  item: CatalogueItem | undefined,
  now: Date,
): Promise<Result<void>> {
  const { kernel, billing, record } = parts;
  const visit = await findVisit(q, order.personId, order.orderId);
  const done = String(given['done']);
  const advice = textOf(given['advice']);
  const used = readUsed(given['consumables']);
  const consumables = used
    .map(({ code, quantity }) => {
      const known = item?.consumables.find((one) => one.code === code);
      return known ? `${known.name} ${quantity}${known.unit}` : `${code} ${quantity}`;
    })
    .join('、');
  const note = [done, advice && `嘱咐：${advice}`, consumables && `耗材：${consumables}`].filter(Boolean).join('\n');
  const written = await record.putResources(
    q,
    actor,
    'home-care.order.visit',
    {
      put: recordOfVisit({
        orderId: order.orderId,
        personId: order.personId,
        organisationId: order.performerId,
        nurseName: order.assigneeName ?? actor.displayName,
        ...(item && { itemCode: item.code }),
        itemName: String(order.payload['itemName']),
        startedAt: visit!.arrivedAt!.toISOString(),
        endedAt: now.toISOString(),
        done,
        ...(advice && { advice }),
        vitals: readVitals(given['findings'])!,
        noteBase64: Buffer.from(note, 'utf8').toString('base64'),
        simulated: visit!.simulated,
      }),
    },
    now,
  );
  if (!written.ok) return written;
  const extra = extraLines(item?.consumables ?? [], used);
  const charge = await billing.charge(q, order.personId, order.orderId);
  if (extra.length === 0 || !charge) return succeed(undefined);
  return billing.openCharge(
    q,
    biller(parts),
    billPermission,
    {
      personId: order.personId,
      chargeId: order.orderId,
      organisationId: order.performerId,
      at: now,
      lines: [...charge.lines, ...extra].map((line) => ({ ...line, lineId: kernel.newId() })),
    },
    now,
  );
}

/** What was paid comes back by rule; what is kept stands in the charge as a line of its own. */
async function settleCancelled(
  parts: Parts,
  q: Transaction,
  { transition, from, order }: Move,
  now: Date,
): Promise<Result<void>> {
  const { billing, kernel } = parts;
  const charge = await billing.charge(q, order.personId, order.orderId);
  if (!charge) return succeed(undefined);
  const paid = charge.paidFen - charge.refundedFen;
  const back = refundFen(
    paid,
    {
      byInstitution: transition === 'withdraw' || transition === 'refuse',
      onTheWay: from === 'on-the-way',
      hoursBefore: (Date.parse(String(order.payload['wantedAt'])) - now.getTime()) / 3_600_000,
    },
    await policyOf(parts, 'refund', order.performerId, now, q),
  );
  const { personId, orderId: chargeId } = order;
  if (back > 0) {
    const asked = await billing.refund(q, { personId, chargeId, refundId: kernel.newId(), amountFen: back }, now);
    if (!asked.ok) return asked;
  }
  return openCharge(parts, q, order, cancellationLine(paid - back), now);
}
