// What is known of one medicine of one person: what was handed out, how much of it a day takes, and whether it was stopped.
import type { Day } from '#platform/contract.ts';

export interface Supply {
  /** Id of the MedicationDispense. */
  id: string;
  on: Day;
  /** In the unit of the history. */
  amount: number;
}
/** From that day on so much a day, in the unit of the history. */
export interface DoseFrom {
  on: Day;
  perDay: number;
}
/**
 * Why nothing can be reckoned: nobody wrote the daily dose; it is taken as needed; the quantity is in packs whose content
 * nobody wrote; dose and quantity are in units that do not meet.
 */
export type UnknownWhy = 'dose-unknown' | 'as-needed' | 'pack-unknown' | 'units-differ';

export interface MedicineHistory {
  /** Key of the medicine list; for others the name as the record has it. */
  medicine: string;
  name: string;
  /** ATC codes, of each component too. */
  atc: readonly string[];
  /** `mg`, `unit` (tablets, capsules, bags) or `d` (days of supply, where the dispenser reckoned them). */
  unit?: 'mg' | 'unit' | 'd';
  /** In the order of the days. */
  supplies: readonly Supply[];
  doses: readonly DoseFrom[];
  /** Every prescription of it was stopped, the last one on this day. */
  stoppedOn?: Day;
  unknown?: UnknownWhy;
  /** The last prescription in words, as it was written. */
  dosage?: string;
  /** Of the last dispensing, whatever is known of it. */
  dispensedOn?: Day;
}
