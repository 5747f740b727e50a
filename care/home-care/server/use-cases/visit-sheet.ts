// One visit with its item, its money and its complaints; what may be ordered for a person; paying what is owed.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { refundFen } from '../../rules/refund.ts';
import type { Complaint, PaymentBody, ServiceOffers, VisitSheet } from '../../visits-contract.ts';
import { itemOf } from '../order-hooks/home-service.ts';
import { institutionOf } from '../order-hooks/place-visit.ts';
import type { Parts } from '../parts.ts';
import { nothingToPay, personUnknown, visitUnknown } from '../problems.ts';
import { complaintsOf, type StoredComplaint } from '../store/complaint.ts';
import { findVisit } from '../store/visit.ts';
import { catalogueOf } from './catalogue.ts';
import { policyOf } from './policy.ts';
import { visitRows } from './visit-views.ts';

const readPermission = 'home-care.order.read';
const payPermission = 'home-care.order.pay';

export interface VisitKey {
  personId: string;
  orderId: string;
}

export const complaintView = ({ kernel }: Parts, one: StoredComplaint, itemName: string): Complaint => ({
  complaintId: one.complaintId,
  orderId: one.orderId,
  personId: one.personId,
  itemName,
  said: kernel.cipher.decrypt(one.saidSealed),
  madeByName: one.madeByName,
  madeAt: one.madeAt.toISOString(),
  ...(one.answerSealed && { answer: kernel.cipher.decrypt(one.answerSealed) }),
  ...(one.answeredByName && { answeredByName: one.answeredByName }),
  ...(one.answeredAt && { answeredAt: one.answeredAt.toISOString() }),
});

/** The kernel has checked the person. */
export async function readSheet(parts: Parts, actor: Actor, key: VisitKey, now: Date): Promise<Result<VisitSheet>> {
  const { kernel, orders, billing } = parts;
  const q = kernel.db;
  const row = await findVisit(q, key.personId, key.orderId);
  const order = await orders.find(q, key.personId, key.orderId);
  if (!row || !order) return fail(visitUnknown);
  const [visit] = await visitRows(parts, [row], { actor, permission: readPermission, now });
  const item = order.kind === 'home-service' ? await itemOf(parts, q, order) : undefined;
  const charge = await billing.charge(q, key.personId, key.orderId);
  const cancellable = orders.kind(order.kind)?.transitions['cancel']?.from.includes(order.state) === true;
  const paid = charge ? charge.paidFen - charge.refundedFen : 0;
  const refundNowFen =
    cancellable && paid > 0
      ? refundFen(
          paid,
          {
            byInstitution: false,
            onTheWay: order.state === 'on-the-way',
            hoursBefore: (row.wantedAt.getTime() - now.getTime()) / 3_600_000,
          },
          await policyOf(parts, 'refund', row.organisationId, now, q),
        )
      : undefined;
  return succeed({
    visit: visit!,
    ...(item && { item }),
    ...(charge && { charge }),
    ...(refundNowFen !== undefined && { refundNowFen }),
    payment: billing.paymentKind(),
    complaints: (await complaintsOf(q, key.personId, key.orderId)).map((one) =>
      complaintView(parts, one, row.itemName),
    ),
    ...(row.arrivedAt && {
      arrival: {
        at: row.arrivedAt.toISOString(),
        ...(row.arrivedMetres !== null && { metres: row.arrivedMetres }),
        ...(row.arrivedReason && { reason: row.arrivedReason }),
      },
    }),
  });
}

export async function payVisit(
  parts: Parts,
  actor: Actor,
  key: VisitKey,
  body: PaymentBody,
  now: Date,
): Promise<Result<VisitSheet>> {
  const { kernel, billing } = parts;
  const row = await findVisit(kernel.db, key.personId, key.orderId);
  const charge = await billing.charge(kernel.db, key.personId, key.orderId);
  if (!row || !charge) return fail(nothingToPay);
  const paid = await billing.pay(actor, payPermission, {
    personId: key.personId,
    chargeId: key.orderId,
    paymentId: body.paymentId,
    amountFen: body.amountFen,
    subject: '上门服务',
    at: row.placedAt,
  });
  return paid.ok ? readSheet(parts, actor, key, now) : paid;
}

/** What the institution that looks after the person's village offers today. */
export async function readOffers(parts: Parts, personId: string, now: Date): Promise<Result<ServiceOffers>> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const [person] = await registry.persons(q, [personId]);
  if (!person) return fail(personUnknown);
  const organisationId = await institutionOf(parts, q, personId, now);
  const organisation = (await registry.organisations(q, {})).find((one) => one.organisationId === organisationId);
  return succeed({
    items: organisationId ? await catalogueOf(parts, q, organisationId, dayOf(now)) : [],
    organisationName: organisation?.name ?? '',
    personName: person.name,
    ...(person.address && { address: person.address }),
  });
}
