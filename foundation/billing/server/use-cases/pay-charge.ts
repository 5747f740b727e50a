// A person pays what is still owed of a charge, once; what has to be paid back is asked for in the caller's transaction and sent by a job.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { PaymentEntry } from '../../contract.ts';
import { yuanText } from '../../rules/money.ts';
import { outstandingFen } from '../../rules/payment.ts';
import type { PaymentReply } from '../../rules/payment-request.ts';
import { retryAt } from '../../rules/retry.ts';
import type { Parts } from '../parts.ts';
import { amountDiffers, chargeUnknown, noPaymentService, paymentRefused, paymentUnanswered } from '../problems.ts';
import { chargeOf, lockCharge } from '../store/charge.ts';
import {
  decidePayment,
  entriesOf,
  insertPayment,
  paymentsOfCharge,
  putRefundBack,
  takeDueRefunds,
  type PaymentRow,
} from '../store/payment.ts';
import { putInvoice } from './open-charge.ts';

export const sendRefundsJob = 'billing.send-refunds';
const timeoutMilliseconds = 10_000;
const leaseSeconds = 120;

export interface PaymentToMake {
  personId: string;
  chargeId: string;
  /** Made by the client: sent twice, it is one payment. */
  paymentId: string;
  /** What the screen showed: refused where something else is owed. */
  amountFen: number;
  /** What the payer reads. */
  subject: string;
  at: Date;
}

/** The caller has checked the person. `permission` is the caller's own. */
export async function payCharge(
  parts: Parts,
  actor: Actor,
  permission: string,
  one: PaymentToMake,
): Promise<Result<PaymentEntry>> {
  const { kernel, payment } = parts;
  if (!payment) return fail(noPaymentService);
  const { personId, chargeId, paymentId } = one;
  const now = kernel.clock.now();
  const asked = await kernel.db.tx(async (q): Promise<Result<PaymentRow>> => {
    if (!(await lockCharge(q, personId, chargeId))) return fail(chargeUnknown);
    const charge = await chargeOf(q, personId, chargeId);
    const rows = await paymentsOfCharge(q, personId, chargeId);
    const standing = rows.find((row) => row.paymentId === paymentId);
    if (standing) return succeed(standing);
    const left = outstandingFen(charge!.totalFen, entriesOf(rows));
    if (left <= 0 || left !== one.amountFen) return fail(amountDiffers);
    const { organisationId } = charge!;
    await insertPayment(
      q,
      { personId, paymentId, chargeId, organisationId, direction: 'payment', amountFen: left },
      now,
    );
    return succeed((await paymentsOfCharge(q, personId, chargeId)).find((row) => row.paymentId === paymentId)!);
  });
  if (!asked.ok) return asked;
  if (asked.value.state === 'done') return succeed(entriesOf([asked.value])[0]!);
  if (asked.value.state === 'refused') return fail(paymentRefused);
  let reply: PaymentReply;
  try {
    reply = await payment.pay(
      { payment_id: paymentId, amount: yuanText(asked.value.amountFen), subject: one.subject },
      AbortSignal.timeout(timeoutMilliseconds),
    );
  } catch (error) {
    kernel.log.warn({ payment: paymentId, error: (error as Error).message }, 'the payment service did not answer');
    return fail(paymentUnanswered);
  }
  const decided = await kernel.db.tx(async (q) => {
    await decidePayment(q, asked.value, decisionOf(reply), kernel.clock.now());
    const written = await putInvoice(parts, q, actor, permission, { personId, chargeId, at: one.at }, now);
    // Rolls back: the payment stays asked, and is decided when it is sent again.
    if (!written.ok) throw new Error(written.problem.code);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      persons: [personId],
      object: `Payment/${paymentId}`,
      detail: { amountFen: asked.value.amountFen, state: reply.state },
    });
    return (await paymentsOfCharge(q, personId, chargeId)).find((row) => row.paymentId === paymentId)!;
  });
  return decided.state === 'done' ? succeed(entriesOf([decided])[0]!) : fail(paymentRefused);
}

const decisionOf = (reply: PaymentReply) =>
  reply.state === 'done'
    ? { state: 'done' as const, reference: String(reply.reference).slice(0, 60), simulated: reply.simulated === true }
    : { state: 'refused' as const, reason: String(reply.reason).slice(0, 200), simulated: reply.simulated === true };

/** Asks in the caller's transaction for money to go back; the job sends it. */
export async function askRefund(
  { kernel }: Parts,
  q: Transaction,
  one: { personId: string; chargeId: string; refundId: string; amountFen: number },
  now: Date,
): Promise<Result<void>> {
  const charge = await chargeOf(q, one.personId, one.chargeId);
  if (!charge) return fail(chargeUnknown);
  await insertPayment(
    q,
    {
      personId: one.personId,
      paymentId: one.refundId,
      chargeId: one.chargeId,
      organisationId: charge.organisationId,
      direction: 'refund',
      amountFen: one.amountFen,
    },
    now,
  );
  await kernel.jobs.enqueue(q, { kind: sendRefundsJob, payload: {}, singletonKey: one.refundId });
  return succeed(undefined);
}

/** How many were decided. Refunds wait where no payment service is connected. */
export async function sendRefunds(parts: Parts): Promise<number> {
  const { kernel, payment } = parts;
  if (!payment) return 0;
  const now = kernel.clock.now();
  const due = await kernel.db.tx((q) => takeDueRefunds(q, now, new Date(now.getTime() + leaseSeconds * 1_000)));
  let decided = 0;
  for (const one of due) {
    const paid = (await paymentsOfCharge(kernel.db, one.personId, one.chargeId)).findLast(
      ({ direction, state }) => direction === 'payment' && state === 'done',
    );
    try {
      const reply = await payment.refund(
        { refund_id: one.paymentId, payment_reference: paid?.reference ?? '', amount: yuanText(one.amountFen) },
        AbortSignal.timeout(timeoutMilliseconds),
      );
      await kernel.db.tx(async (q) => {
        await decidePayment(q, one, decisionOf(reply), kernel.clock.now());
        const actor = systemActor(`job ${sendRefundsJob}`, kernel.newId());
        const invoice = { personId: one.personId, chargeId: one.chargeId, at: one.askedAt };
        const written = await putInvoice(parts, q, actor, 'billing.charge.write', invoice, kernel.clock.now());
        if (!written.ok) throw new Error(written.problem.code);
      });
      decided += 1;
    } catch (error) {
      kernel.log.warn({ refund: one.paymentId, error: (error as Error).message }, 'a refund was not answered');
      await putRefundBack(kernel.db, one, retryAt(one.attempts, kernel.clock.now()));
    }
  }
  return decided;
}
