// Rows of charges and their lines: what a document says now.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { ChargeLine } from '../../contract.ts';

export interface ChargeRow {
  personId: string;
  chargeId: string;
  attendanceId?: string;
  organisationId: string;
  scopeId: string;
  totalFen: number;
}

export async function saveCharge(
  q: Transaction,
  one: ChargeRow,
  lines: readonly (ChargeLine & { lineId: string })[],
  now: Date,
): Promise<void> {
  await q.query(
    `insert into billing.charge (patient_id, charge_id, attendance_id, organisation_id, scope_id, total_fen, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (patient_id, charge_id) do update set attendance_id = excluded.attendance_id,
       total_fen = excluded.total_fen, changed_at = excluded.changed_at`,
    [one.personId, one.chargeId, one.attendanceId ?? null, one.organisationId, one.scopeId, one.totalFen, now],
  );
  await q.query('delete from billing.charge_line where patient_id = $1 and charge_id = $2', [
    one.personId,
    one.chargeId,
  ]);
  await q.query(
    `insert into billing.charge_line
       (patient_id, charge_id, line_id, code, name, unit, quantity, price_fen, insurance_class)
     select $1, $2, l.* from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::integer[],
       $9::text[]) as l`,
    [
      one.personId,
      one.chargeId,
      lines.map((line) => line.lineId),
      lines.map((line) => line.code),
      lines.map((line) => line.name),
      lines.map((line) => line.unit),
      lines.map((line) => line.quantity),
      lines.map((line) => line.priceFen),
      lines.map((line) => line.insuranceClass),
    ],
  );
}

/** The organisation for which the charge was opened: later editors do not move it. */
export async function organisationOf(q: Transaction, personId: string, chargeId: string): Promise<string | undefined> {
  const [row] = await q.query<{ organisationId: string }>(
    'select organisation_id as "organisationId" from billing.charge where patient_id = $1 and charge_id = $2',
    [personId, chargeId],
  );
  return row?.organisationId;
}

export interface StoredCharge {
  organisationId: string;
  totalFen: number;
  lines: ChargeLine[];
}
/** With its lines in the order of their ids. */
export async function chargeOf(q: Sql, personId: string, chargeId: string): Promise<StoredCharge | undefined> {
  const [row] = await q.query<Omit<StoredCharge, 'lines'>>(
    `select organisation_id as "organisationId", total_fen as "totalFen" from billing.charge
     where patient_id = $1 and charge_id = $2`,
    [personId, chargeId],
  );
  if (!row) return undefined;
  const lines = await q.query<ChargeLine>(
    `select code, name, unit, quantity, price_fen as "priceFen", insurance_class as "insuranceClass"
     from billing.charge_line where patient_id = $1 and charge_id = $2 order by line_id`,
    [personId, chargeId],
  );
  return { ...row, lines };
}

/** Until the transaction ends nobody else pays; false where there is no such charge. */
export async function lockCharge(q: Transaction, personId: string, chargeId: string): Promise<boolean> {
  const rows = await q.query(
    'select charge_id from billing.charge where patient_id = $1 and charge_id = $2 for update',
    [personId, chargeId],
  );
  return rows.length > 0;
}
