// Rows of loans: the binding with its paper.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ReturnCondition } from '../../lending-contract.ts';

export interface LoanPaper {
  grounds: string[];
  exception: string | null;
  text: string;
  textHash: string;
  signerName: string;
  identifiedBy: 'id-card' | 'known-in-person';
  drawn: string;
  signedAt: Date;
  lentBy: string;
}
export interface LoanRow extends LoanPaper {
  personId: string;
  loanId: string;
  deviceId: string;
  unitId: string;
  fromAt: Date;
  toAt: Date | null;
  lastTakenAt: Date | null;
  remindedAt: Date | null;
  condition: ReturnCondition | null;
  replacedBy: string | null;
  simulated: boolean;
  version: number;
}
const columns = `l.patient_id as "personId", l.loan_id as "loanId", b.device_id as "deviceId", b.unit_id as "unitId",
  b.from_at as "fromAt", b.to_at as "toAt", b.last_taken_at as "lastTakenAt", b.simulated, l.grounds,
  l.exception_sealed as "exception", l.text_sealed as "text", l.text_hash as "textHash", l.signer_sealed as "signerName",
  l.identified_by as "identifiedBy", l.drawn_sealed as "drawn", l.signed_at as "signedAt", l.lent_by as "lentBy",
  l.reminded_at as "remindedAt", l.condition, l.replaced_by as "replacedBy", l.version`;
const joined = 'intake.loan l join intake.binding b on b.patient_id = l.patient_id and b.binding_id = l.loan_id';

const opened = (cipher: FieldCipher, row: LoanRow): LoanRow => ({
  ...row,
  exception: row.exception === null ? null : cipher.decrypt(row.exception),
  text: cipher.decrypt(row.text),
  signerName: cipher.decrypt(row.signerName),
  drawn: cipher.decrypt(row.drawn),
});

export async function findLoan(
  q: Sql,
  cipher: FieldCipher,
  key: { personId: string; loanId: string },
): Promise<LoanRow | undefined> {
  const [row] = await q.query<LoanRow>(`select ${columns} from ${joined} where l.patient_id = $1 and l.loan_id = $2`, [
    key.personId,
    key.loanId,
  ]);
  return row && opened(cipher, row);
}

export const mostLoans = 500;
/** `filter` is a condition on `l.patient_id` with its values in `args`. */
export async function findLoans(
  q: Sql,
  cipher: FieldCipher,
  wanted: { units: readonly string[]; out: boolean },
  filter: string,
  args: unknown[],
): Promise<LoanRow[]> {
  const units = `$${args.push(wanted.units)}`;
  const rows = await q.query<LoanRow>(
    `select ${columns} from ${joined} where ${filter} and b.unit_id = any(${units}::uuid[])
       and b.to_at is ${wanted.out ? '' : 'not'} null
     order by ${wanted.out ? 'coalesce(b.last_taken_at, b.from_at)' : 'b.to_at desc'} limit ${mostLoans}`,
    args,
  );
  return rows.map((row) => opened(cipher, row));
}

export const insertLoan = (
  q: Sql,
  cipher: FieldCipher,
  key: { personId: string; loanId: string },
  paper: LoanPaper,
): Promise<unknown> =>
  q.query(
    `insert into intake.loan (patient_id, loan_id, grounds, exception_sealed, text_sealed, text_hash, signer_sealed,
       identified_by, drawn_sealed, signed_at, lent_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      key.personId,
      key.loanId,
      paper.grounds,
      paper.exception === null ? null : cipher.encrypt(paper.exception),
      cipher.encrypt(paper.text),
      paper.textHash,
      cipher.encrypt(paper.signerName),
      paper.identifiedBy,
      cipher.encrypt(paper.drawn),
      paper.signedAt,
      paper.lentBy,
    ],
  );

/** False where somebody changed it meanwhile. */
export async function changeLoan(
  q: Sql,
  row: Pick<LoanRow, 'personId' | 'loanId' | 'condition' | 'replacedBy' | 'remindedAt'>,
  version: number,
): Promise<boolean> {
  const changed = await q.query(
    `update intake.loan set condition = $4, replaced_by = $5, reminded_at = $6, version = version + 1
     where patient_id = $1 and loan_id = $2 and version = $3 returning 1`,
    [row.personId, row.loanId, version, row.condition, row.replacedBy, row.remindedAt],
  );
  return changed.length > 0;
}

export interface StockRow {
  unitId: string;
  kind: string;
  inStock: number;
  lent: number;
  shared: number;
  inRepair: number;
  retired: number;
}
export const countStock = (q: Sql, units: readonly string[], now: Date): Promise<StockRow[]> =>
  q.query<StockRow>(
    `select unit_id as "unitId", kind,
       count(*) filter (where state = 'in-use' and not shared and not out)::integer as "inStock",
       count(*) filter (where out)::integer as lent,
       count(*) filter (where state = 'in-use' and shared)::integer as shared,
       count(*) filter (where state = 'in-repair')::integer as "inRepair",
       count(*) filter (where state = 'retired')::integer as retired
     from (select d.unit_id, d.kind, d.state, d.shared, exists (
         select 1 from intake.device_person p where p.device_id = d.device_id and p.from_at <= $2
           and (p.to_at is null or p.to_at > $2)) as out
       from intake.device d where d.unit_id = any($1::uuid[])) as each
     group by unit_id, kind order by unit_id, kind`,
    [units, now],
  );
