// What is asked of an insurance and what it answers: our own documented shape, its fee lines named as in the national interface 2204.
import type { ChargeLine, InsuranceClass } from '../contract.ts';
import { lineTotalFen } from './charge.ts';
import { yuanText } from './money.ts';

/** Names of the outpatient fee lines of the national insurance interface; amounts are yuan with two decimals, as text. */
export interface FeeLine {
  feedetl_sn: string;
  mdtrt_id: string;
  psn_no: string;
  fee_ocur_time: string;
  medins_list_codg: string;
  /** Our class of the item; the national catalogue's codes are not imported yet. */
  insurance_class: InsuranceClass;
  cnt: string;
  pric: string;
  det_item_fee_sumamt: string;
}
export interface SettlementRequest {
  settlement_id: string;
  fixmedins_code: string;
  total: string;
  lines: FeeLine[];
}
export type SettlementReply =
  | { state: 'settled'; reference: string; fund_pay: string; self_pay: string; simulated?: boolean }
  | { state: 'refused'; reason: string; simulated?: boolean };

export function settlementRequest(asked: {
  settlementId: string;
  chargeId: string;
  personNumber: string;
  organisationId: string;
  at: string;
  lines: readonly (ChargeLine & { lineId: string })[];
  totalFen: number;
}): SettlementRequest {
  return {
    settlement_id: asked.settlementId,
    fixmedins_code: asked.organisationId,
    total: yuanText(asked.totalFen),
    lines: asked.lines.map((line) => ({
      feedetl_sn: line.lineId,
      mdtrt_id: asked.chargeId,
      psn_no: asked.personNumber,
      fee_ocur_time: asked.at,
      medins_list_codg: line.code,
      insurance_class: line.insuranceClass,
      cnt: String(line.quantity),
      pric: yuanText(line.priceFen),
      det_item_fee_sumamt: yuanText(lineTotalFen(line)),
    })),
  };
}
