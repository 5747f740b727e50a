// What comes back of a payment when an order is cancelled: a dated setting, by how late it is and who cancels.
import type { Fen } from '#platform/contract.ts';

export interface RefundPolicy {
  /** So many hours before the time wanted, and until the nurse has set out, everything comes back. */
  freeHours: number;
  /** Later, while the nurse has not set out. */
  latePerCent: number;
  /** After the nurse has set out. */
  onTheWayPerCent: number;
}
export const refundPolicyKey = 'home-care.refund-policy';
/** A sample: the county sets its own. */
export const usualRefundPolicy: RefundPolicy = { freeHours: 2, latePerCent: 80, onTheWayPerCent: 50 };

export function refundFen(
  paidFen: Fen,
  cancelled: { byInstitution: boolean; onTheWay: boolean; hoursBefore: number },
  policy: RefundPolicy,
): Fen {
  if (cancelled.byInstitution) return paidFen;
  const perCent = cancelled.onTheWay
    ? policy.onTheWayPerCent
    : cancelled.hoursBefore >= policy.freeHours
      ? 100
      : policy.latePerCent;
  // Rounded for the person who paid.
  return Math.ceil((paidFen * perCent) / 100);
}
