// How the sandbox settles: invented shares, labelled simulated everywhere. The same request always gets the same reply.
import type { InsuranceClass } from '../contract.ts';
import { fenOf, yuanText } from './money.ts';
import type { SettlementReply, SettlementRequest } from './settlement-request.ts';

/** Invented: no county pays so. In hundredths. */
const fundShare: Record<InsuranceClass, number> = { 'class-a': 80, 'class-b': 60, 'self-paid': 0 };

export function settleInSandbox(request: SettlementRequest): SettlementReply {
  const refuse = (reason: string): SettlementReply => ({ state: 'refused', reason, simulated: true });
  if (!Array.isArray(request.lines) || request.lines.length === 0) return refuse('没有费用明细');
  let total = 0;
  let fund = 0;
  for (const line of request.lines) {
    const amount = fenOf(line.det_item_fee_sumamt);
    const price = fenOf(line.pric);
    const count = Number(line.cnt);
    if (amount === undefined || price === undefined || price * count !== amount)
      return refuse(`明细 ${line.medins_list_codg} 的金额不等于单价乘数量`);
    const share = fundShare[line.insurance_class];
    if (share === undefined) return refuse(`明细 ${line.medins_list_codg} 没有医保类别`);
    total += amount;
    fund += Math.floor((amount * share) / 100);
  }
  if (fenOf(request.total) !== total) return refuse('总金额与明细合计不一致');
  return {
    state: 'settled',
    reference: `SB${request.settlement_id.replaceAll('-', '').slice(-16).toUpperCase()}`,
    fund_pay: yuanText(fund),
    self_pay: yuanText(total - fund),
    simulated: true,
  };
}
