// What devices write and take along of prescriptions, dispensing and vehicle stock.
import type { Day, Instant } from '#platform/contract.ts';
import type { Severity } from '#foundation/knowledge/rules/interaction.ts';

export const pharmacyKinds = {
  prescription: 'pharmacy.prescription',
  dispensing: 'pharmacy.dispensing',
  stockCount: 'pharmacy.stock-count',
} as const;

/** Field `item.<id>` of a prescription; the id becomes the MedicationRequest's. */
export interface PrescriptionItem {
  medicineKey: string;
  name: string;
  atc: string[];
  /** One dose, in `doseUnit`. */
  dose: number;
  doseUnit: string;
  timesPerDay: number;
  days: number;
  note?: string;
}
/** Entry of field `overrides`: an alert that the prescriber knows and goes against. */
export interface AlertOverride {
  /** See alertKey. */
  alert: string;
  severity: Severity;
  sentence: string;
  medications: string[];
  reason: string;
  at: Instant;
  byName: string;
}
export interface PrescriptionSignature {
  at: Instant;
  byName: string;
}

/** Field `line.<id>` of a dispensing; the id becomes the MedicationDispense's and the stock movement's. */
export interface DispensingLine {
  itemId: string;
  stockId: string;
  itemCode: string;
  name: string;
  batch: string;
  expiresOn: Day;
  quantity: number;
  unit: string;
}
/** Field `count.<stockId>` of a count: what was found on board. */
export interface StockCounted {
  quantity: number;
  at: Instant;
}

/** Row kind `stock`; its id is the batch's. */
export interface StockRow {
  stockId: string;
  vehicleId: string;
  itemCode: string;
  /** Of the medicine list, where the item is one of it. */
  medicineKey?: string;
  name: string;
  batch: string;
  expiresOn: Day;
  quantity: number;
  unit: string;
  /** Taken beyond what there was: count it. */
  short: number;
}
/** Row kind `medications`; its id is the person's. */
export interface MedicationsRow {
  medications: { id: string; name: string; atc: string[] }[];
}
/** Row kind `prescribing`; one row. */
export interface PrescribingPolicy {
  /** Days of a usual prescription, and the most of a long one. */
  usualDays: number;
  longDays: number;
  /** Whether the county has set them; else they are default figures that nobody has confirmed. */
  confirmed: boolean;
}
