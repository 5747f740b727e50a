// Speaks to a payment service over HTTP: 200 done, 422 refused, anything else is no answer.
import type { PaymentReply } from '../rules/payment-request.ts';
import type { PaymentAdapter } from './ports.ts';

export function paymentHttpAdapter(kind: PaymentAdapter['kind'], address: string): PaymentAdapter {
  const post = async (path: string, key: string, body: object, signal: AbortSignal): Promise<PaymentReply> => {
    const response = await fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
      signal,
    });
    if (response.status !== 200 && response.status !== 422) throw new Error(`payment: ${response.status}`);
    return (await response.json()) as PaymentReply;
  };
  return {
    kind,
    pay: (request, signal) => post('/payments', request.payment_id, request, signal),
    refund: (request, signal) => post('/refunds', request.refund_id, request, signal),
  };
}
