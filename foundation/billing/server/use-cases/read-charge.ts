// Lines and money of one charge, to the fen.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ChargeSheet } from '../../contract.ts';
import { outstandingFen, sumOf } from '../../rules/payment.ts';
import { chargeOf } from '../store/charge.ts';
import { entriesOf, paymentsOfCharge } from '../store/payment.ts';

/** The caller has checked access. */
export async function readCharge(q: Sql, personId: string, chargeId: string): Promise<ChargeSheet | undefined> {
  const charge = await chargeOf(q, personId, chargeId);
  if (!charge) return undefined;
  const payments = entriesOf(await paymentsOfCharge(q, personId, chargeId));
  return {
    chargeId,
    lines: charge.lines,
    totalFen: charge.totalFen,
    outstandingFen: outstandingFen(charge.totalFen, payments),
    paidFen: sumOf(payments, 'payment'),
    refundedFen: sumOf(payments, 'refund'),
    payments,
  };
}
