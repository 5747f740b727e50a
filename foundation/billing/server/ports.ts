// What billing needs of others: an insurance that settles, a service through which people pay.
import type { PaymentReply, PaymentRequest, RefundRequest } from '../rules/payment-request.ts';
import type { SettlementReply, SettlementRequest } from '../rules/settlement-request.ts';

export interface InsuranceAdapter {
  readonly kind: 'sandbox' | 'connected';
  /**
   * Idempotent by `settlement_id`: sent again, the first reply comes again. Rejects where nobody answered; the
   * settlement is sent again later then.
   */
  settle(request: SettlementRequest, signal: AbortSignal): Promise<SettlementReply>;
  /** Whether it would take a settlement now; sends nothing of anybody. Rejects where nobody answered. */
  ready(signal: AbortSignal): Promise<boolean>;
}

export interface PaymentAdapter {
  readonly kind: 'sandbox' | 'connected';
  /** Idempotent by `payment_id` and `refund_id`: sent again, the first reply comes again. Rejects where nobody answered. */
  pay(request: PaymentRequest, signal: AbortSignal): Promise<PaymentReply>;
  refund(request: RefundRequest, signal: AbortSignal): Promise<PaymentReply>;
}
