// What crosses the wire: what devices write and take along of prescriptions and stock, and how long medicines last and are taken.
import { z } from 'zod';
import { route, type Day, type Instant, type Page } from '#platform/contract.ts';
import type { DeliveryShown } from '#foundation/messaging/contract.ts';
import type { Severity } from '#foundation/knowledge/rules/interaction.ts';
import type { Adherence } from './rules/adherence.ts';
import type { Refill } from './rules/refill.ts';
import type { ReminderPolicy } from './rules/reminder-plan.ts';
import type { Therapy } from './rules/therapy.ts';

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

const id = z.uuid();
export const permissions = {
  readMedicines: 'pharmacy.medicines.read',
  listRefills: 'pharmacy.refill.list',
  orderRefills: 'pharmacy.refill.order',
  exportRefills: 'pharmacy.refill.export',
} as const;

export interface MedicineShown {
  medicine: string;
  name: string;
  /** As the last prescription says it. */
  dosage?: string;
  dispensedOn?: Day;
  refill: Refill;
  /** Of hypertension and diabetes: reminders are sent. */
  reminded: boolean;
}
export interface ReminderShown {
  reminderId: string;
  at: Instant;
  daysBefore: number;
  medicines: { name: string; runsOutOn: Day }[];
  /** False where every channel was stopped. */
  sent: boolean;
  withdrawnAt?: Instant;
  deliveries: DeliveryShown[];
}
export interface PersonMedicines {
  today: Day;
  medicines: MedicineShown[];
  adherence: Adherence[];
  reminders: ReminderShown[];
  policy: ReminderPolicy;
}
export const personParams = z.object({ personId: id });

export const refillLists = ['running-out', 'low-adherence'] as const;
export type RefillList = (typeof refillLists)[number];
export const refillQuery = z.object({
  list: z.enum(refillLists),
  villageId: id.optional(),
  teamId: id.optional(),
  /** A part of the name, for those who see whole names. */
  text: z.string().trim().max(50).optional(),
  page: z.string().max(120).optional(),
});
export type RefillQuery = z.infer<typeof refillQuery>;
export interface RefillRow {
  personId: string;
  name: string;
  age?: number;
  villageName: string;
  /** Medicines of hypertension and diabetes with the day on which they run out. */
  medicines: { name: string; runsOutOn: Day; daysLeft: number }[];
  adherence: { therapy: Therapy; coveredDays: number; windowDays: number; fromOn: Day; toOn: Day }[];
  /** The delivery of medicines that is under way. */
  orderId?: string;
}
export interface RefillReply extends Page<RefillRow> {
  today: Day;
  villages: { villageId: string; name: string; count: number }[];
  teams: { teamId: string; name: string; count: number }[];
  /** Days ahead that count as running out. */
  daysAhead: number;
}
export const refillOrderBody = z.strictObject({ personIds: z.array(id).min(1).max(200) });

/** The list as a sheet: format=csv|xlsx and the filters of the list. */
export const refillSheetPath = '/api/pharmacy/refills-export';

export const pharmacyRoutes = {
  medicines: route<{ params: { personId: string }; reply: PersonMedicines }>('GET', '/api/people/:personId/medicines'),
  refills: route<{ query: RefillQuery; reply: RefillReply }>('GET', '/api/pharmacy/refills'),
  orderRefills: route<{
    body: z.infer<typeof refillOrderBody>;
    reply: { placed: number; standing: number; withoutAddress: number };
  }>('POST', '/api/pharmacy/refills/orders'),
} as const;
