// Front door of billing: prices, charges of attendances, and the queue of settlements by insurance.
import { dayOf, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import type { Sync } from '#foundation/sync/server/index.ts';
import { chargeKind, type ChargeSheet, type PaymentEntry, type PriceItem } from '../contract.ts';
import { checkCharge, ruleOfCharge } from '../rules/charge.ts';
import { announces } from './events.ts';
import { httpAdapter } from './http-adapter.ts';
import type { Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import { paymentHttpAdapter } from './payment-http-adapter.ts';
import { openPaymentSandbox, type PaymentSandbox } from './payment-sandbox-peer.ts';
import type { InsuranceAdapter, PaymentAdapter } from './ports.ts';
import { endpointsOf } from './routes.ts';
import { openSandboxPeer, type SandboxPeer } from './sandbox-peer.ts';
import { insertPrices, pricesOn } from './store/price.ts';
import { chargedAttendances } from './store/settlement.ts';
import { openCharge, type ChargeToOpen } from './use-cases/open-charge.ts';
import { askRefund, payCharge, sendRefunds, sendRefundsJob, type PaymentToMake } from './use-cases/pay-charge.ts';
import { projectCharge, writeCharge } from './use-cases/project-charge.ts';
import { readCharge } from './use-cases/read-charge.ts';
import { sendSettlements, sendSettlementsJob } from './use-cases/send-settlements.ts';

export type { InsuranceAdapter, PaymentAdapter } from './ports.ts';
export type { ChargeToOpen } from './use-cases/open-charge.ts';
export type { PaymentToMake } from './use-cases/pay-charge.ts';

/** A crew that leaves does not wait longer. */
const triedMilliseconds = 3_000;
export type InsuranceTried = { state: 'none' } | { state: 'silent' | 'ready' | 'not-ready'; sandbox: boolean };

export interface Billing {
  readonly context: Context;
  /** Connects the insurance that settles; the later one wins. */
  registerInsurance(adapter: InsuranceAdapter): void;
  /** Connects the service through which people pay; the later one wins. */
  registerPayment(adapter: PaymentAdapter): void;
  /** A charge of another context, in its transaction and under its permission; written again, the lines are replaced. */
  openCharge(q: Transaction, actor: Actor, permission: string, charge: ChargeToOpen, now: Date): Promise<Result<void>>;
  /** Lines and money of a charge; the caller has checked access. */
  charge(q: Sql, personId: string, chargeId: string): Promise<ChargeSheet | undefined>;
  /** How people pay here. */
  paymentKind(): 'none' | 'sandbox' | 'connected';
  /** What is owed, paid once; not inside a transaction, since the payment service is asked. */
  pay(actor: Actor, permission: string, payment: PaymentToMake): Promise<Result<PaymentEntry>>;
  /** Asks in the caller's transaction for money to go back. */
  refund(
    q: Transaction,
    refund: { personId: string; chargeId: string; refundId: string; amountFen: number },
    now: Date,
  ): Promise<Result<void>>;
  /** Sends refunds that are due; the clock does it every quarter of a minute. */
  sendRefunds(): Promise<number>;
  /** Settles and takes payments in a sandbox of its own on the loopback: demo and tests. */
  useSandbox(): Promise<void>;
  prices(q: Sql, on: string): Promise<PriceItem[]>;
  /** Those of these attendances that have charges, and whether insurance settled them; the caller has checked access. */
  chargedAttendances: typeof chargedAttendances;
  /** Rows of a generated county. */
  bulkLoad(prices: readonly PriceItem[]): Promise<void>;
  /** Sends what is due now; the clock does it every quarter of a minute. */
  sendSettlements(): Promise<number>;
  /** Asks the insurance whether it would settle now: for vehicles before they leave. */
  tryInsurance(): Promise<InsuranceTried>;
}

interface Below {
  registry: Registry;
  record: RecordContext;
  sync: Sync;
}

export function createBilling(kernel: Kernel, below: Below): Billing {
  const parts: Parts = { kernel, ...below, insurance: undefined, payment: undefined };
  let sandbox: SandboxPeer | undefined;
  let payments: PaymentSandbox | undefined;
  below.sync.registerKind({
    kind: chargeKind,
    permission: writeCharge,
    readPermission: 'billing.charge.read',
    ruleOf: ruleOfCharge,
    check: checkCharge,
    project: (q, actor, document, added, now) => projectCharge(parts, q, actor, document, added, now),
  });
  below.sync.registerPack({
    name: 'billing.prices',
    permission: 'billing.price.read',
    async rows(q, _actor, _scopeId, now) {
      const prices = await pricesOn(q, dayOf(now));
      return prices.map((one) => ({ kind: 'price', id: one.code, body: one as unknown as FieldValue }));
    },
  });
  return {
    context: {
      name: 'billing',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(parts),
      announces,
      jobs: [
        {
          kind: sendSettlementsJob,
          run: async () => {
            await sendSettlements(parts);
          },
        },
        {
          kind: sendRefundsJob,
          run: async () => {
            await sendRefunds(parts);
          },
        },
      ],
      schedules: [
        { kind: sendSettlementsJob, everySeconds: 15 },
        { kind: sendRefundsJob, everySeconds: 15 },
      ],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
      async stop() {
        await sandbox?.close();
        sandbox = undefined;
        await payments?.close();
        payments = undefined;
      },
    },
    registerInsurance: (adapter) => void (parts.insurance = adapter),
    async useSandbox() {
      sandbox ??= await openSandboxPeer();
      parts.insurance = httpAdapter('sandbox', sandbox.address);
      payments ??= await openPaymentSandbox();
      parts.payment = paymentHttpAdapter('sandbox', payments.address);
    },
    registerPayment: (adapter) => void (parts.payment = adapter),
    openCharge: (q, actor, permission, charge, now) => openCharge(parts, q, actor, permission, charge, now),
    charge: readCharge,
    paymentKind: () => parts.payment?.kind ?? 'none',
    pay: (actor, permission, payment) => payCharge(parts, actor, permission, payment),
    refund: (q, refund, now) => askRefund(parts, q, refund, now),
    sendRefunds: () => sendRefunds(parts),
    chargedAttendances,
    prices: pricesOn,
    bulkLoad: (prices) =>
      kernel.db.tx(async (q) => {
        await insertPrices(q, prices);
      }),
    sendSettlements: () => sendSettlements(parts),
    async tryInsurance() {
      const { insurance } = parts;
      if (!insurance) return { state: 'none' };
      const sandbox = insurance.kind === 'sandbox';
      try {
        return {
          state: (await insurance.ready(AbortSignal.timeout(triedMilliseconds))) ? 'ready' : 'not-ready',
          sandbox,
        };
      } catch {
        return { state: 'silent', sandbox };
      }
    },
  };
}
