// What is told to the province's home nursing platform of a finished visit: our own documented shape, since no interface was published to us.
import type { Instant } from '#platform/contract.ts';

/** No names, no addresses, no findings: who came with which licence, what was done, how long, for how much. */
export interface PlatformReport {
  order_id: string;
  institution_id: string;
  service_code: string;
  service_name: string;
  nurse_licence: string;
  arrived_at: Instant;
  finished_at: Instant;
  /** Yuan with two decimals, as text. */
  amount: string;
  simulated: boolean;
}
export type PlatformReply = { state: 'accepted'; reference: string } | { state: 'refused'; reason: string };

/** Minutes until a report that was not answered is sent again: twice as long each time, a day at most. */
export const retryMinutes = (attempts: number): number => Math.min(1_440, 5 * 2 ** Math.max(0, attempts - 1));
