// What is asked of a payment service and what it answers: our own documented shape, amounts in yuan with two decimals, as text.

export interface PaymentRequest {
  payment_id: string;
  amount: string;
  /** What the payer reads: no name, no diagnosis. */
  subject: string;
}
export interface RefundRequest {
  refund_id: string;
  payment_reference: string;
  amount: string;
}
export type PaymentReply =
  { state: 'done'; reference: string; simulated?: boolean } | { state: 'refused'; reason: string; simulated?: boolean };
