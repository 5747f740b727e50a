// Medicines of a list: generic name, ATC code, class, forms and the bounds of the usual daily dose.
import type { ContentHead, LocalText } from './content.ts';

export interface DoseBounds {
  /** Of a usual adult's day, in `unit`; only to catch slips, never a prescription. */
  low: number;
  high: number;
  /** UCUM. */
  unit: string;
}
export interface Medicine {
  key: string;
  name: LocalText;
  atc: string;
  /** ATC codes of the parts of a fixed combination. */
  components?: readonly string[];
  /** Code of the national insurance catalogue; empty until it is imported. */
  insuranceCode?: string;
  class: LocalText;
  dailyDose?: DoseBounds;
}
export interface MedicineList extends ContentHead {
  medicines: readonly Medicine[];
}
/** All ATC codes under which a medicine is checked. */
export const atcOf = ({ atc, components = [] }: Medicine): string[] => [atc, ...components];
