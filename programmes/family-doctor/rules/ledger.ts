// The ledger of a contract in whole fen: what each payer owes for each package, what came in, and what is open.
import type { Day, Fen, Instant } from '#platform/contract.ts';
import { payers, type Amounts, type Payer, type ServicePackage } from './package.ts';

/** `due` stands when the contract is signed; `correction` changes it (with a reason), `paid` settles it, `refund` gives back. */
export const entryKinds = ['due', 'paid', 'refund', 'correction'] as const;
export type EntryKind = (typeof entryKinds)[number];
export interface LedgerEntry {
  entryId: string;
  package: string;
  payer: Payer;
  kind: EntryKind;
  /** Above nought; only a correction may be below. */
  amountFen: Fen;
  on: Day;
  at: Instant;
  byName: string;
  note?: string;
}
export interface PayerSum {
  payer: Payer;
  dueFen: Fen;
  paidFen: Fen;
  /** Below nought where too much was paid. */
  openFen: Fen;
}

/** What is owed at the signature, payer by payer; nothing of nought. */
export const duesOf = (
  packages: readonly Pick<ServicePackage, 'code' | 'amounts'>[],
): { package: string; payer: Payer; amountFen: Fen }[] =>
  packages.flatMap(({ code, amounts }) =>
    payers.flatMap((payer) => (amounts[payer] === 0 ? [] : [{ package: code, payer, amountFen: amounts[payer] }])),
  );

type Counted = Pick<LedgerEntry, 'package' | 'payer' | 'kind' | 'amountFen'>;

export function sumsOf(entries: readonly Counted[]): PayerSum[] {
  return payers.map((payer) => {
    const own = entries.filter((entry) => entry.payer === payer);
    const of = (kind: EntryKind) => own.reduce((sum, entry) => sum + (entry.kind === kind ? entry.amountFen : 0), 0);
    const dueFen = of('due') + of('correction');
    const paidFen = of('paid') - of('refund');
    return { payer, dueFen, paidFen, openFen: dueFen - paidFen };
  });
}
export const openOf = (entries: readonly Counted[], code: string, payer: Payer): Fen =>
  sumsOf(entries.filter((entry) => entry.package === code)).find((sum) => sum.payer === payer)!.openFen;

export type EntryFault = 'nothing-due' | 'more-than-open' | 'more-than-paid' | 'below-nought' | 'reason-missing';

/** Why an entry can't be written; undefined where it can. A payment never exceeds what is open, a refund what was paid. */
export function faultOfEntry(
  before: readonly Counted[],
  entry: Counted & { note?: string | undefined },
): EntryFault | undefined {
  const { kind, amountFen, payer } = entry;
  const own = before.filter((one) => one.package === entry.package && one.payer === payer);
  const sum = sumsOf(own).find((one) => one.payer === payer)!;
  if (own.length === 0) return 'nothing-due';
  if (kind !== 'correction' && amountFen <= 0) return 'below-nought';
  if (kind === 'correction' && (amountFen === 0 || sum.dueFen + amountFen < 0)) return 'below-nought';
  if (kind === 'paid' && amountFen > sum.openFen) return 'more-than-open';
  if (kind === 'refund' && amountFen > sum.paidFen) return 'more-than-paid';
  if ((kind === 'correction' || kind === 'refund') && !entry.note?.trim()) return 'reason-missing';
  return undefined;
}

export const sumAmounts = (all: readonly Amounts[]): Record<Payer, Fen> => ({
  person: all.reduce((sum, one) => sum + one.person, 0),
  fund: all.reduce((sum, one) => sum + one.fund, 0),
  'public-health': all.reduce((sum, one) => sum + one['public-health'], 0),
});
