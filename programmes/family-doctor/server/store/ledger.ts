// Entries of the ledger, only ever added to.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { EntryKind, LedgerEntry } from '../../rules/ledger.ts';
import type { Payer } from '../../rules/package.ts';

type Stored = LedgerEntry & { personId: string; contractId: string; accountId: string };
type Row = Omit<LedgerEntry, 'at' | 'note'> & { at: Date; note: string | null; personId: string; contractId: string };

const columns = `patient_id as "personId", contract_id as "contractId", entry_id as "entryId", package_code as package,
  payer, kind, amount_fen as "amountFen", booked_on as "on", booked_at as at, by_name as "byName", note`;

/** In the order of their booking. */
export async function entriesOf(q: Sql, personId: string, contractId: string): Promise<LedgerEntry[]> {
  const rows = await q.query<Row>(
    `select ${columns} from family_doctor.ledger_entry where patient_id = $1 and contract_id = $2
     order by booked_at, entry_id`,
    [personId, contractId],
  );
  return rows.map(({ at, note, personId: _person, contractId: _contract, ...rest }) => ({
    ...rest,
    at: at.toISOString(),
    ...(note !== null && { note }),
  }));
}

/** What is owed for these `personId contractId`. */
export async function duesOfContracts(
  q: Sql,
  keys: readonly string[],
): Promise<(Omit<LedgerEntry, 'note'> & { personId: string; contractId: string })[]> {
  const pairs = keys.map((key) => key.split(' '));
  const rows = await q.query<Row>(
    `select ${columns} from family_doctor.ledger_entry where kind = 'due'
       and (patient_id, contract_id) in (select * from unnest($1::uuid[], $2::uuid[]))`,
    [pairs.map(([personId]) => personId), pairs.map(([, contractId]) => contractId)],
  );
  return rows.map(({ at, note: _note, ...rest }) => ({ ...rest, at: at.toISOString() }));
}

/** An entry that stands already (sent twice) is left alone; the number of new ones. */
export async function insertEntries(q: Sql, entries: readonly Stored[]): Promise<number> {
  const rows = await q.query(
    `insert into family_doctor.ledger_entry (patient_id, entry_id, contract_id, package_code, payer, kind, amount_fen,
       booked_on, booked_at, by_name, account_id, note)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::integer[],
       $8::date[], $9::timestamptz[], $10::text[], $11::uuid[], $12::text[])
     on conflict (patient_id, entry_id) do nothing returning entry_id`,
    [
      entries.map((one) => one.personId),
      entries.map((one) => one.entryId),
      entries.map((one) => one.contractId),
      entries.map((one) => one.package),
      entries.map((one) => one.payer),
      entries.map((one) => one.kind),
      entries.map((one) => one.amountFen),
      entries.map((one) => one.on),
      entries.map((one) => one.at),
      entries.map((one) => one.byName),
      entries.map((one) => one.accountId),
      entries.map((one) => one.note ?? null),
    ],
  );
  return rows.length;
}

export interface LedgerSum {
  teamId: string;
  payer: Payer;
  kind: EntryKind;
  count: number;
  amountFen: number;
  simulated: boolean;
}
/** Sums over the contracts of these teams, booked within the days. */
export const ledgerSums = (q: Sql, teamIds: readonly string[], fromOn: Day, toOn: Day): Promise<LedgerSum[]> =>
  q.query(
    `select c.team_id as "teamId", e.payer, e.kind, count(*)::integer as count, sum(e.amount_fen)::integer as "amountFen",
       bool_or(c.simulated) as simulated
     from family_doctor.ledger_entry e
     join family_doctor.contract c on c.patient_id = e.patient_id and c.contract_id = e.contract_id
     where c.team_id = any($1::uuid[]) and e.booked_on between $2 and $3
     group by c.team_id, e.payer, e.kind`,
    [teamIds, fromOn, toOn],
  );
