// The ledger of one contract, entries into it, and its sums by team.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { permissions, type LedgerQuery, type LedgerReply, type PaymentBody } from '../../contract.ts';
import { faultOfEntry, sumsOf, type LedgerEntry, type PayerSum } from '../../rules/ledger.ts';
import type { Parts } from '../parts.ts';
import { contractUnknown, entryRefused } from '../problems.ts';
import { lockContract } from '../store/contract-row.ts';
import { entriesOf, insertEntries, ledgerSums, type LedgerSum } from '../store/ledger.ts';
import { teamsOfActor } from './places.ts';
import { inTransaction } from './refused.ts';

type Key = { personId: string; contractId: string };
type Ledger = { entries: LedgerEntry[]; sums: PayerSum[] };

export async function readLedger({ kernel }: Parts, { personId, contractId }: Key): Promise<Result<Ledger>> {
  const entries = await entriesOf(kernel.db, personId, contractId);
  return succeed({ entries, sums: sumsOf(entries) });
}

export async function addEntry(
  parts: Parts,
  actor: Actor,
  { personId, contractId }: Key,
  body: PaymentBody,
  now: Date,
): Promise<Result<Ledger>> {
  const { kernel } = parts;
  const done = await inTransaction(kernel, async (q): Promise<Result<void>> => {
    // Two payments at once are counted one after the other.
    if (!(await lockContract(q, personId, contractId))) return fail(contractUnknown);
    const before = await entriesOf(q, personId, contractId);
    if (before.some(({ entryId }) => entryId === body.entryId)) return succeed(undefined);
    const fault = faultOfEntry(before, body);
    if (fault) return fail(entryRefused(fault));
    await insertEntries(q, [
      {
        personId,
        contractId,
        entryId: body.entryId,
        package: body.package,
        payer: body.payer,
        kind: body.kind,
        amountFen: body.amountFen,
        on: dayOf(now),
        at: now.toISOString(),
        byName: actor.displayName,
        accountId: actor.accountId,
        ...(body.note && { note: body.note }),
      },
    ]);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: permissions.write,
      outcome: 'success',
      persons: [personId],
      object: `FamilyDoctorLedgerEntry/${body.entryId}`,
    });
    return succeed(undefined);
  });
  return done.ok ? readLedger(parts, { personId, contractId }) : done;
}

export async function readLedgerSums(
  parts: Parts,
  actor: Actor,
  { from, to, team }: LedgerQuery,
  now: Date,
): Promise<Result<LedgerReply>> {
  const q = parts.kernel.db;
  const today = dayOf(now);
  const own = (await teamsOfActor(parts, q, actor, permissions.exportContracts, today)).filter(
    ({ teamId }) => team === undefined || teamId === team,
  );
  const rows = await ledgerSums(
    q,
    own.map(({ teamId }) => teamId),
    from ?? `${today.slice(0, 4)}-01-01`,
    to ?? today,
  );
  const byKind = Map.groupBy(rows, ({ payer, kind }) => `${payer} ${kind}`);
  const byTeam = Map.groupBy(rows, ({ teamId }) => teamId);
  const add = (some: readonly LedgerSum[], of: 'count' | 'amountFen') => some.reduce((sum, one) => sum + one[of], 0);
  return succeed({
    sums: [...byKind.values()].map((some) => ({
      payer: some[0]!.payer,
      kind: some[0]!.kind,
      count: add(some, 'count'),
      amountFen: add(some, 'amountFen'),
    })),
    teams: own.flatMap(({ teamId, name }) => {
      const some = byTeam.get(teamId);
      return some ? [{ teamId, name, sums: sumsOf(some.map((one) => ({ ...one, package: '' }))) }] : [];
    }),
    simulated: rows.some(({ simulated }) => simulated),
  });
}
