// Rows of payments and refunds: asked, done or refused.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { PaymentEntry } from '../../contract.ts';

export interface PaymentRow extends Omit<PaymentEntry, 'reference' | 'reason' | 'askedAt' | 'doneAt'> {
  personId: string;
  chargeId: string;
  organisationId: string;
  reference: string | null;
  reason: string | null;
  attempts: number;
  askedAt: Date;
  doneAt: Date | null;
}
const columns = `patient_id as "personId", payment_id as "paymentId", charge_id as "chargeId",
  organisation_id as "organisationId", direction, state, amount_fen as "amountFen", reference, reason, attempts,
  asked_at as "askedAt", done_at as "doneAt", simulated`;

/** As they cross the wire. */
export const entriesOf = (rows: readonly PaymentRow[]): PaymentEntry[] =>
  rows.map((row) => ({
    paymentId: row.paymentId,
    direction: row.direction,
    state: row.state,
    amountFen: row.amountFen,
    ...(row.reference !== null && { reference: row.reference }),
    ...(row.reason !== null && { reason: row.reason }),
    askedAt: row.askedAt.toISOString(),
    ...(row.doneAt && { doneAt: row.doneAt.toISOString() }),
    simulated: row.simulated,
  }));

/** In the order in which they were asked for. */
export const paymentsOfCharge = (q: Sql, personId: string, chargeId: string): Promise<PaymentRow[]> =>
  q.query(
    `select ${columns} from billing.payment where patient_id = $1 and charge_id = $2 order by asked_at, payment_id`,
    [personId, chargeId],
  );

export const insertPayment = (
  q: Transaction,
  one: Pick<PaymentRow, 'personId' | 'paymentId' | 'chargeId' | 'organisationId' | 'direction' | 'amountFen'>,
  now: Date,
): Promise<unknown> =>
  q.query(
    `insert into billing.payment (patient_id, payment_id, charge_id, organisation_id, direction, state, amount_fen,
       asked_at, next_at) values ($1, $2, $3, $4, $5, 'asked', $6, $7, $8)
     on conflict (patient_id, payment_id) do nothing`,
    [
      one.personId,
      one.paymentId,
      one.chargeId,
      one.organisationId,
      one.direction,
      one.amountFen,
      now,
      one.direction === 'refund' ? now : null,
    ],
  );

export interface PaymentDecision {
  state: 'done' | 'refused';
  reference?: string;
  reason?: string;
  simulated: boolean;
}
/** False where it was decided already. */
export async function decidePayment(
  q: Sql,
  one: Pick<PaymentRow, 'personId' | 'paymentId'>,
  decided: PaymentDecision,
  now: Date,
): Promise<boolean> {
  const rows = await q.query(
    `update billing.payment set state = $3, reference = $4, reason = $5, simulated = $6, done_at = $7, next_at = null
     where patient_id = $1 and payment_id = $2 and state = 'asked' returning payment_id`,
    [
      one.personId,
      one.paymentId,
      decided.state,
      decided.reference ?? null,
      decided.reason ?? null,
      decided.simulated,
      now,
    ],
  );
  return rows.length > 0;
}

/** Refunds that are due: until `leaseUntil` nobody else takes them. */
export async function takeDueRefunds(q: Transaction, now: Date, leaseUntil: Date): Promise<PaymentRow[]> {
  const due = await q.query<{ personId: string; paymentId: string }>(
    `select patient_id as "personId", payment_id as "paymentId" from billing.payment
     where direction = 'refund' and state = 'asked' and next_at <= $1 order by next_at limit 20`,
    [now],
  );
  const taken: PaymentRow[] = [];
  for (const one of due) {
    const [row] = await q.query<PaymentRow>(
      `update billing.payment set attempts = attempts + 1, next_at = $4 where patient_id = $1 and payment_id = $2
       and state = 'asked' and next_at <= $3 returning ${columns}`,
      [one.personId, one.paymentId, now, leaseUntil],
    );
    if (row) taken.push(row);
  }
  return taken;
}

export const putRefundBack = (q: Sql, one: PaymentRow, nextAt: Date): Promise<unknown> =>
  q.query(
    `update billing.payment set reason = 'no-answer', next_at = $3
     where patient_id = $1 and payment_id = $2 and state = 'asked'`,
    [one.personId, one.paymentId, nextAt],
  );
