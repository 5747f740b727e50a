// What is still to be paid of a charge: its total, less what came in, plus what was paid back.
import type { PaymentEntry } from '../contract.ts';

/** Whole fen; refused entries count for nothing. Asked payments count as paid: nobody is asked twice for one sum. */
export function outstandingFen(totalFen: number, entries: readonly PaymentEntry[]): number {
  return totalFen - sumOf(entries, 'payment') + sumOf(entries, 'refund');
}
export const sumOf = (entries: readonly PaymentEntry[], direction: PaymentEntry['direction']): number =>
  entries
    .filter((one) => one.direction === direction && one.state !== 'refused')
    .reduce((sum, { amountFen }) => sum + amountFen, 0);
