// The expected failures of billing.
import type { Problem } from '#platform/contract.ts';

export const settledAlready: Problem = { kind: 'rule-broken', code: 'billing/settled-already' };
export const totalDiffers: Problem = { kind: 'rule-broken', code: 'billing/total-differs' };
export const nothingToSettle: Problem = { kind: 'rule-broken', code: 'billing/nothing-to-settle' };
export const settlementUnknown: Problem = { kind: 'not-found', code: 'billing/settlement-unknown' };
export const notToRetry: Problem = { kind: 'rule-broken', code: 'billing/not-to-retry' };
export const chargeUnknown: Problem = { kind: 'not-found', code: 'billing/charge-unknown' };
export const amountDiffers: Problem = { kind: 'rule-broken', code: 'billing/amount-differs' };
export const noPaymentService: Problem = { kind: 'rule-broken', code: 'billing/no-payment-service' };
export const paymentRefused: Problem = { kind: 'rule-broken', code: 'billing/payment-refused' };
export const paymentUnanswered: Problem = { kind: 'busy', code: 'billing/payment-unanswered' };
