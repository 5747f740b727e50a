// Settles over HTTP: POST <address>/settlements with the settlement's id as Idempotency-Key; 200 settled, 422 refused, anything else: try again. GET <address>/ready: 200 where it takes settlements.
import type { SettlementReply } from '../rules/settlement-request.ts';
import type { InsuranceAdapter } from './ports.ts';

export const httpAdapter = (kind: InsuranceAdapter['kind'], address: string): InsuranceAdapter => ({
  kind,
  async settle(request, signal) {
    const response = await fetch(`${address}/settlements`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': request.settlement_id },
      body: JSON.stringify(request),
      signal,
    });
    if (response.status !== 200 && response.status !== 422) throw new Error(`HTTP ${response.status}`);
    return (await response.json()) as SettlementReply;
  },
  async ready(signal) {
    const response = await fetch(`${address}/ready`, { signal });
    await response.body?.cancel();
    return response.status === 200;
  },
});
