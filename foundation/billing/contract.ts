// What crosses the wire of prices, charges and settlements: rows of packs, documents of devices, the queue of settlements.
import { z } from 'zod';
import { route, type Day, type Fen, type Instant } from '#platform/contract.ts';

export const chargeKind = 'billing.charge';

/** How the insurance treats an item: wholly, partly, or not at all. */
export const insuranceClasses = ['class-a', 'class-b', 'self-paid'] as const;
export type InsuranceClass = (typeof insuranceClasses)[number];
export const itemKinds = ['service', 'test', 'medicine', 'material'] as const;
export type ItemKind = (typeof itemKinds)[number];

export interface PriceItem {
  code: string;
  name: string;
  unit: string;
  amountFen: Fen;
  insuranceClass: InsuranceClass;
  kind: ItemKind;
  /** Key of the medicine list, where the item is one. */
  medicineKey?: string;
  validFrom: Day;
  /** Last day, inclusive. */
  validTo?: Day;
  simulated: boolean;
}

/** Field `line.<id>` of a charge. */
export interface ChargeLine {
  code: string;
  name: string;
  unit: string;
  quantity: number;
  priceFen: Fen;
  insuranceClass: InsuranceClass;
}
export const payMethods = ['insurance', 'cash'] as const;
export type PayMethod = (typeof payMethods)[number];
/** Field `settlement`: what the person at the stop wants, made with or without a network. */
export interface SettlementWish {
  settlementId: string;
  method: PayMethod;
  /** What the screen showed: refused where the lines say otherwise. */
  totalFen: Fen;
  at: Instant;
  byName: string;
}
export const settlementStates = ['queued', 'sending', 'settled', 'refused'] as const;
export type SettlementState = (typeof settlementStates)[number];
/** Field `outcome`: what became of the wish, written by the server. */
export interface SettlementOutcome {
  settlementId: string;
  state: 'settled' | 'refused';
  fundFen?: Fen;
  selfFen?: Fen;
  reference?: string;
  reason?: string;
  at: Instant;
  /** Answered by a sandbox, not by an insurance. */
  simulated: boolean;
}

export interface Settlement {
  settlementId: string;
  chargeId: string;
  method: PayMethod;
  state: SettlementState;
  totalFen: Fen;
  fundFen?: Fen;
  selfFen?: Fen;
  reference?: string;
  /** Why it was refused, or why it was not answered yet. */
  reason?: string;
  attempts: number;
  nextAt?: Instant;
  wishedAt: Instant;
  settledAt?: Instant;
  organisationName: string;
  simulated: boolean;
}
export interface SettlementSums {
  state: SettlementState;
  count: number;
  totalFen: Fen;
}
export interface SettlementPage {
  settlements: Settlement[];
  total: number;
  sums: SettlementSums[];
  /** What answers: `none` where no insurance is connected. */
  peer: 'none' | 'sandbox' | 'connected';
}

export const paymentStates = ['asked', 'done', 'refused'] as const;
/** Money that came in for a charge, or went back. */
export interface PaymentEntry {
  paymentId: string;
  direction: 'payment' | 'refund';
  state: (typeof paymentStates)[number];
  amountFen: Fen;
  reference?: string;
  reason?: string;
  askedAt: Instant;
  doneAt?: Instant;
  /** Answered by a sandbox: no money moved. */
  simulated: boolean;
}
/** A charge that another context opened, with its money. */
export interface ChargeSheet {
  chargeId: string;
  lines: ChargeLine[];
  totalFen: Fen;
  outstandingFen: Fen;
  paidFen: Fen;
  refundedFen: Fen;
  payments: PaymentEntry[];
}

export const settlementsQuery = z.object({
  state: z.enum(settlementStates).optional(),
  method: z.enum(payMethods).optional(),
  /** Part of the settlement's number or reference. */
  text: z.string().max(80).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  sort: z.enum(['newest', 'oldest', 'amount']).optional(),
  offset: z
    .string()
    .regex(/^\d{1,7}$/)
    .optional(),
});
export type SettlementsQuery = z.infer<typeof settlementsQuery>;
export const settlementParams = z.object({ settlementId: z.uuid() });
export const pricesQuery = z.object({ text: z.string().max(80).optional(), on: z.iso.date().optional() });
export type PricesQuery = z.infer<typeof pricesQuery>;
export const priceImportBody = z.strictObject({ contentBase64: z.string().max(14_000_000), dryRun: z.boolean() });
export type PriceImportBody = z.infer<typeof priceImportBody>;
export interface PriceImportReply {
  dryRun: boolean;
  rows: number;
  created: number;
  /** Rows that say what is known already. */
  existing: number;
  errors: { row: number; column: string; message: string }[];
}

export const billingRoutes = {
  prices: route<{ query: PricesQuery; reply: { on: Day; prices: PriceItem[] } }>('GET', '/api/billing/prices'),
  importPrices: route<{ body: PriceImportBody; reply: PriceImportReply }>('POST', '/api/billing/price-imports'),
  settlements: route<{ query: SettlementsQuery; reply: SettlementPage }>('GET', '/api/billing/settlements'),
  /** Sends one again: a refused one after its cause is mended, a waiting one at once. */
  retry: route<{ params: { settlementId: string }; reply: { settlementId: string } }>(
    'POST',
    '/api/billing/settlements/:settlementId/retry',
  ),
} as const;
/** CSV or Excel of what the list shows. */
export const settlementsExportPath = '/api/billing/settlements-export';
export const priceTemplatePath = '/api/billing/price-template';
